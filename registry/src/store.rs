//! The database, seen from the file: a few verbs, none of which knows what an entry says.
//!
//! Every write goes through one task of the process, which commits many families' changes in one transaction; a request
//! that is cancelled meanwhile leaves nothing behind. What is acknowledged is durable.

mod batch;
mod column;
mod copy;
mod database;
mod fault;
pub mod inspection;
mod intent;
mod ledger;
mod migration;
mod opening;
mod plan;
pub mod postgres;
pub mod sqlite;
mod tree;
mod writer;

use async_trait::async_trait;

pub use copy::{CopyFault, Progress, Told};
pub use inspection::Inspection;
pub use intent::{DeadIntent, Intent, IntentEnd, IntentState, KeptIntent, NewIntent, Silence};
pub use ledger::Act as KeptAct;
pub use opening::{OpenFault, open, open_to_look};

use crate::{
    derived::{Derived, Index},
    entry::SenderKey,
    family::FamilyId,
    instant::Instant,
};

/// One change of one family's file: all of it, or nothing.
#[derive(Clone, Debug)]
pub struct Commit {
    /// Whose file.
    pub family: FamilyId,
    /// The area it is about, six digits; empty where it is about none. Every row carries it, beside the family.
    pub area: String,
    /// How many entries were there when the change was worked out; another number now is [`Outcome::Stale`].
    pub seen: u32,
    /// The sender's key: a second commit with it changes nothing, not even for another family.
    pub key: SenderKey,
    /// A digest of what was sent under that key. Another digest under the same key is [`Outcome::KeyUsed`].
    pub digest: [u8; 32],
    /// Whom the change takes to be there beside the family; somebody else by now is [`Outcome::Stale`].
    pub found: Option<Found>,
    /// What happened, sealed, in order.
    pub entries: Vec<SealedEntry>,
    /// What becomes of the family's own key.
    pub family_key: KeyChange,
    /// All the family's derived rows, as they are after the entries: they replace those there.
    pub derived: Derived,
    /// Calls written before that are of no use any more.
    pub silences: Vec<Silence>,
    /// Calls to the world outside, sent once this is durable.
    pub intents: Vec<NewIntent>,
    /// Passing things that end with this change, such as the draft that was sent.
    pub ends: Vec<(Passing, Vec<u8>)>,
}

/// How many families [`Store::find`] gave for a value when a change was worked out. A file that is opened because nobody
/// has one for a number rests on that, whoever opens another at the same moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// What kind of value.
    pub index: Index,
    /// Its hash.
    pub blind: [u8; 32],
    /// How many.
    pub families: u32,
}

/// Families that [`Store::find`] gives at most.
pub const FIND_MAX: u32 = 100;

/// What becomes of a family's key with a commit.
#[derive(Clone, Debug)]
pub enum KeyChange {
    /// It stays.
    None,
    /// The file is new, and this is its key, wrapped.
    Create(Vec<u8>),
    /// The file is destroyed: the key goes, and with it every word that was sealed. Passing things of the family and
    /// calls that were not made yet go too, because nobody could read them.
    Destroy,
}

/// An entry on its way in. Its leaf in the audit's tree is a hash over all of it and its family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedEntry {
    /// When.
    pub at: Instant,
    /// What happened, in a word that names nobody: for figures and for the audit.
    pub kind: &'static str,
    /// The body, sealed under the family's key.
    pub body: Vec<u8>,
}

/// What became of a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is durable: the entries' places in the whole registry, from the first on.
    Kept {
        /// The first entry's place in the audit's tree.
        first_leaf: u64,
    },
    /// The same key and digest were kept before; nothing changed.
    Repeated {
        /// The first entry's place in the audit's tree, as it was told then.
        first_leaf: u64,
    },
    /// The key was used for something else, or for another family.
    KeyUsed,
    /// The file has other entries by now, or somebody else is found; read again and work the change out again.
    Stale,
}

/// An entry as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptEntry {
    /// Its place in the whole registry and in the audit's tree.
    pub leaf: u64,
    /// Whose.
    pub family: FamilyId,
    /// Its place in the family's file, from 0.
    pub place: u32,
    /// When.
    pub at: Instant,
    /// The word for what happened.
    pub kind: String,
    /// The sender's key.
    pub key: SenderKey,
    /// The body, sealed.
    pub body: Vec<u8>,
}

