//! A store that keeps calls and nothing else.

use std::sync::Mutex;

use async_trait::async_trait;
use registry::{
    FamilyId, Instant, Store,
    calls::{Answer, Call, Listener, Opened, Opener},
    derived::{Derived, Index},
    store::{
        Commit, Counter, DeadIntent, Exchange, Head, Intent, IntentEnd, KeptEntry, KeptFile,
        KeptIntent, Outcome, Passed, Passing, StoreFault, Stored,
    },
};

/// One call on it.
pub struct Lying {
    pub intent: Intent,
    pub due_at: Instant,
    pub end: Option<IntentEnd>,
}

#[derive(Default)]
pub struct Shelf {
    pub calls: Mutex<Vec<Lying>>,
    /// How many more settlings are lost, as by a process that dies.
    pub settlings_lost: Mutex<u32>,
}

impl Shelf {
    /// Puts a call there; its key ends in `last`.
    pub fn put_call(&self, last: u8, call: &Call) {
        let mut id = [7; 16];
        id[15] = last;
        self.calls.lock().unwrap().push(Lying {
            intent: Intent {
                id,
                family: FamilyId([1; 16]),
                to: call.what.to().to_owned(),
                body: call.to_bytes(),
                tries: 0,
                renewed: 0,
            },
            due_at: call.made_at,
            end: None,
        });
    }

    /// When the next call is due, where one is.
    pub fn next_due(&self) -> Option<Instant> {
        let calls = self.calls.lock().unwrap();
        let open = calls.iter().filter(|one| is_open(one.end.as_ref()));
        open.map(|one| one.due_at).min()
    }

    pub fn ends(&self) -> Vec<Option<IntentEnd>> {
        self.calls
            .lock()
            .unwrap()
            .iter()
            .map(|one| one.end.clone())
            .collect()
    }
}

fn is_open(end: Option<&IntentEnd>) -> bool {
    !matches!(
        end,
        Some(IntentEnd::Done | IntentEnd::Told { .. } | IntentEnd::Dead { .. })
    )
}

/// Seals are for the vault: here a body is what it says.
#[async_trait]
impl Opener for Shelf {
    async fn open(&self, intent: &Intent) -> Opened {
        match intent.body.as_slice() {
            b"gone" => Opened::Gone,
            b"not now" => Opened::NotNow,
            body => Opened::Open(body.to_vec()),
        }
    }
}

/// Hears everything, but for so many answers first.
#[derive(Default)]
pub struct Ear {
    pub deaf_for: Mutex<u32>,
    pub heard: Mutex<Vec<Answer>>,
}

#[async_trait]
impl Listener for Ear {
    async fn heard(&self, _: &Intent, _: &Call, answer: &Answer) -> bool {
        let mut deaf_for = self.deaf_for.lock().unwrap();
        if *deaf_for > 0 {
            *deaf_for -= 1;
            return false;
        }
        self.heard.lock().unwrap().push(answer.clone());
        true
    }
}

#[async_trait]
impl Store for Shelf {
    async fn claim(&self, limit: u32, now: Instant, lease_seconds: i64) -> Stored<Vec<Intent>> {
        let mut calls = self.calls.lock().unwrap();
        let due = calls
            .iter_mut()
            .filter(|one| is_open(one.end.as_ref()) && one.due_at <= now);
        let claimed = due.take(limit as usize).map(|one| {
            let intent = one.intent.clone();
            one.intent.tries += 1;
            one.due_at = now.plus_seconds(lease_seconds);
            intent
        });
        Ok(claimed.collect())
    }

    async fn settle(&self, intent: &Intent, end: IntentEnd) -> Stored<bool> {
        let mut lost = self.settlings_lost.lock().unwrap();
        if *lost > 0 {
            *lost -= 1;
            return Err(StoreFault::Away);
        }
        let mut calls = self.calls.lock().unwrap();
        let one = calls
            .iter_mut()
            .find(|one| one.intent.id == intent.id)
            .unwrap();
        if let IntentEnd::Again(at) = end {
            one.due_at = at;
        }
        one.end = Some(end);
        Ok(true)
    }

    async fn commit(&self, _: Commit) -> Stored<Outcome> {
        unreachable!("no call commits")
    }

    async fn file(&self, _: FamilyId) -> Stored<Option<KeptFile>> {
        unreachable!("no call reads a file")
    }

    async fn find(&self, _: Index, _: [u8; 32]) -> Stored<Vec<FamilyId>> {
        unreachable!("no call looks for a family")
    }

    async fn derive_again(&self, _: FamilyId, _: u32, _: Derived) -> Stored<bool> {
        unreachable!("no call derives")
    }

    async fn entries(&self, _: u64, _: u32) -> Stored<Vec<KeptEntry>> {
        unreachable!("no call reads entries")
    }

    async fn families(&self, _: Option<FamilyId>, _: u32) -> Stored<Vec<FamilyId>> {
        unreachable!("no call lists families")
    }

    async fn wrapped_keys(
        &self,
        _: Option<FamilyId>,
        _: u32,
    ) -> Stored<Vec<(FamilyId, Option<Vec<u8>>)>> {
        unreachable!("no call reads keys")
    }

    async fn rewrap(&self, _: Vec<Exchange>) -> Stored<Vec<bool>> {
        unreachable!("no call changes keys")
    }

    async fn head(&self) -> Stored<Option<Head>> {
        unreachable!("no call reads the audit")
    }

    async fn nodes(&self, _: Vec<(u8, u64)>) -> Stored<Vec<((u8, u64), [u8; 32])>> {
        unreachable!("no call reads the audit")
    }

    async fn put(&self, _: Passing, _: Passed, _: u32, _: Instant) -> Stored<Option<u32>> {
        unreachable!("no call puts passing things")
    }

    async fn get(&self, _: Passing, _: Vec<u8>, _: Instant) -> Stored<Option<Passed>> {
        unreachable!("no call gets passing things")
    }

    async fn of_family(&self, _: Passing, _: FamilyId, _: Instant) -> Stored<Vec<Passed>> {
        unreachable!("no call lists passing things")
    }

    async fn end(&self, _: Passing, _: Vec<u8>) -> Stored<bool> {
        unreachable!("no call ends passing things")
    }

    async fn sweep(&self, _: Instant) -> Stored<u64> {
        unreachable!("no call sweeps")
    }

    async fn count(&self, _: Vec<Counter>, _: Instant) -> Stored<Vec<u32>> {
        unreachable!("no call counts")
    }

    async fn waiting(&self, _: Option<FamilyId>, _: u32) -> Stored<Vec<FamilyId>> {
        unreachable!("no call lists families")
    }
    async fn at_rest(&self, _: Option<FamilyId>, _: Instant, _: u32) -> Stored<Vec<FamilyId>> {
        unreachable!("no call lists families")
    }

    async fn unused(&self, _: Option<FamilyId>, _: Instant, _: u32) -> Stored<Vec<FamilyId>> {
        Err(StoreFault::Ours)
    }
    async fn dead(&self, _: u32) -> Stored<Vec<DeadIntent>> {
        unreachable!("no call lists the desk's tasks")
    }

    async fn calls_of(&self, _: FamilyId, _: u32) -> Stored<Vec<KeptIntent>> {
        unreachable!("no call shows another")
    }

    async fn renew(&self, _: FamilyId, _: u32, _: Instant) -> Stored<u64> {
        unreachable!("no call renews another")
    }

    async fn check(&self) -> Stored<()> {
        unreachable!("no call checks the database")
    }
}
