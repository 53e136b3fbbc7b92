//! Every step of a transaction fails once, each in every way there is, and what was acknowledged is there all the same.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use tempfile::TempDir;

use super::{SqliteStore, ledger::SqliteLedger, opening};
use crate::{
    FamilyId, Instant, Store,
    audit::head::Signer,
    derived::Derived,
    entry::SenderKey,
    keys::{Destroyed, ListFault},
    store::{
        Commit, Counter, Exchange, Found, Head, Intent, IntentEnd, KeyChange, Outcome, Passed,
        Passing, SealedEntry, StoreFault,
        database::Database,
        fault::Trouble,
        ledger::{
            Act, DerivedRows, FileSeen, Ledger, PassingName, PassingRow, PassingSeen, Rows, Sql,
            Value, Window,
        },
        tree::Node,
    },
};

/// How a step fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Failure {
    /// It does not happen, and the database says why.
    Said(Trouble),
    /// It does not happen, and nothing is said.
    Lost,
    /// It happens, and nothing is said.
    Unheard,
}

/// A ledger whose N-th step fails.
struct Failing {
    inner: SqliteLedger,
    failure: Failure,
    steps_left: Arc<AtomicU32>,
}

impl Failing {
    /// Whether this step is the one.
    fn fails(&self) -> bool {
        let left = self
            .steps_left
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| {
                left.checked_sub(1)
            });
        left == Ok(1)
    }

    fn error() -> sqlx::Error {
        sqlx::Error::Protocol("a failure that was asked for".to_owned())
    }

    fn meaning(&self, of_silence: Trouble) -> Trouble {
        match self.failure {
            Failure::Said(trouble) => trouble,
            Failure::Lost | Failure::Unheard => of_silence,
        }
    }
}

/// Steps that are the inner ledger's unless they fail.
macro_rules! steps {
    ($($step:ident($($name:ident: $type:ty),*) -> $answer:ty;)+) => {
        #[async_trait]
        impl Ledger for Failing {
            fn start(task: impl Future<Output = ()> + Send + 'static) {
                SqliteLedger::start(task);
            }
            fn patience(&self) -> Duration {
                self.inner.patience()
            }
            fn trouble(&self, _: &sqlx::Error) -> Trouble {
                self.meaning(Trouble::Fault(StoreFault::Away))
            }
            fn commit_trouble(&self, _: &sqlx::Error) -> Trouble {
                self.meaning(Trouble::Unknown)
            }
            async fn abandon(&mut self) {
                self.inner.abandon().await;
            }
            async fn tend(&mut self) {
                self.inner.tend().await;
            }
            async fn scrub(&mut self) {
                self.inner.scrub().await;
            }
            $(async fn $step(&mut self, $($name: $type),*) -> Sql<$answer> {
                if !self.fails() {
                    return self.inner.$step($($name),*).await;
                }
                if self.failure == Failure::Unheard {
                    self.inner.$step($($name),*).await?;
                }
                Err(Failing::error())
            })+
        }
    };
}

