//! Along the leaves: the tree is built once more from the entries, and every node and root is compared.

use std::collections::HashMap;

use super::{
    Change, Check, Report, What,
    heads::{Heads, Signed},
};
use crate::{
    audit::{
        leaf::{leaf_hash, node_hash},
        tree::{Hash, fold},
    },
    family::FamilyId,
    store::{KeptEntry, Store, StoreFault},
};

/// Entries asked for at once: some megabytes at most, and one question for all their nodes.
const PAGE_ENTRIES: u32 = 500;

/// What the walk saw of a family.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    pub(super) first_leaf: u64,
    pub(super) entries: u32,
}

/// A node as the entries give it.
struct Built {
    level: u8,
    place: u64,
    hash: Hash,
    /// Of the leaf that completed it.
    family: FamilyId,
}

#[derive(Default)]
struct Walk {
    /// How many leaves were taken.
    size: u64,
    /// Complete subtrees so far, largest first.
    peaks: Vec<(u8, Hash)>,
    /// Nodes of the page at hand.
    built: Vec<Built>,
    families: HashMap<FamilyId, Seen>,
    /// Up to here a signed root was right.
    proven: u64,
}

/// Walks the tree to its end, or to the first change.
pub(super) async fn tree(
    store: &dyn Store,
    check: Check<'_>,
    report: &mut Report,
) -> Result<HashMap<FamilyId, Seen>, StoreFault> {
    let mut heads = Heads::begin(store, check, report).await?;
    let mut walk = Walk::default();
    loop {
        let page = store.entries(walk.size, PAGE_ENTRIES).await?;
        if page.is_empty() {
            break;
        }
        let mut fault = None;
        for entry in &page {
            fault = match walk.take(entry) {
                Ok(()) => walk.compare_roots(&mut heads, report).await?,
                Err(found) => Some(found),
            };
            if fault.is_some() {
                break;
            }
        }
        // a node is a narrower place than a root
        if let Some(found) = walk.compare_nodes(store).await?.or(fault) {
            report.note(found);
            return Ok(walk.end(report));
        }
    }
    heads.end(walk.size, report).await?;
    Ok(walk.end(report))
}

impl Walk {
    fn take(&mut self, entry: &KeptEntry) -> Result<(), Change> {
        let leaf = self.size;
        if entry.leaf != leaf {
            return Err(Change::at(leaf, None, What::EntryMissing));
        }
        self.grow(entry);
        let seen = self.families.entry(entry.family).or_insert(Seen {
            first_leaf: leaf,
            entries: 0,
        });
        if entry.place != seen.entries {
            let whose = Some(entry.family);
            return Err(Change::at(leaf, whose, What::PlaceBroken));
        }
        seen.entries += 1;
        Ok(())
    }

    fn grow(&mut self, entry: &KeptEntry) {
        let (mut level, mut hash) = (0, leaf_hash(entry));
        let mut place = self.size;
        let mut build = |level, place, hash| {
            self.built.push(Built {
                level,
                place,
                hash,
                family: entry.family,
            });
        };
        build(level, place, hash);
        while let Some((_, left)) = self.peaks.pop_if(|(peak, _)| *peak == level) {
            hash = node_hash(left, hash);
            level += 1;
            place >>= 1;
            build(level, place, hash);
        }
        self.peaks.push((level, hash));
        self.size += 1;
    }

    /// The heads over what was taken so far; what the first says that is not right.
    async fn compare_roots(
        &mut self,
        heads: &mut Heads<'_>,
        report: &mut Report,
    ) -> Result<Option<Change>, StoreFault> {
        while let Some(Signed { head, is_known }) = heads.next_to(self.size, report).await? {
            let peaks: Vec<Hash> = self.peaks.iter().map(|(_, hash)| *hash).collect();
            if head.size != self.size || fold(&peaks) != head.root {
                let among = Change::among(self.proven, self.size, None, What::RootChanged);
                return Ok(Some(among));
            }
            self.proven = head.size;
            if is_known {
                report.known += 1;
            } else {
                report.heads += 1;
            }
        }
        Ok(None)
    }

    async fn compare_nodes(&mut self, store: &dyn Store) -> Result<Option<Change>, StoreFault> {
        let wanted = self
            .built
            .iter()
            .map(|node| (node.level, node.place))
            .collect();
        let kept: HashMap<(u8, u64), Hash> = store.nodes(wanted).await?.into_iter().collect();
        for node in self.built.drain(..) {
            let what = match (kept.get(&(node.level, node.place)), node.level) {
                (Some(hash), _) if *hash == node.hash => continue,
                (Some(_), 0) => What::EntryChanged,
                (Some(_), _) => What::NodeChanged,
                (None, _) => What::NodeMissing,
            };
            let from = node.place << node.level;
            let to = (node.place + 1) << node.level;
            let family = (node.level == 0).then_some(node.family);
            return Ok(Some(Change::among(from, to, family, what)));
        }
        Ok(None)
    }

    fn end(self, report: &mut Report) -> HashMap<FamilyId, Seen> {
        report.entries = self.size;
        report.families = u64::try_from(self.families.len()).unwrap_or(u64::MAX);
        self.families
    }
}
