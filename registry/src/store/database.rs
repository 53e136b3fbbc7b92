//! A database as a store: reads go to its own pool, writes to the one writer.

use std::{borrow::Borrow, sync::Arc};

use async_trait::async_trait;

use super::{
    Commit, Counter, DeadIntent, Exchange, Head, Intent, IntentEnd, KeptEntry, KeptFile,
    KeptIntent, Outcome, Passed, Passing, Store, StoreFault, Stored,
    batch::{Answer, Work},
    fault::{Health, Trouble, cause},
    inspection::{Inspection, Look},
    ledger::{Ledger, Sql},
    tree::Node,
    writer::Writer,
};
use crate::{
    audit::head::Signer,
    derived::{Derived, Index},
    family::FamilyId,
    instant::Instant,
};

/// Reads, each of which sees one moment.
#[async_trait]
pub(super) trait Reader: Look + Send + Sync + 'static {
    fn trouble(&self, error: &sqlx::Error) -> Trouble;
    /// Of one statement's fault all may be told whose files it was to read.
    async fn file(&self, family: FamilyId) -> Result<Option<KeptFile>, Arc<sqlx::Error>>;
    async fn find(&self, index: Index, blind: [u8; 32]) -> Sql<Vec<FamilyId>>;
    async fn entries(&self, from_leaf: u64, limit: u32) -> Sql<Vec<KeptEntry>>;
    async fn waiting(&self, after: Option<FamilyId>, limit: u32) -> Sql<Vec<FamilyId>>;
    async fn at_rest(
        &self,
        after: Option<FamilyId>,
        since: Instant,
        limit: u32,
    ) -> Sql<Vec<FamilyId>>;
    async fn unused(
        &self,
        after: Option<FamilyId>,
        since: Instant,
        limit: u32,
    ) -> Sql<Vec<FamilyId>>;
    async fn dead(&self, limit: u32) -> Sql<Vec<DeadIntent>>;
    async fn calls_of(&self, family: FamilyId, limit: u32) -> Sql<Vec<KeptIntent>>;
    async fn families(&self, after: Option<FamilyId>, limit: u32) -> Sql<Vec<FamilyId>>;
    async fn wrapped_keys(
        &self,
        after: Option<FamilyId>,
        limit: u32,
    ) -> Sql<Vec<(FamilyId, Option<Vec<u8>>)>>;
    async fn head(&self) -> Sql<Option<Head>>;
    async fn nodes(&self, wanted: &[(u8, u64)]) -> Sql<Vec<Node>>;
    async fn passed(&self, kind: Passing, id: &[u8], now: Instant) -> Sql<Option<Passed>>;
    async fn of_family(&self, kind: Passing, family: FamilyId, now: Instant) -> Sql<Vec<Passed>>;
    async fn close(&self);
}

/// A database with its readers and, unless it is only read, its writer.
pub struct Database<R> {
    pub(super) reader: R,
    health: Arc<Health>,
    writer: Option<Writer>,
}

impl<R> Database<R> {
    /// One that is read and written.
    pub(super) fn writing(reader: R, ledger: impl Ledger, signer: Arc<dyn Signer>) -> Database<R> {
        let health = Arc::new(Health::default());
        Database {
            reader,
            writer: Some(Writer::start(ledger, signer, Arc::clone(&health))),
            health,
        }
    }

    /// One that is only read.
    pub(super) fn reading(reader: R) -> Database<R> {
        Database {
            reader,
            writer: None,
            health: Arc::default(),
        }
    }

    async fn write(&self, work: Work) -> Stored<Answer> {
        match &self.writer {
            Some(writer) => writer.ask(work).await,
            None => Err(StoreFault::Away),
        }
    }

    async fn write_flag(&self, work: Work) -> Stored<bool> {
        match self.write(work).await? {
            Answer::WasSo(was_so) => Ok(was_so),
            _ => Err(StoreFault::Ours),
        }
    }
}

/// What a read came to, for whoever asked; and what it says of the database, for everybody.
pub(super) fn told<R: Reader, T>(
    database: &Database<R>,
    read: Result<T, impl Borrow<sqlx::Error>>,
) -> Stored<T> {
    read.map_err(|error| {
        let error = error.borrow();
        let fault = database.reader.trouble(error).fault();
        tracing::error!("a read failed: {fault}, because of {}", cause(error));
        database.health.failed(fault);
        fault
    })
}

#[async_trait]
impl<R: Reader> Store for Database<R> {
    async fn commit(&self, commit: Commit) -> Stored<Outcome> {
        match self.write(Work::Commit(Box::new(commit))).await? {
            Answer::Outcome(outcome) => Ok(outcome),
            _ => Err(StoreFault::Ours),
        }
    }

    async fn file(&self, family: FamilyId) -> Stored<Option<KeptFile>> {
        told(self, self.reader.file(family).await)
    }

    async fn find(&self, index: Index, blind: [u8; 32]) -> Stored<Vec<FamilyId>> {
        told(self, self.reader.find(index, blind).await)
    }

    async fn derive_again(&self, family: FamilyId, seen: u32, derived: Derived) -> Stored<bool> {
        let work = Work::DeriveAgain {
            family,
            seen,
            derived,
        };
        self.write_flag(work).await
    }

