//! A store in memory, for tests of what only reads the registry or exchanges keys. It keeps nothing that passes.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, MutexGuard},
};

use async_trait::async_trait;

use crate::{
    audit::{
        head::Signer,
        leaf::{leaf_hash, node_hash},
        tree::{Hash, Span, fold},
    },
    derived::{Derived, Index},
    family::FamilyId,
    instant::Instant,
    store::{
        Commit, Counter, DeadIntent, Exchange, Head, Intent, IntentEnd, KeptEntry, KeptFile,
        KeptIntent, KeyChange, Outcome, Passed, Passing, Store, StoreFault, Stored,
    },
};

/// What lies on it. Tests change it behind the registry's back.
#[derive(Clone, Default)]
pub struct Kept {
    pub entries: Vec<KeptEntry>,
    pub keys: BTreeMap<FamilyId, Option<Vec<u8>>>,
    pub derived: BTreeMap<FamilyId, Derived>,
    pub nodes: HashMap<(u8, u64), Hash>,
    pub head: Option<Head>,
    /// Calls of `rewrap` that still succeed; then the database is away.
    pub rewraps_left: Option<u32>,
}

pub struct Shelf {
    kept: Mutex<Kept>,
    signer: Arc<dyn Signer>,
}

impl Kept {
    /// Every node that the entries give.
    pub fn grow_nodes(&mut self) {
        self.nodes.clear();
        for leaf in 0..self.entries.len() {
            self.grow(leaf);
        }
    }

    fn grow(&mut self, leaf: usize) {
        let (mut level, mut place) = (0, leaf as u64);
        let mut hash = leaf_hash(&self.entries[leaf]);
        self.nodes.insert((level, place), hash);
        while place % 2 == 1 {
            hash = node_hash(self.nodes[&(level, place - 1)], hash);
            (level, place) = (level + 1, place / 2);
            self.nodes.insert((level, place), hash);
        }
    }

    /// Signs what there is.
    pub fn sign(&mut self, signer: &dyn Signer) {
        let size = self.entries.len() as u64;
        let at = self.entries.last().map_or(Instant(0), |entry| entry.at);
        let root = self.root(size);
        self.head = Some(Head {
            size,
            root,
            at,
            signature: signer.sign(size, root, at),
        });
    }

    pub fn root(&self, size: u64) -> Hash {
        let nodes = Span { from: 0, to: size }.nodes();
        let hashes: Vec<Hash> = nodes.iter().map(|node| self.nodes[node]).collect();
        fold(&hashes)
    }
}

impl Shelf {
    pub fn new(signer: Arc<dyn Signer>) -> Shelf {
        Shelf::with(signer, Kept::default())
    }

    pub fn with(signer: Arc<dyn Signer>, kept: Kept) -> Shelf {
        Shelf {
            kept: Mutex::new(kept),
            signer,
        }
    }

    pub fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap()
    }

    /// A family's derived rows.
    pub fn derived(&self, family: FamilyId) -> Derived {
        let kept = self.kept();
        kept.derived.get(&family).cloned().unwrap_or_default()
    }
}

#[async_trait]
impl Store for Shelf {
    async fn commit(&self, commit: Commit) -> Stored<Outcome> {
        let mut kept = self.kept();
        let first_leaf = kept.entries.len() as u64;
        for (leaf, sealed) in (first_leaf..).zip(commit.entries) {
            let of_family = kept.entries.iter().filter(|e| e.family == commit.family);
            let entry = KeptEntry {
                leaf,
                family: commit.family,
                place: u32::try_from(of_family.count()).unwrap(),
                at: sealed.at,
                kind: sealed.kind.to_owned(),
                key: commit.key,
                body: sealed.body,
            };
            kept.entries.push(entry);
            let leaf = kept.entries.len() - 1;
            kept.grow(leaf);
        }
        match commit.family_key {
            KeyChange::None => None,
            KeyChange::Create(wrapped) => kept.keys.insert(commit.family, Some(wrapped)),
            KeyChange::Destroy => kept.keys.insert(commit.family, None),
        };
        kept.derived.insert(commit.family, commit.derived);
        kept.sign(self.signer.as_ref());
        Ok(Outcome::Kept { first_leaf })
    }

    async fn file(&self, family: FamilyId) -> Stored<Option<KeptFile>> {
        let kept = self.kept();
        let entries = kept.entries.iter().filter(|entry| entry.family == family);
        Ok(kept.keys.get(&family).map(|key| KeptFile {
            wrapped_key: key.clone(),
            entries: entries.cloned().collect(),
        }))
    }

