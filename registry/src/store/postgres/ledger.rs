//! The connection that writes.

use std::time::Duration;

use async_trait::async_trait;
use sqlx::{AssertSqlSafe, Connection, PgConnection, postgres::PgConnectOptions};

use super::{fault, keeping, opening};
use crate::{
    entry::SenderKey,
    family::FamilyId,
    instant::Instant,
    store::{
        Exchange, Found, Head, Intent, IntentEnd,
        column::{self, counted},
        fault::Trouble,
        ledger::{
            Act, DerivedRows, FileSeen, Ledger, PassingName, PassingRow, PassingSeen, Rows, Sql,
            Value, Window,
        },
        tree::Node,
    },
};

/// Rows that a sweep takes from one table at once, so that nobody waits long behind it.
const SWEEP_LIMIT: i64 = 5000;
/// Longer than any wait that the server has been told to bound, so only a silent one is given up.
const PATIENCE: Duration = Duration::from_secs(10);

/// Before what is asked for at the beginning of each batch, so that it is not read and planned anew each time.
const PREPARE: &str = "PREPARE newest_head AS ";
const NEWEST: &str = "EXECUTE newest_head";
/// One way to the server. Every statement after the lock sees all that was committed under it, by whichever server.
const BEGIN: &str = "BEGIN; SELECT pg_advisory_xact_lock(98231169056769); EXECUTE newest_head";

/// The writer's connection.
pub(crate) struct PostgresLedger {
    options: PgConnectOptions,
    connection: Option<PgConnection>,
    /// The newest head as the transaction found it, until it is asked for or another is written.
    head: Option<Option<Head>>,
}

impl PostgresLedger {
    pub(super) fn new(options: PgConnectOptions) -> PostgresLedger {
        PostgresLedger {
            options,
            connection: None,
            head: None,
        }
    }

    /// How many leaves the entries have.
    pub(super) async fn leaves(&mut self) -> Sql<u64> {
        let sql = "SELECT coalesce(max(leaf) + 1, 0) FROM entry";
        let row = sqlx::query(sql).fetch_one(self.connection()?).await?;
        counted(&row, 0)
    }

    fn connection(&mut self) -> Sql<&mut PgConnection> {
        self.connection.as_mut().ok_or(sqlx::Error::WorkerCrashed)
    }

    async fn run(&mut self, sql: &'static str) -> Sql<()> {
        sqlx::raw_sql(sql).execute(self.connection()?).await?;
        Ok(())
    }
}

#[async_trait]
impl Ledger for PostgresLedger {
    /// On a thread of its own: among the requests' tasks its turn came late after each answer of the server's, a quarter
    /// of a batch's time, and everybody waits for it.
    fn start(task: impl Future<Output = ()> + Send + 'static) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        let runtime = runtime.expect("a process that starts can watch one more socket");
        let thread = std::thread::Builder::new().name("writer".to_owned());
        let started = thread.spawn(move || runtime.block_on(task));
        started.expect("a process that starts has room for a thread");
    }

    fn patience(&self) -> Duration {
        PATIENCE
    }

    fn trouble(&self, error: &sqlx::Error) -> Trouble {
        fault::trouble(error)
    }

    fn commit_trouble(&self, error: &sqlx::Error) -> Trouble {
        fault::commit_trouble(error)
    }

    async fn begin(&mut self) -> Sql<()> {
        if self.connection.is_none() {
            self.connection = Some(opening::connect(&self.options).await?);
            let prepare = AssertSqlSafe([PREPARE, column::NEWEST_HEAD].concat());
            sqlx::raw_sql(prepare).execute(self.connection()?).await?;
        }
        self.head = None;
        let rows = sqlx::raw_sql(BEGIN).fetch_all(self.connection()?).await?;
        // the first row is the lock's
        self.head = Some(rows.get(1).map(column::head).transpose()?);
        Ok(())
    }

    async fn commit(&mut self) -> Sql<()> {
        self.run("COMMIT").await
    }

    async fn abandon(&mut self) {
        if let Some(connection) = self.connection.take() {
            let _ = connection.close_hard().await;
        }
    }

    async fn tend(&mut self) {
        // its server does that by itself
    }

    async fn scrub(&mut self) {
        // the row as it was stays in the table until autovacuum, and in the log as long as that is kept: see
        // docs/registry.md
    }

    async fn acts(&mut self, keys: &[SenderKey]) -> Sql<Vec<Act>> {
        let keys: Vec<&[u8]> = keys.iter().map(|key| &key.0[..]).collect();
        let sql = "SELECT key, digest, family, first_leaf FROM act WHERE key = ANY($1)";
        let rows = sqlx::query(sql).bind(keys).fetch_all(self.connection()?);
        rows.await?.iter().map(column::act).collect()
    }

