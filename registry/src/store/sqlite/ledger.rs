//! The connection that writes.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use async_trait::async_trait;
use sqlx::{Connection, SqliteConnection};

use super::{
    fault,
    folder::Lock,
    keeping, opening,
    rows::{Insert, Over, insert, over},
};
use crate::{
    entry::SenderKey,
    family::FamilyId,
    instant::Instant,
    store::{
        Exchange, Found, Head, Intent, IntentEnd,
        column::{self, counted, number},
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

/// A disk is waited for: what it is doing cannot be taken back, and whoever asked has a patience of his own.
const PATIENCE: Duration = Duration::from_secs(24 * 3600);

/// The writer's connection, and the lock that makes it the only one.
pub(crate) struct SqliteLedger {
    path: PathBuf,
    connection: Option<SqliteConnection>,
    _lock: Option<Lock>,
}

impl SqliteLedger {
    pub(super) fn new(
        path: &Path,
        connection: SqliteConnection,
        lock: Option<Lock>,
    ) -> SqliteLedger {
        SqliteLedger {
            path: path.to_owned(),
            connection: Some(connection),
            _lock: lock,
        }
    }

    /// How many leaves the entries have.
    pub(super) async fn leaves(&mut self) -> Sql<u64> {
        let sql = "SELECT coalesce(max(leaf) + 1, 0) FROM entry";
        let row = sqlx::query(sql).fetch_one(self.connection()?).await?;
        counted(&row, 0)
    }

    fn connection(&mut self) -> Sql<&mut SqliteConnection> {
        self.connection.as_mut().ok_or(sqlx::Error::WorkerCrashed)
    }

    async fn run(&mut self, sql: &'static str) -> Sql<()> {
        sqlx::raw_sql(sql).execute(self.connection()?).await?;
        Ok(())
    }
}

#[async_trait]
impl Ledger for SqliteLedger {
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
            self.connection = Some(opening::writing(&self.path).await?);
        }
        // a transaction that begins with reading could not begin to write while another does
        self.run("BEGIN IMMEDIATE").await
    }

    async fn commit(&mut self) -> Sql<()> {
        self.run("COMMIT").await
    }

    async fn abandon(&mut self) {
        if let Some(connection) = self.connection.take() {
            let _ = connection.close().await;
        }
    }

    async fn tend(&mut self) {
        // from the log into the file, while nobody waits for an answer; what fails is tried with the next commit
        let _ = self.run("PRAGMA wal_checkpoint(PASSIVE)").await;
    }

    async fn scrub(&mut self) {
        // the log still has the pages as they were; while somebody reads it stays, until the next time
        let _ = self.run("PRAGMA wal_checkpoint(TRUNCATE)").await;
    }

    async fn acts(&mut self, keys: &[SenderKey]) -> Sql<Vec<Act>> {
        let select = Over {
            before: "SELECT key, digest, family, first_leaf FROM act WHERE key IN (",
            item: "?",
            behind: ")",
        };
        let rows = over(self.connection()?, &select, keys, |query, key| {
            query.bind(key.0.to_vec())
        });
        rows.await?.iter().map(column::act).collect()
    }

    async fn files(&mut self, families: &[FamilyId]) -> Sql<Vec<FileSeen>> {
        let select = Over {
            before: "SELECT family, area, \
                     (SELECT max(place) + 1 FROM entry WHERE entry.family = family.family) \
                     FROM family WHERE family IN (",
            item: "?",
            behind: ")",
        };
        let rows = over(self.connection()?, &select, families, |query, family| {
            query.bind(family.0.to_vec())
        });
        rows.await?.iter().map(column::file_seen).collect()
    }

    async fn found(&mut self, values: &[Value]) -> Sql<Vec<Found>> {
        let select = Over {
            before: "SELECT kind, blind, count(DISTINCT family) FROM blind \
                     WHERE (blind, kind) IN (VALUES ",
            item: "(?, ?)",
            behind: ") GROUP BY kind, blind",
        };
        let rows = over(
            self.connection()?,
            &select,
            values,
            |query, (index, blind)| query.bind(blind.to_vec()).bind(index.as_str()),
        );
        rows.await?.iter().map(column::found).collect()
    }

    async fn head(&mut self) -> Sql<Option<Head>> {
        let sql = "SELECT size, root, at, signature FROM head ORDER BY size DESC LIMIT 1";
        let row = sqlx::query(sql).fetch_optional(self.connection()?).await?;
        row.as_ref().map(column::head).transpose()
    }

    async fn nodes(&mut self, wanted: &[(u8, u64)]) -> Sql<Vec<Node>> {
        keeping::nodes(self.connection()?, wanted).await
    }

    async fn keep(&mut self, rows: &Rows<'_>) -> Sql<()> {
        keeping::keep(self.connection()?, rows).await
    }

    async fn derive(&mut self, rows: &[DerivedRows<'_>]) -> Sql<()> {
        keeping::derive(self.connection()?, rows).await
    }

    async fn rewrap(&mut self, exchange: &Exchange) -> Sql<bool> {
        let sql = "UPDATE family SET wrapped_key = ? WHERE family = ? AND wrapped_key = ?";
        let query = sqlx::query(sql)
            .bind(exchange.new.clone())
            .bind(exchange.family.0.to_vec())
            .bind(exchange.old.clone());
        Ok(query.execute(self.connection()?).await?.rows_affected() == 1)
    }

    async fn passing(&mut self, names: &[PassingName]) -> Sql<Vec<(PassingName, PassingSeen)>> {
        let select = Over {
            before: "SELECT kind, id, version, expires_at FROM passing \
                     WHERE (kind, id) IN (VALUES ",
            item: "(?, ?)",
            behind: ")",
        };
        let rows = over(self.connection()?, &select, names, |query, (kind, id)| {
            query.bind(kind.as_str()).bind(id.clone())
        });
        rows.await?.iter().map(column::passing_seen).collect()
    }

    async fn pass(&mut self, put: &[PassingRow<'_>], ended: &[PassingName]) -> Sql<()> {
        let upsert = Insert {
            into: "INSERT INTO passing (kind, id, family, version, expires_at, body) VALUES",
            row: "(?, ?, ?, ?, ?, ?)",
            then: "ON CONFLICT DO UPDATE SET family = excluded.family, \
                   version = excluded.version, expires_at = excluded.expires_at, \
                   body = excluded.body",
        };
        insert(self.connection()?, &upsert, put, |query, row| {
            query
                .bind(row.kind.as_str())
                .bind(row.thing.id.clone())
                .bind(row.thing.family.map(|family| family.0.to_vec()))
                .bind(i64::from(row.version))
                .bind(row.thing.expires_at.0)
                .bind(row.thing.body.clone())
        })
        .await?;
        let delete = Over {
            before: "DELETE FROM passing WHERE (kind, id) IN (VALUES ",
            item: "(?, ?)",
            behind: ")",
        };
        let deleted = over(self.connection()?, &delete, ended, |query, (kind, id)| {
            query.bind(kind.as_str()).bind(id.clone())
        });
        deleted.await.map(|_| ())
    }

    async fn sweep(&mut self, now: Instant) -> Sql<u64> {
        let mut swept = 0;
        for sql in [
            "DELETE FROM passing WHERE (kind, id) IN \
             (SELECT kind, id FROM passing WHERE expires_at <= ? LIMIT ?)",
            "DELETE FROM counter WHERE name IN \
             (SELECT name FROM counter WHERE ends_at <= ? LIMIT ?)",
        ] {
            let query = sqlx::query(sql).bind(now.0).bind(SWEEP_LIMIT);
            swept += query.execute(self.connection()?).await?.rows_affected();
        }
        Ok(swept)
    }

    async fn windows(&mut self, names: &[[u8; 32]]) -> Sql<Vec<Window>> {
        let select = Over {
            before: "SELECT name, ends_at, count FROM counter WHERE name IN (",
            item: "?",
            behind: ")",
        };
        let rows = over(self.connection()?, &select, names, |query, name| {
            query.bind(name.to_vec())
        });
        rows.await?.iter().map(column::window).collect()
    }

    async fn count(&mut self, windows: &[Window]) -> Sql<()> {
        let upsert = Insert {
            into: "INSERT INTO counter (name, ends_at, count) VALUES",
            row: "(?, ?, ?)",
            then: "ON CONFLICT DO UPDATE SET ends_at = excluded.ends_at, count = excluded.count",
        };
        insert(self.connection()?, &upsert, windows, |query, window| {
            query
                .bind(window.name.to_vec())
                .bind(window.ends_at.0)
                .bind(i64::from(window.count))
        })
        .await
    }

    async fn claim(&mut self, limit: u32, now: Instant, until: Instant) -> Sql<Vec<Intent>> {
        let sql = "UPDATE intent SET ready_at = ?, tries = tries + 1 WHERE (family, id) IN \
                   (SELECT family, id FROM intent WHERE state = 'due' AND ready_at <= ? \
                    ORDER BY ready_at LIMIT ?) \
                   RETURNING id, family, whom, body, tries - 1, renewed";
        let query = sqlx::query(sql)
            .bind(until.0)
            .bind(now.0)
            .bind(i64::from(limit));
        let rows = query.fetch_all(self.connection()?).await?;
        rows.iter().map(column::intent).collect()
    }

    async fn renew(&mut self, family: FamilyId, place: u32, now: Instant) -> Sql<u64> {
        let sql = "UPDATE intent SET state = 'due', ready_at = ?, renewed = tries, why = '' \
                   WHERE family = ? AND place = ? AND state = 'dead'";
        let query = sqlx::query(sql)
            .bind(now.0)
            .bind(family.0.to_vec())
            .bind(i64::from(place));
        Ok(query.execute(self.connection()?).await?.rows_affected())
    }

    async fn settle(&mut self, intent: &Intent, end: &IntentEnd) -> Sql<bool> {
        let (state, ready_at, why) = match end {
            IntentEnd::Done => ("done", None, ""),
            IntentEnd::Again(at) => ("due", Some(at.0), ""),
            IntentEnd::Dead { at, why } => ("dead", Some(at.0), why.as_str()),
        };
        // the row stays, so that the same call is not written again; what was said need not
        let sql = "UPDATE intent SET state = ?1, ready_at = coalesce(?2, ready_at), \
                   body = CASE ?1 WHEN 'done' THEN x'' ELSE body END, why = ?6 \
                   WHERE family = ?3 AND id = ?4 AND tries = ?5 AND state = 'due'";
        let query = sqlx::query(sql)
            .bind(state)
            .bind(ready_at)
            .bind(intent.family.0.to_vec())
            .bind(intent.id.to_vec())
            .bind(number(u64::from(intent.tries) + 1))
            .bind(why.to_owned());
        Ok(query.execute(self.connection()?).await?.rows_affected() == 1)
    }

    async fn pulse(&mut self) -> Sql<()> {
        self.run("UPDATE pulse SET beats = beats + 1").await
    }
}
