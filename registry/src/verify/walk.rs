//! Along the leaves: the tree is built once more from the entries, and every node and root is compared.

use std::collections::HashMap;

use super::{Change, Check, Report, What};
use crate::{
    audit::{
        leaf::{leaf_hash, node_hash},
        tree::{Hash, fold},
    },
    family::FamilyId,
    store::{Head, KeptEntry, Store, StoreFault},
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
    let newest = store.head().await?;
    let mut heads: Vec<&Head> = check.known.iter().chain(&newest).collect();
    heads.sort_by_key(|head| head.size);
    for head in &heads {
        if !check.public_key.verify_head(head) {
            report.changes.push(change(
                head.size,
                head.size.saturating_add(1),
                None,
                What::HeadForged,
            ));
        }
    }
    report.signed = newest.as_ref().map_or(0, |head| head.size);
    let latest_known = check.known.iter().map(|head| head.size).max();
    if latest_known.is_some_and(|size| size > report.signed) {
        let cut = change(
            report.signed,
            latest_known.unwrap_or(0),
            None,
            What::HeadOlder,
        );
        report.changes.push(cut);
    }
    let mut walk = Walk::default();
    let mut heads = heads.into_iter().peekable();
    loop {
        while let Some(head) = heads.next_if(|head| head.size == walk.size) {
            if let Err(found) = walk.compare(head) {
                report.changes.push(found);
                return Ok(walk.end(report));
            }
            report.heads += 1;
        }
        // a page ends where a head does, so that its root is at hand
        let room = heads.peek().map_or(u64::MAX, |head| head.size - walk.size);
        let limit = u32::try_from(room).map_or(PAGE_ENTRIES, |room| room.min(PAGE_ENTRIES));
        let page = store.entries(walk.size, limit).await?;
        if page.is_empty() {
            break;
        }
        let fault = page.iter().find_map(|entry| walk.take(entry).err());
        if let Some(found) = walk.compare_nodes(store).await?.or(fault) {
            report.changes.push(found);
            return Ok(walk.end(report));
        }
    }
    if let Some(head) = heads.next() {
        report
            .changes
            .push(change(walk.size, head.size, None, What::EntriesCut));
    }
    if newest.is_none() && walk.size > 0 {
        report
            .changes
            .push(change(0, walk.size, None, What::HeadMissing));
    }
    Ok(walk.end(report))
}

fn change(leaf: u64, to: u64, family: Option<FamilyId>, what: What) -> Change {
    Change {
        leaf,
        to,
        family,
        what,
    }
}

impl Walk {
    fn take(&mut self, entry: &KeptEntry) -> Result<(), Change> {
        let leaf = self.size;
        if entry.leaf != leaf {
            return Err(change(leaf, leaf + 1, None, What::EntryMissing));
        }
        self.grow(entry);
        let seen = self.families.entry(entry.family).or_insert(Seen {
            first_leaf: leaf,
            entries: 0,
        });
        if entry.place != seen.entries {
            let whose = Some(entry.family);
            return Err(change(leaf, leaf + 1, whose, What::PlaceBroken));
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

    fn compare(&mut self, head: &Head) -> Result<(), Change> {
        let peaks: Vec<Hash> = self.peaks.iter().map(|(_, hash)| *hash).collect();
        if fold(&peaks) != head.root {
            return Err(change(self.proven, head.size, None, What::RootChanged));
        }
        self.proven = head.size;
        Ok(())
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
            return Ok(Some(change(from, to, family, what)));
        }
        Ok(None)
    }

    fn end(self, report: &mut Report) -> HashMap<FamilyId, Seen> {
        report.entries = self.size;
        report.families = u64::try_from(self.families.len()).unwrap_or(u64::MAX);
        self.families
    }
}