    async fn files(&mut self, families: &[FamilyId]) -> Sql<Vec<FileSeen>> {
        let families: Vec<&[u8]> = families.iter().map(|family| &family.0[..]).collect();
        let sql = "SELECT family, area, \
                   (SELECT max(place) + 1 FROM entry WHERE entry.family = family.family) \
                   FROM family WHERE family = ANY($1)";
        let rows = sqlx::query(sql)
            .bind(families)
            .fetch_all(self.connection()?);
        rows.await?.iter().map(column::file_seen).collect()
    }

    async fn seen(
        &mut self,
        keys: &[SenderKey],
        families: &[FamilyId],
    ) -> Sql<(Vec<Act>, Vec<FileSeen>)> {
        let keys: Vec<&[u8]> = keys.iter().map(|key| &key.0[..]).collect();
        let families: Vec<&[u8]> = families.iter().map(|family| &family.0[..]).collect();
        let sql = "SELECT key, digest, family, first_leaf, '' FROM act WHERE key = ANY($1) \
                   UNION ALL \
                   SELECT NULL, NULL, family, \
                   (SELECT max(place) + 1 FROM entry WHERE entry.family = family.family), area \
                   FROM family WHERE family = ANY($2)";
        let query = sqlx::query(sql).bind(keys).bind(families);
        let rows = query.fetch_all(self.connection()?).await?;
        let (mut acts, mut files) = (Vec::new(), Vec::with_capacity(rows.len()));
        for row in &rows {
            match column::act_or_file(row)? {
                Ok(act) => acts.push(act),
                Err(file) => files.push(file),
            }
        }
        Ok((acts, files))
    }

    async fn found(&mut self, values: &[Value]) -> Sql<Vec<Found>> {
        let blinds: Vec<&[u8]> = values.iter().map(|(_, blind)| &blind[..]).collect();
        let kinds: Vec<&str> = values.iter().map(|(index, _)| index.as_str()).collect();
        let sql = "SELECT kind, blind, count(DISTINCT family) FROM blind \
                   WHERE (blind, kind) IN (SELECT * FROM unnest($1::bytea[], $2::text[])) \
                   GROUP BY kind, blind";
        let query = sqlx::query(sql).bind(blinds).bind(kinds);
        let rows = query.fetch_all(self.connection()?).await?;
        rows.iter().map(column::found).collect()
    }

    async fn head(&mut self) -> Sql<Option<Head>> {
        if let Some(head) = self.head.take() {
            return Ok(head);
        }
        let rows = sqlx::raw_sql(NEWEST).fetch_all(self.connection()?).await?;
        rows.first().map(column::head).transpose()
    }

    async fn nodes(&mut self, wanted: &[(u8, u64)]) -> Sql<Vec<Node>> {
        let rows = keeping::nodes(wanted).fetch_all(self.connection()?).await?;
        rows.iter().map(column::node).collect()
    }

    async fn keep(&mut self, rows: &Rows<'_>) -> Sql<()> {
        self.head = None;
        keeping::keep(self.connection()?, rows).await
    }