steps! {
    begin() -> ();
    commit() -> ();
    acts(keys: &[SenderKey]) -> Vec<Act>;
    found(values: &[Value]) -> Vec<Found>;
    files(families: &[FamilyId]) -> Vec<FileSeen>;
    head() -> Option<Head>;
    nodes(wanted: &[(u8, u64)]) -> Vec<Node>;
    keep(rows: &Rows<'_>) -> ();
    derive(rows: &[DerivedRows<'_>]) -> ();
    rewrap(exchange: &Exchange) -> bool;
    passing(names: &[PassingName]) -> Vec<(PassingName, PassingSeen)>;
    pass(put: &[PassingRow<'_>], ended: &[PassingName]) -> ();
    sweep(now: Instant) -> u64;
    windows(names: &[[u8; 32]]) -> Vec<Window>;
    count(windows: &[Window]) -> ();
    claim(limit: u32, now: Instant, until: Instant) -> Vec<Intent>;
    renew(family: FamilyId, place: u32, now: Instant) -> u64;
    settle(intent: &Intent, end: &IntentEnd) -> bool;
    pulse() -> ();
}

struct Stamp;

impl Signer for Stamp {
    fn sign(&self, _: u64, root: [u8; 32], _: Instant) -> Vec<u8> {
        root.to_vec()
    }
}

fn opening_of(number: u8) -> Commit {
    Commit {
        family: FamilyId([number; 16]),
        area: String::new(),
        seen: 0,
        key: SenderKey([number; 16]),
        digest: [0; 32],
        found: None,
        entries: vec![SealedEntry {
            at: Instant(0),
            kind: "opened",
            body: vec![number; 50],
        }],
        family_key: KeyChange::Create(vec![number]),
        derived: Derived::default(),
        silences: Vec::new(),
        intents: Vec::new(),
        ends: vec![(Passing::Draft, vec![number])],
    }
}

fn draft(number: u8) -> Passed {
    Passed {
        id: vec![number],
        family: None,
        version: 0,
        body: Vec::new(),
        expires_at: Instant(1000),
    }
}

/// Three families, each with a draft that its commit ends. What fails is asked for once more, as a phone would. Whether
/// there were fewer steps than that, so that none failed.
async fn three_families(failure: Failure, failing_step: u32) -> bool {
    // in memory where that can be had: what the disk does is looked at elsewhere
    let folder = TempDir::new_in("/dev/shm")
        .or_else(|_| TempDir::new())
        .unwrap();
    let path = folder.path().join("file.db");
    let (inner, reader) = opening::open(&path).await.unwrap();
    let steps_left = Arc::new(AtomicU32::new(failing_step));
    let failing = Failing {
        inner,
        failure,
        steps_left: Arc::clone(&steps_left),
    };
    let store = Database::writing(reader, failing, Arc::new(Stamp));
    let mut acknowledged = Vec::new();
    let mut is_damaged = false;
    for number in 1..=3 {
        for _ in 0..2 {
            let _ = store
                .put(Passing::Draft, draft(number), 0, Instant(0))
                .await;
            let counter = Counter {
                name: [1; 32],
                seconds: 60,
            };
            let _ = store.count(vec![counter], Instant(0)).await;
            match store.commit(opening_of(number)).await {
                Ok(Outcome::Kept { first_leaf } | Outcome::Repeated { first_leaf }) => {
                    acknowledged.push((number, first_leaf));
                    break;
                }
                Err(StoreFault::Damaged) => is_damaged = true,
                Err(_) => {}
                other => panic!("{failure:?} at {failing_step}: {other:?}"),
            }
        }
    }
    let at = format!("{failure:?} at {failing_step}");
    assert!(is_damaged || acknowledged.len() == 3, "{at}");
    let has_failed = || steps_left.load(Ordering::SeqCst) == 0;
    let failed_before = has_failed();
    let checked = store.check().await;
    let expects_damage = failure == Failure::Said(Trouble::Fault(StoreFault::Damaged));
    if failed_before {
        assert_eq!(checked.is_err(), expects_damage, "{at}");
    }
    store.close().await;
    let store = SqliteStore::open(&path, Arc::new(Stamp)).await.unwrap();
    for (number, leaf) in &acknowledged {
        let file = store.file(FamilyId([*number; 16])).await.unwrap().unwrap();
        assert_eq!(file.entries.len(), 1, "{failure:?} at {failing_step}");
        assert_eq!(file.entries[0].leaf, *leaf, "{failure:?} at {failing_step}");
        let ended = store.get(Passing::Draft, vec![*number], Instant(0)).await;
        assert_eq!(ended, Ok(None), "{failure:?} at {failing_step}");
    }
    let size = store.head().await.unwrap().map_or(0, |head| head.size);
    assert_eq!(size, acknowledged.len() as u64, "{at}");
    !has_failed()
}

/// Signs, and lists whose keys are destroyed.
#[derive(Default)]
struct Lister(Mutex<Vec<FamilyId>>);

impl Signer for Lister {
    fn sign(&self, _: u64, root: [u8; 32], _: Instant) -> Vec<u8> {
        root.to_vec()
    }
    fn list(&self, destroyed: &[Destroyed]) -> Result<(), ListFault> {
        let families = destroyed.iter().map(|one| one.family);
        self.0.lock().unwrap().extend(families);
        Ok(())
    }
    fn unlist(&self, destroyed: &[Destroyed]) -> Result<(), ListFault> {
        let taken_back = |family: &FamilyId| destroyed.iter().any(|one| one.family == *family);
        self.0.lock().unwrap().retain(|family| !taken_back(family));
        Ok(())
    }
}

#[tokio::test]
async fn no_key_is_destroyed_without_being_listed() {
    let family = FamilyId([1; 16]);
    let failures = [
        Failure::Said(Trouble::Fault(StoreFault::Full)),
        Failure::Said(Trouble::Fault(StoreFault::Damaged)),
        Failure::Said(Trouble::Again),
        Failure::Lost,
        Failure::Unheard,
    ];
    for (failure, steps) in failures
        .into_iter()
        .flat_map(|it| (0..20).map(move |at| (it, at)))
    {
        let folder = TempDir::new_in("/dev/shm")
            .or_else(|_| TempDir::new())
            .unwrap();
        let path = folder.path().join("file.db");
        let (inner, reader) = opening::open(&path).await.unwrap();
        let steps_left = Arc::new(AtomicU32::new(0));
        let failing = Failing {
            inner,
            failure,
            steps_left: Arc::clone(&steps_left),
        };
        let lister = Arc::new(Lister::default());
        let signer = Arc::clone(&lister) as Arc<dyn Signer>;
        let store = Database::writing(reader, failing, signer);
        store.commit(opening_of(1)).await.unwrap();
        let end = Commit {
            seen: 1,
            key: SenderKey([2; 16]),
            family_key: KeyChange::Destroy,
            ends: Vec::new(),
            ..opening_of(1)
        };
        steps_left.store(steps, Ordering::SeqCst);
        let told = store.commit(end).await;
        store.close().await;
        let store = SqliteStore::open(&path, Arc::new(Stamp)).await.unwrap();
        let is_gone = store
            .file(family)
            .await
            .unwrap()
            .unwrap()
            .wrapped_key
            .is_none();
        let is_listed = !lister.0.lock().unwrap().is_empty();
        let at = format!("{failure:?} at {steps}: {told:?}");
        assert!(is_listed || !is_gone, "{at}");
        assert!(is_gone || told.is_err(), "{at}");
        // what the portal knows did not happen is taken back
        let is_known = told != Err(StoreFault::Damaged);
        assert!(is_gone || !is_listed || !is_known, "{at}");
    }
}

async fn every_step_fails_once(failure: Failure) {
    let mut failing_step = 1;
    while !three_families(failure, failing_step).await {
        failing_step += 1;
    }
    assert!(failing_step > 30, "only {failing_step} steps");
}

#[tokio::test]
async fn a_step_that_finds_no_room() {
    every_step_fails_once(Failure::Said(Trouble::Fault(StoreFault::Full))).await;
}

#[tokio::test]
async fn a_step_that_finds_damage() {
    every_step_fails_once(Failure::Said(Trouble::Fault(StoreFault::Damaged))).await;
}

#[tokio::test]
async fn a_step_in_anothers_way() {
    every_step_fails_once(Failure::Said(Trouble::Again)).await;
}

#[tokio::test]
async fn a_step_on_a_connection_that_is_gone() {
    every_step_fails_once(Failure::Lost).await;
}

#[tokio::test]
async fn a_step_whose_answer_is_lost() {
    every_step_fails_once(Failure::Unheard).await;
}
