//! The connection that writes.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use async_trait::async_trait;
use rusqlite::Connection;

use super::{
    carrying::Carrier,
    fault,
    folder::Lock,
    keeping, opening,
    rows::{find, find_each, run, run_once},
    signed::{Signed, SignedFile},
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
    connection: Option<Connection>,
    /// Where the newest signed head stands, and what it is to say once the transaction is durable.
    signed: Option<Arc<SignedFile>>,
    unsaid: Option<Signed>,
    /// Who carries the log over, once there was something to carry.
    carrier: Option<Carrier>,
    _lock: Option<Lock>,
}

impl SqliteLedger {
    pub(super) fn new(path: &Path, connection: Connection, lock: Option<Lock>) -> SqliteLedger {
        SqliteLedger {
            path: path.to_owned(),
            connection: Some(connection),
            signed: None,
            unsaid: None,
            carrier: None,
            _lock: lock,
        }
    }

    /// From now on the newest head is written there, too.
    pub(super) fn keep_signed(&mut self, signed: SignedFile) {
        self.signed = Some(Arc::new(signed));
    }

    /// How many leaves the entries have.
    pub(super) fn leaves(&mut self) -> Sql<u64> {
        let sql = "SELECT coalesce(max(leaf) + 1, 0) FROM entry";
        let leaves = find(self.connection()?, sql, (), |row| counted(row, 0))?;
        leaves.first().copied().ok_or(sqlx::Error::RowNotFound)
    }

    pub(super) fn connection(&self) -> Sql<&Connection> {
        self.connection.as_ref().ok_or(sqlx::Error::WorkerCrashed)
    }

    fn run(&self, sql: &str) -> Sql<()> {
        self.connection()?.execute_batch(sql).map_err(fault::told)
    }
}