/// A family's file as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptFile {
    /// The family's key, wrapped; absent once the file was destroyed.
    pub wrapped_key: Option<Vec<u8>>,
    /// Every entry, in order.
    pub entries: Vec<KeptEntry>,
}

/// A family's wrapped key for another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// Whose.
    pub family: FamilyId,
    /// The one that was read.
    pub old: Vec<u8>,
    /// The one to take its place.
    pub new: Vec<u8>,
}

/// Things that pass: sealed, short-lived, under a name of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Passing {
    /// What a family has typed and not sent.
    Draft,
    /// A code sent to a phone.
    Code,
    /// A signed-in phone.
    Session,
    /// A paper to be fetched without a cookie.
    Paper,
}

impl Passing {
    /// Every one.
    pub const ALL: [Passing; 4] = [
        Passing::Draft,
        Passing::Code,
        Passing::Session,
        Passing::Paper,
    ];

    /// The word in the databases.
    pub fn as_str(self) -> &'static str {
        match self {
            Passing::Draft => "draft",
            Passing::Code => "code",
            Passing::Session => "session",
            Passing::Paper => "paper",
        }
    }
}

/// One passing thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passed {
    /// Its own name.
    pub id: Vec<u8>,
    /// Whose it is, where it is somebody's already.
    pub family: Option<FamilyId>,
    /// How often it was written.
    pub version: u32,
    /// What it holds, sealed.
    pub body: Vec<u8>,
    /// When it is gone.
    pub expires_at: Instant,
}

/// A signed head of the audit's tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// How many leaves.
    pub size: u64,
    /// The root over them.
    pub root: [u8; 32],
    /// When.
    pub at: Instant,
    /// The signature over the three.
    pub signature: Vec<u8>,
}

/// Why the database did not do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreFault {
    /// Away or busy; the same call may go through later.
    #[error("the database does not answer")]
    Away,
    /// No room: nothing is written until there is.
    #[error("the disk is full; nothing is written until there is room")]
    Full,
    /// The database is damaged. Nothing more is written.
    #[error("the database is damaged; stop, and restore the last backup")]
    Damaged,
    /// A fault of ours.
    #[error("the registry and its database do not understand each other")]
    Ours,
}

/// What a store gives back.
pub type Stored<T> = Result<T, StoreFault>;