    async fn find(&self, index: Index, blind: [u8; 32]) -> Stored<Vec<FamilyId>> {
        let kept = self.kept();
        let found = kept
            .derived
            .iter()
            .filter(|(_, derived)| derived.blinds.contains(&(index, blind)));
        Ok(found.map(|(family, _)| *family).collect())
    }

    async fn entries(&self, from_leaf: u64, limit: u32) -> Stored<Vec<KeptEntry>> {
        let kept = self.kept();
        let behind = kept.entries.iter().filter(|entry| entry.leaf >= from_leaf);
        Ok(behind.take(limit as usize).cloned().collect())
    }

    async fn families(&self, after: Option<FamilyId>, limit: u32) -> Stored<Vec<FamilyId>> {
        let kept = self.kept();
        let behind = kept.keys.keys().filter(|family| Some(**family) > after);
        Ok(behind.take(limit as usize).copied().collect())
    }

    async fn wrapped_keys(
        &self,
        after: Option<FamilyId>,
        limit: u32,
    ) -> Stored<Vec<(FamilyId, Option<Vec<u8>>)>> {
        let kept = self.kept();
        let behind = kept
            .keys
            .iter()
            .filter(|(family, _)| Some(**family) > after);
        let behind = behind.map(|(family, key)| (*family, key.clone()));
        Ok(behind.take(limit as usize).collect())
    }

    async fn rewrap(&self, exchanges: Vec<Exchange>) -> Stored<Vec<bool>> {
        let mut kept = self.kept();
        match &mut kept.rewraps_left {
            Some(0) => return Err(StoreFault::Away),
            Some(left) => *left -= 1,
            None => {}
        }
        let mut were_so = Vec::new();
        for exchange in exchanges {
            let key = kept
                .keys
                .get_mut(&exchange.family)
                .ok_or(StoreFault::Ours)?;
            were_so.push(*key == Some(exchange.old));
            if were_so.last() == Some(&true) {
                *key = Some(exchange.new);
            }
        }
        Ok(were_so)
    }

    async fn head(&self) -> Stored<Option<Head>> {
        Ok(self.kept().head.clone())
    }

    async fn nodes(&self, wanted: Vec<(u8, u64)>) -> Stored<Vec<((u8, u64), Hash)>> {
        let kept = self.kept();
        let found = wanted
            .into_iter()
            .filter_map(|node| Some((node, *kept.nodes.get(&node)?)));
        Ok(found.collect())
    }

    async fn derive_again(&self, _: FamilyId, _: u32, _: Derived) -> Stored<bool> {
        Err(StoreFault::Ours)
    }
    async fn put(&self, _: Passing, _: Passed, _: u32, _: Instant) -> Stored<Option<u32>> {
        Err(StoreFault::Ours)
    }
    async fn get(&self, _: Passing, _: Vec<u8>, _: Instant) -> Stored<Option<Passed>> {
        Err(StoreFault::Ours)
    }
    async fn of_family(&self, _: Passing, _: FamilyId, _: Instant) -> Stored<Vec<Passed>> {
        Err(StoreFault::Ours)
    }
    async fn end(&self, _: Passing, _: Vec<u8>) -> Stored<bool> {
        Err(StoreFault::Ours)
    }
    async fn sweep(&self, _: Instant) -> Stored<u64> {
        Err(StoreFault::Ours)
    }
    async fn count(&self, _: Vec<Counter>, _: Instant) -> Stored<Vec<u32>> {
        Err(StoreFault::Ours)
    }
    async fn claim(&self, _: u32, _: Instant, _: i64) -> Stored<Vec<Intent>> {
        Err(StoreFault::Ours)
    }
    async fn settle(&self, _: &Intent, _: IntentEnd) -> Stored<bool> {
        Err(StoreFault::Ours)
    }
    async fn waiting(&self, _: Option<FamilyId>, _: u32) -> Stored<Vec<FamilyId>> {
        Err(StoreFault::Ours)
    }
    async fn at_rest(&self, _: Option<FamilyId>, _: Instant, _: u32) -> Stored<Vec<FamilyId>> {
        Err(StoreFault::Ours)
    }
    async fn unused(&self, _: Option<FamilyId>, _: Instant, _: u32) -> Stored<Vec<FamilyId>> {
        Err(StoreFault::Ours)
    }
    async fn dead(&self, _: u32) -> Stored<Vec<DeadIntent>> {
        Err(StoreFault::Ours)
    }
    async fn calls_of(&self, _: FamilyId, _: u32) -> Stored<Vec<KeptIntent>> {
        Err(StoreFault::Ours)
    }
    async fn renew(&self, _: FamilyId, _: u32, _: Instant) -> Stored<u64> {
        Err(StoreFault::Ours)
    }
    async fn check(&self) -> Stored<()> {
        Ok(())
    }
}