#[async_trait]
impl Ledger for SqliteLedger {
    /// On a thread of its own, which waits for the disk: going to another for each statement costs more than most
    /// statements do.
    fn start(task: impl Future<Output = ()> + Send + 'static) {
        let clock = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build();
        let clock = clock.expect("a runtime without any drivers but time opens nothing");
        let thread = std::thread::Builder::new().name("writer".to_owned());
        let started = thread.spawn(move || clock.block_on(task));
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
            self.connection = Some(opening::writing(&self.path)?);
        }
        self.unsaid = None;
        // a transaction that begins with reading could not begin to write while another does
        self.run("BEGIN IMMEDIATE")
    }

    async fn commit(&mut self) -> Sql<()> {
        self.run("COMMIT")?;
        if let (Some(signed), Some(file)) = (self.unsaid.take(), &self.signed)
            && let Err(error) = file.write(&signed)
        {
            tracing::warn!("the newest head was not written beside the database: {error}");
        }
        Ok(())
    }

    async fn abandon(&mut self) {
        self.connection = None;
    }

    async fn tend(&mut self) {
        let start = || Carrier::start(&self.path, self.signed.clone());
        self.carrier.get_or_insert_with(start).ask();
    }

    async fn scrub(&mut self) {
        let _turn = self.carrier.as_ref().map(Carrier::turn);
        // the log still has the pages as they were; while somebody reads it stays, until the next time
        let _ = self.run("PRAGMA wal_checkpoint(TRUNCATE)");
        if let Some(signed) = &self.signed {
            signed.sync();
        }
    }

    async fn acts(&mut self, keys: &[SenderKey]) -> Sql<Vec<Act>> {
        let sql = "SELECT key, digest, family, first_leaf FROM act WHERE key = ?";
        let bind = |key: &SenderKey| [key.0];
        find_each(self.connection()?, sql, keys, bind, |row| column::act(row))
    }

    async fn files(&mut self, families: &[FamilyId]) -> Sql<Vec<FileSeen>> {
        let sql = "SELECT family, area, \
                   (SELECT max(place) + 1 FROM entry WHERE entry.family = family.family) \
                   FROM family WHERE family = ?";
        let bind = |family: &FamilyId| [family.0];
        find_each(self.connection()?, sql, families, bind, |row| {
            column::file_seen(row)
        })
    }

    async fn found(&mut self, values: &[Value]) -> Sql<Vec<Found>> {
        let sql = "SELECT kind, blind, count(DISTINCT family) FROM blind \
                   WHERE blind = ? AND kind = ? GROUP BY kind, blind";
        let bind = |(index, blind): &Value| (*blind, index.as_str());
        find_each(self.connection()?, sql, values, bind, |row| {
            column::found(row)
        })
    }

    async fn head(&mut self) -> Sql<Option<Head>> {
        let mut heads = find(self.connection()?, column::NEWEST_HEAD, (), |row| {
            column::head(row)
        })?;
        Ok(heads.pop())
    }

    async fn nodes(&mut self, wanted: &[(u8, u64)]) -> Sql<Vec<Node>> {
        keeping::nodes(self.connection()?, wanted)
    }

    async fn keep(&mut self, rows: &Rows<'_>) -> Sql<()> {
        self.unsaid = rows.head.as_ref().map(|head| Signed {
            size: head.size,
            root: head.root,
        });
        keeping::keep(self.connection()?, rows)
    }

    async fn derive(&mut self, rows: &[DerivedRows<'_>]) -> Sql<()> {
        keeping::derive(self.connection()?, rows)
    }

    async fn rewrap(&mut self, exchange: &Exchange) -> Sql<bool> {
        let sql = "UPDATE family SET wrapped_key = ? WHERE family = ? AND wrapped_key = ?";
        let bound = (&exchange.new, &exchange.family.0[..], &exchange.old);
        Ok(run_once(self.connection()?, sql, bound)? == 1)
    }

    async fn passing(&mut self, names: &[PassingName]) -> Sql<Vec<(PassingName, PassingSeen)>> {
        let sql = "SELECT kind, id, version, expires_at FROM passing WHERE kind = ? AND id = ?";
        find_each(self.connection()?, sql, names, name, |row| {
            column::passing_seen(row)
        })
    }

    async fn pass(&mut self, put: &[PassingRow<'_>], ended: &[PassingName]) -> Sql<()> {
        let sql = "INSERT INTO passing (kind, id, family, version, expires_at, body) \
                   VALUES (?, ?, ?, ?, ?, ?) \
                   ON CONFLICT DO UPDATE SET family = excluded.family, \
                   version = excluded.version, expires_at = excluded.expires_at, \
                   body = excluded.body";
        run(self.connection()?, sql, put, |row| {
            (
                row.kind.as_str(),
                &row.thing.id,
                row.thing.family.map(|family| family.0),
                row.version,
                row.thing.expires_at.0,
                &row.thing.body,
            )
        })?;
        let sql = "DELETE FROM passing WHERE kind = ? AND id = ?";
        run(self.connection()?, sql, ended, name).map(|_| ())
    }

    async fn sweep(&mut self, now: Instant) -> Sql<u64> {
        let mut swept = 0;
        for sql in [
            "DELETE FROM passing WHERE (kind, id) IN \
             (SELECT kind, id FROM passing WHERE expires_at <= ? LIMIT ?)",
            "DELETE FROM counter WHERE name IN \
             (SELECT name FROM counter WHERE ends_at <= ? LIMIT ?)",
        ] {
            swept += run_once(self.connection()?, sql, (now.0, SWEEP_LIMIT))?;
        }
        Ok(swept)
    }

    async fn windows(&mut self, names: &[[u8; 32]]) -> Sql<Vec<Window>> {
        let sql = "SELECT name, ends_at, count FROM counter WHERE name = ?";
        let bind = |name: &[u8; 32]| [*name];
        find_each(self.connection()?, sql, names, bind, |row| {
            column::window(row)
        })
    }

    async fn count(&mut self, windows: &[Window]) -> Sql<()> {
        let sql = "INSERT INTO counter (name, ends_at, count) VALUES (?, ?, ?) \
                   ON CONFLICT DO UPDATE SET ends_at = excluded.ends_at, count = excluded.count";
        let done = run(self.connection()?, sql, windows, |window| {
            (&window.name[..], window.ends_at.0, window.count)
        });
        done.map(|_| ())
    }

    async fn claim(&mut self, limit: u32, now: Instant, until: Instant) -> Sql<Vec<Intent>> {
        let sql = "UPDATE intent SET ready_at = ?, tries = tries + 1 WHERE (family, id) IN \
                   (SELECT family, id FROM intent WHERE state = 'due' AND ready_at <= ? \
                    ORDER BY ready_at LIMIT ?) \
                   RETURNING id, family, whom, body, tries - 1, renewed";
        let bound = (until.0, now.0, limit);
        find(self.connection()?, sql, bound, |row| column::intent(row))
    }

    async fn renew(&mut self, family: FamilyId, place: u32, now: Instant) -> Sql<u64> {
        let sql = "UPDATE intent SET state = 'due', ready_at = ?, renewed = tries, why = '' \
                   WHERE family = ? AND place = ? AND state = 'dead'";
        run_once(self.connection()?, sql, (now.0, &family.0[..], place))
    }

    async fn settle(&mut self, intent: &Intent, end: &IntentEnd) -> Sql<bool> {
        let left = end.left();
        let sql = "UPDATE intent SET state = ?1, ready_at = coalesce(?2, ready_at), \
                   body = CASE WHEN ?7 THEN x'' ELSE body END, why = ?6 \
                   WHERE family = ?3 AND id = ?4 AND tries = ?5 AND state = 'due'";
        let bound = (
            left.state,
            left.ready_at,
            &intent.family.0[..],
            &intent.id[..],
            number(u64::from(intent.tries) + 1),
            left.why,
            left.is_emptied,
        );
        Ok(run_once(self.connection()?, sql, bound)? == 1)
    }

    async fn pulse(&mut self) -> Sql<()> {
        self.run("UPDATE pulse SET beats = beats + 1")
    }
}

fn name((kind, id): &PassingName) -> (&'static str, &[u8]) {
    (kind.as_str(), id)
}