    async fn entries(&self, from_leaf: u64, limit: u32) -> Stored<Vec<KeptEntry>> {
        told(self, self.reader.entries(from_leaf, limit).await)
    }

    async fn waiting(&self, after: Option<FamilyId>, limit: u32) -> Stored<Vec<FamilyId>> {
        told(self, self.reader.waiting(after, limit).await)
    }

    async fn at_rest(
        &self,
        after: Option<FamilyId>,
        since: Instant,
        limit: u32,
    ) -> Stored<Vec<FamilyId>> {
        told(self, self.reader.at_rest(after, since, limit).await)
    }

    async fn unused(
        &self,
        after: Option<FamilyId>,
        since: Instant,
        limit: u32,
    ) -> Stored<Vec<FamilyId>> {
        told(self, self.reader.unused(after, since, limit).await)
    }

    async fn families(&self, after: Option<FamilyId>, limit: u32) -> Stored<Vec<FamilyId>> {
        told(self, self.reader.families(after, limit).await)
    }

    async fn wrapped_keys(
        &self,
        after: Option<FamilyId>,
        limit: u32,
    ) -> Stored<Vec<(FamilyId, Option<Vec<u8>>)>> {
        told(self, self.reader.wrapped_keys(after, limit).await)
    }

    async fn rewrap(&self, exchanges: Vec<Exchange>) -> Stored<Vec<bool>> {
        match self.write(Work::Rewrap(exchanges)).await? {
            Answer::WereSo(were_so) => Ok(were_so),
            _ => Err(StoreFault::Ours),
        }
    }

    async fn head(&self) -> Stored<Option<Head>> {
        told(self, self.reader.head().await)
    }

    async fn nodes(&self, wanted: Vec<(u8, u64)>) -> Stored<Vec<((u8, u64), [u8; 32])>> {
        told(self, self.reader.nodes(&wanted).await)
    }

    async fn put(
        &self,
        kind: Passing,
        thing: Passed,
        seen: u32,
        now: Instant,
    ) -> Stored<Option<u32>> {
        let work = Work::Put {
            kind,
            thing,
            seen,
            now,
        };
        match self.write(work).await? {
            Answer::Version(version) => Ok(version),
            _ => Err(StoreFault::Ours),
        }
    }

    async fn get(&self, kind: Passing, id: Vec<u8>, now: Instant) -> Stored<Option<Passed>> {
        told(self, self.reader.passed(kind, &id, now).await)
    }

    async fn of_family(
        &self,
        kind: Passing,
        family: FamilyId,
        now: Instant,
    ) -> Stored<Vec<Passed>> {
        told(self, self.reader.of_family(kind, family, now).await)
    }

    async fn end(&self, kind: Passing, id: Vec<u8>) -> Stored<bool> {
        self.write_flag(Work::End((kind, id))).await
    }

    async fn sweep(&self, now: Instant) -> Stored<u64> {
        match self.write(Work::Sweep(now)).await? {
            Answer::Swept(rows) => Ok(rows),
            _ => Err(StoreFault::Ours),
        }
    }

    async fn count(&self, counters: Vec<Counter>, now: Instant) -> Stored<Vec<u32>> {
        match self.write(Work::Count { counters, now }).await? {
            Answer::Counts(counts) => Ok(counts),
            _ => Err(StoreFault::Ours),
        }
    }

    async fn claim(&self, limit: u32, now: Instant, lease_seconds: i64) -> Stored<Vec<Intent>> {
        let work = Work::Claim {
            limit,
            now,
            lease_seconds,
        };
        match self.write(work).await? {
            Answer::Claimed(intents) => Ok(intents),
            _ => Err(StoreFault::Ours),
        }
    }

    async fn settle(&self, intent: &Intent, end: IntentEnd) -> Stored<bool> {
        let intent = intent.clone();
        self.write_flag(Work::Settle { intent, end }).await
    }

    async fn dead(&self, limit: u32) -> Stored<Vec<DeadIntent>> {
        told(self, self.reader.dead(limit).await)
    }

    async fn calls_of(&self, family: FamilyId, limit: u32) -> Stored<Vec<KeptIntent>> {
        told(self, self.reader.calls_of(family, limit).await)
    }

    async fn renew(&self, family: FamilyId, place: u32, now: Instant) -> Stored<u64> {
        match self.write(Work::Renew { family, place, now }).await? {
            Answer::Renewed(calls) => Ok(calls),
            _ => Err(StoreFault::Ours),
        }
    }

    async fn check(&self) -> Stored<()> {
        self.write(Work::Check).await.map(|_| ())
    }

    fn health(&self) -> Stored<()> {
        self.health.seen()
    }

    fn inspection(&self) -> Option<&dyn Inspection> {
        Some(self)
    }

    fn found_damaged(&self) {
        self.health.failed(StoreFault::Damaged);
    }

    async fn damaged(&self) {
        self.health.damaged().await;
    }

    async fn close(&self) {
        self.reader.close().await;
        if let Some(writer) = &self.writer {
            writer.close().await;
        }
    }
}
