//! What the writer asks of a database: plain reads and writes inside one transaction. What they mean is worked out in
//! [`super::plan`] and [`super::batch`], once for every database.

use std::time::Duration;

use async_trait::async_trait;

use super::{
    Exchange, Found, Head, Intent, IntentEnd, KeptEntry, NewIntent, Passed, Passing, Silence,
    fault::Trouble, tree::Node,
};
use crate::{
    derived::{Derived, Index},
    entry::SenderKey,
    family::FamilyId,
    instant::Instant,
};

/// What a database says of a statement.
pub(super) type Sql<T> = Result<T, sqlx::Error>;

/// One act of a sender's, as it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Act {
    /// The sender's key.
    pub key: SenderKey,
    /// What was sent under it, as a keyed hash.
    pub digest: [u8; 32],
    /// Whose file it changed.
    pub family: FamilyId,
    /// The first of its entries.
    pub first_leaf: u64,
}

/// A value by which families are found, hashed.
pub(super) type Value = (Index, [u8; 32]);

/// A file, as far as a change of it is concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FileSeen {
    pub family: FamilyId,
    pub area: String,
    pub entries: u32,
}

/// A new file.
pub(super) struct Created<'w> {
    pub family: FamilyId,
    pub area: String,
    pub wrapped_key: &'w [u8],
    pub first_leaf: u64,
}

/// A family's derived rows, to replace those there.
pub(super) struct DerivedRows<'w> {
    pub family: FamilyId,
    pub area: String,
    pub derived: &'w Derived,
    /// Whether there may be any; a new file has none.
    pub replaces: bool,
}

/// Everything a batch of commits writes.
#[derive(Default)]
pub(super) struct Rows<'w> {
    pub created: Vec<Created<'w>>,
    /// Families that are in another area now, each once.
    pub moved: Vec<(FamilyId, String)>,
    pub destroyed: Vec<FamilyId>,
    pub acts: Vec<Act>,
    pub entries: Vec<(KeptEntry, String)>,
    pub nodes: Vec<Node>,
    pub head: Option<Head>,
    pub derived: Vec<DerivedRows<'w>>,
    pub silences: Vec<(FamilyId, &'w Silence)>,
    pub intents: Vec<(FamilyId, String, &'w NewIntent)>,
}

impl Rows<'_> {
    /// A family is in another area, whether or not its file is of this batch; of two moves the last holds.
    pub fn moves(&mut self, family: FamilyId, area: &str) {
        if let Some(file) = self.created.iter_mut().find(|file| file.family == family) {
            file.area = area.to_owned();
            return;
        }
        self.moved.retain(|(moved, _)| *moved != family);
        self.moved.push((family, area.to_owned()));
    }
}

/// A passing thing's name.
pub(super) type PassingName = (Passing, Vec<u8>);

/// A passing thing as it is there: version and end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PassingSeen {
    pub version: u32,
    pub expires_at: Instant,
}

/// A passing thing as it is to be.
pub(super) struct PassingRow<'w> {
    pub kind: Passing,
    pub thing: &'w Passed,
    pub version: u32,
}

/// A window of a counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Window {
    pub name: [u8; 32],
    pub ends_at: Instant,
    pub count: u32,
}

/// A connection that only the writer has, and the transaction on it.
#[async_trait]
pub(super) trait Ledger: Send + 'static {
    /// Starts the task that writes, where it may wait for the database.
    fn start(task: impl Future<Output = ()> + Send + 'static);
    /// How long a batch, and then its commit, may take before the connection is given up.
    fn patience(&self) -> Duration;
    /// What an error means.
    fn trouble(&self, error: &sqlx::Error) -> Trouble;
    /// What an error means when it was the answer to a commit: whether the commit may have happened all the same.
    fn commit_trouble(&self, error: &sqlx::Error) -> Trouble;

    /// Begins a transaction, on a new connection where there is none.
    async fn begin(&mut self) -> Sql<()>;
    /// Makes it durable.
    async fn commit(&mut self) -> Sql<()>;
    /// Lets go of the connection with whatever is open on it; the next transaction begins on another.
    async fn abandon(&mut self);
    /// What the database is to do for itself between two batches, now and then.
    async fn tend(&mut self);
    /// What is to be done once a destroyed key is durably gone, to have it gone from the files too.
    async fn scrub(&mut self);

    async fn acts(&mut self, keys: &[SenderKey]) -> Sql<Vec<Act>>;
    async fn files(&mut self, families: &[FamilyId]) -> Sql<Vec<FileSeen>>;
    /// Both, where a database has them told at one go.
    async fn seen(
        &mut self,
        keys: &[SenderKey],
        families: &[FamilyId],
    ) -> Sql<(Vec<Act>, Vec<FileSeen>)> {
        Ok((self.acts(keys).await?, self.files(families).await?))
    }
    /// How many families each value finds; nothing of one that finds nobody.
    async fn found(&mut self, values: &[Value]) -> Sql<Vec<Found>>;
    async fn head(&mut self) -> Sql<Option<Head>>;
    async fn nodes(&mut self, wanted: &[(u8, u64)]) -> Sql<Vec<Node>>;
    async fn keep(&mut self, rows: &Rows<'_>) -> Sql<()>;
    async fn derive(&mut self, rows: &[DerivedRows<'_>]) -> Sql<()>;
    async fn rewrap(&mut self, exchange: &Exchange) -> Sql<bool>;

    async fn passing(&mut self, names: &[PassingName]) -> Sql<Vec<(PassingName, PassingSeen)>>;
    async fn pass(&mut self, put: &[PassingRow<'_>], ended: &[PassingName]) -> Sql<()>;
    async fn sweep(&mut self, now: Instant) -> Sql<u64>;

    async fn windows(&mut self, names: &[[u8; 32]]) -> Sql<Vec<Window>>;
    async fn count(&mut self, windows: &[Window]) -> Sql<()>;

    async fn claim(&mut self, limit: u32, now: Instant, until: Instant) -> Sql<Vec<Intent>>;
    async fn renew(&mut self, family: FamilyId, place: u32, now: Instant) -> Sql<u64>;
    async fn settle(&mut self, intent: &Intent, end: &IntentEnd) -> Sql<bool>;
    /// Writes something, to see whether it can be.
    async fn pulse(&mut self) -> Sql<()>;
}