    async fn derive(&mut self, rows: &[DerivedRows<'_>]) -> Sql<()> {
        keeping::derive(self.connection()?, rows).await
    }

    async fn rewrap(&mut self, exchange: &Exchange) -> Sql<bool> {
        let sql = "UPDATE family SET wrapped_key = $1 WHERE family = $2 AND wrapped_key = $3";
        let query = sqlx::query(sql)
            .bind(&exchange.new[..])
            .bind(&exchange.family.0[..])
            .bind(&exchange.old[..]);
        Ok(query.execute(self.connection()?).await?.rows_affected() == 1)
    }

    async fn passing(&mut self, names: &[PassingName]) -> Sql<Vec<(PassingName, PassingSeen)>> {
        let kinds: Vec<&str> = names.iter().map(|(kind, _)| kind.as_str()).collect();
        let ids: Vec<&[u8]> = names.iter().map(|(_, id)| &id[..]).collect();
        let sql = "SELECT kind, id, version, expires_at FROM passing \
                   WHERE (kind, id) IN (SELECT * FROM unnest($1::text[], $2::bytea[]))";
        let query = sqlx::query(sql).bind(kinds).bind(ids);
        let rows = query.fetch_all(self.connection()?).await?;
        rows.iter().map(column::passing_seen).collect()
    }

    async fn pass(&mut self, put: &[PassingRow<'_>], ended: &[PassingName]) -> Sql<()> {
        if !put.is_empty() {
            keeping::put(put).execute(self.connection()?).await?;
        }
        if !ended.is_empty() {
            let kinds: Vec<&str> = ended.iter().map(|(kind, _)| kind.as_str()).collect();
            let ids: Vec<&[u8]> = ended.iter().map(|(_, id)| &id[..]).collect();
            let sql = "DELETE FROM passing \
                       WHERE (kind, id) IN (SELECT * FROM unnest($1::text[], $2::bytea[]))";
            let query = sqlx::query(sql).bind(kinds).bind(ids);
            query.execute(self.connection()?).await?;
        }
        Ok(())
    }

    async fn sweep(&mut self, now: Instant) -> Sql<u64> {
        let mut swept = 0;
        for sql in [
            "DELETE FROM passing WHERE (kind, id) IN \
             (SELECT kind, id FROM passing WHERE expires_at <= $1 LIMIT $2)",
            "DELETE FROM counter WHERE name IN \
             (SELECT name FROM counter WHERE ends_at <= $1 LIMIT $2)",
        ] {
            let query = sqlx::query(sql).bind(now.0).bind(SWEEP_LIMIT);
            swept += query.execute(self.connection()?).await?.rows_affected();
        }
        Ok(swept)
    }

    async fn windows(&mut self, names: &[[u8; 32]]) -> Sql<Vec<Window>> {
        let names: Vec<&[u8]> = names.iter().map(|name| &name[..]).collect();
        let sql = "SELECT name, ends_at, count FROM counter WHERE name = ANY($1)";
        let rows = sqlx::query(sql).bind(names).fetch_all(self.connection()?);
        rows.await?.iter().map(column::window).collect()
    }

    async fn count(&mut self, windows: &[Window]) -> Sql<()> {
        let names: Vec<&[u8]> = windows.iter().map(|window| &window.name[..]).collect();
        let ends: Vec<i64> = windows.iter().map(|window| window.ends_at.0).collect();
        let counts: Vec<i64> = windows.iter().map(|window| window.count.into()).collect();
        let sql = "INSERT INTO counter (name, ends_at, count) \
                   SELECT * FROM unnest($1::bytea[], $2::bigint[], $3::bigint[]) \
                   ON CONFLICT (name) DO UPDATE \
                   SET ends_at = excluded.ends_at, count = excluded.count";
        let query = sqlx::query(sql).bind(names).bind(ends).bind(counts);
        query.execute(self.connection()?).await.map(|_| ())
    }

    async fn claim(&mut self, limit: u32, now: Instant, until: Instant) -> Sql<Vec<Intent>> {
        // one table, and what others have claimed in this moment is passed over
        let sql = "WITH ready AS MATERIALIZED ( \
                       SELECT family, id FROM intent WHERE state = 'due' AND ready_at <= $2 \
                       ORDER BY ready_at LIMIT $3 FOR UPDATE SKIP LOCKED) \
                   UPDATE intent SET ready_at = $1, tries = tries + 1 FROM ready \
                   WHERE intent.family = ready.family AND intent.id = ready.id \
                   RETURNING intent.id, intent.family, whom, body, tries - 1, renewed";
        let query = sqlx::query(sql)
            .bind(until.0)
            .bind(now.0)
            .bind(i64::from(limit));
        let rows = query.fetch_all(self.connection()?).await?;
        rows.iter().map(column::intent).collect()
    }

    async fn renew(&mut self, family: FamilyId, place: u32, now: Instant) -> Sql<u64> {
        let sql = "UPDATE intent SET state = 'due', ready_at = $1, renewed = tries, why = '' \
                   WHERE family = $2 AND place = $3 AND state = 'dead'";
        let query = sqlx::query(sql)
            .bind(now.0)
            .bind(&family.0[..])
            .bind(i64::from(place));
        Ok(query.execute(self.connection()?).await?.rows_affected())
    }

    async fn settle(&mut self, intent: &Intent, end: &IntentEnd) -> Sql<bool> {
        let left = end.left();
        let sql = "UPDATE intent SET state = $1, ready_at = coalesce($2, ready_at), \
                   body = CASE WHEN $7 THEN ''::bytea ELSE body END, why = $6 \
                   WHERE family = $3 AND id = $4 AND tries = $5 AND state = 'due'";
        let query = sqlx::query(sql)
            .bind(left.state)
            .bind(left.ready_at)
            .bind(&intent.family.0[..])
            .bind(&intent.id[..])
            .bind(i64::from(intent.tries) + 1)
            .bind(left.why)
            .bind(left.is_emptied);
        Ok(query.execute(self.connection()?).await?.rows_affected() == 1)
    }

    async fn pulse(&mut self) -> Sql<()> {
        self.run("UPDATE pulse SET beats = beats + 1").await
    }
}