/// A database.
#[async_trait]
pub trait Store: Send + Sync + 'static {
    /// Keeps a change; see [`Commit`].
    async fn commit(&self, commit: Commit) -> Stored<Outcome>;

    /// A family's whole file.
    async fn file(&self, family: FamilyId) -> Stored<Option<KeptFile>>;

    /// The families whose derived rows have this blind value, oldest first, at most [`FIND_MAX`].
    async fn find(&self, index: Index, blind: [u8; 32]) -> Stored<Vec<FamilyId>>;

    /// Replaces a family's derived rows, if it still has `seen` entries. With none seen there is no file: rows of nobody
    /// go.
    async fn derive_again(&self, family: FamilyId, seen: u32, derived: Derived) -> Stored<bool>;

    /// Up to `limit` entries of the whole registry from a leaf on, in order.
    async fn entries(&self, from_leaf: u64, limit: u32) -> Stored<Vec<KeptEntry>>;

    /// Up to `limit` families after one in which an application was asked back, or is registered and not paid, in order
    /// of their names.
    async fn waiting(&self, after: Option<FamilyId>, limit: u32) -> Stored<Vec<FamilyId>>;

    /// Up to `limit` families after one that have applications, of which none is on its way nor moved from then on, in
    /// order of their names.
    async fn at_rest(
        &self,
        after: Option<FamilyId>,
        since: Instant,
        limit: u32,
    ) -> Stored<Vec<FamilyId>>;

    /// Up to `limit` families after one that have a key and no application, and no entry from then on, in order of their
    /// names.
    async fn unused(
        &self,
        after: Option<FamilyId>,
        since: Instant,
        limit: u32,
    ) -> Stored<Vec<FamilyId>>;

    /// Up to `limit` families after one, in order of their names.
    async fn families(&self, after: Option<FamilyId>, limit: u32) -> Stored<Vec<FamilyId>>;

    /// Up to `limit` families after one with their wrapped keys, in order of their names; no key where it was
    /// destroyed.
    async fn wrapped_keys(
        &self,
        after: Option<FamilyId>,
        limit: u32,
    ) -> Stored<Vec<(FamilyId, Option<Vec<u8>>)>>;

    /// Exchanges families' wrapped keys, each if it is still the one that was read; whether it was, for each in order.
    async fn rewrap(&self, exchanges: Vec<Exchange>) -> Stored<Vec<bool>>;

    /// The newest head, if there is one.
    async fn head(&self) -> Stored<Option<Head>>;

    /// Hashes of whole subtrees, by level (0 is a leaf) and place in it; absent ones are left out.
    async fn nodes(&self, wanted: Vec<(u8, u64)>) -> Stored<Vec<((u8, u64), [u8; 32])>>;

    /// Puts a passing thing. With `seen` 0 it must be new, or have expired by `now`; else its version must be `seen`.
    /// The new version, or none where it was otherwise.
    async fn put(
        &self,
        kind: Passing,
        thing: Passed,
        seen: u32,
        now: Instant,
    ) -> Stored<Option<u32>>;

    /// A passing thing that has not expired by `now`.
    async fn get(&self, kind: Passing, id: Vec<u8>, now: Instant) -> Stored<Option<Passed>>;

    /// A family's passing things of one kind, what lasts longest first.
    async fn of_family(&self, kind: Passing, family: FamilyId, now: Instant)
    -> Stored<Vec<Passed>>;

    /// Ends a passing thing; whether it was there.
    async fn end(&self, kind: Passing, id: Vec<u8>) -> Stored<bool>;

    /// Removes what has expired, some thousands at a time; how many. Nothing more to do once it says 0.
    async fn sweep(&self, now: Instant) -> Stored<u64>;

    /// Counts one more under each of these names in its window, and gives the counts with it; a window begins at the
    /// first count and lasts `seconds`.
    async fn count(&self, counters: Vec<Counter>, now: Instant) -> Stored<Vec<u32>>;

    /// Claims up to `limit` calls that are due, for so many seconds.
    async fn claim(&self, limit: u32, now: Instant, lease_seconds: i64) -> Stored<Vec<Intent>>;

    /// Says how a claimed call ended. False, and nothing changes, where the lease ran out and another claimed it since.
    async fn settle(&self, intent: &Intent, end: IntentEnd) -> Stored<bool>;

    /// Up to `limit` calls that were given up, oldest first.
    async fn dead(&self, limit: u32) -> Stored<Vec<DeadIntent>>;

    /// Up to `limit` of a family's calls, but for those that were silenced: the newest first.
    async fn calls_of(&self, family: FamilyId, limit: u32) -> Stored<Vec<KeptIntent>>;

    /// Has every call about one application that was given up said again; how many.
    async fn renew(&self, family: FamilyId, place: u32, now: Instant) -> Stored<u64>;

    /// Whether the database is there and can be written to.
    async fn check(&self) -> Stored<()>;

    /// How the database is, as far as any call has seen: nothing is asked of it. Whoever waits for it to heal calls
    /// [`Store::check`].
    fn health(&self) -> Stored<()> {
        Ok(())
    }

    /// What a verifier reads beside the verbs above; none where it lies in memory alone.
    fn inspection(&self) -> Option<&dyn Inspection> {
        None
    }

    /// Whoever opens what is kept here found it changed from outside: the database is damaged from now on.
    fn found_damaged(&self) {}

    /// Waits until somebody finds the database damaged, which it then stays.
    async fn damaged(&self) {
        std::future::pending::<()>().await;
    }

    /// Finishes what was asked for, then lets go of the database. What is asked later is answered [`StoreFault::Away`].
    async fn close(&self) {}
}

/// Something that is counted, to be limited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counter {
    /// What and whose, as a keyed hash.
    pub name: [u8; 32],
    /// How long a window lasts.
    pub seconds: i64,
}
