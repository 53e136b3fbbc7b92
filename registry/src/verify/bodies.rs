//! Along the families: whether each has its key or had it destroyed, and whether its bodies open.

use std::collections::HashMap;

use super::{Change, Report, What, walk::Seen};
use crate::{
    family::FamilyId,
    file::{DELETED, File, FileFault},
    keys::KeyService,
    store::{KeptFile, Store, StoreFault},
};

const PAGE_FAMILIES: u32 = 100;

/// Opens every file, up to the first change. Families that came after the walk along the leaves are opened too, and
/// are no fault; a walk that ended early did not see all, and then says nothing of those it did not see.
pub(super) async fn all(
    store: &dyn Store,
    keys: &dyn KeyService,
    mut seen: HashMap<FamilyId, Seen>,
    report: &mut Report,
) -> Result<(), StoreFault> {
    let mut after = None;
    loop {
        let page = store.families(after, PAGE_FAMILIES).await?;
        if page.is_empty() {
            break;
        }
        for family in page {
            after = Some(family);
            let walked = seen.remove(&family);
            let kept = store.file(family).await?;
            let found = match &kept {
                Some(kept) => one(keys, family, kept, walked, report).await?,
                None => Some(whole(family, walked, What::FamilyMissing)),
            };
            if let Some(found) = found {
                report.changes.push(found);
                return Ok(());
            }
        }
    }
    let gone = seen.into_iter().min_by_key(|(_, seen)| seen.first_leaf);
    if let Some((family, seen)) = gone {
        report
            .changes
            .push(whole(family, Some(seen), What::FamilyMissing));
    }
    Ok(())
}

async fn one(
    keys: &dyn KeyService,
    family: FamilyId,
    kept: &KeptFile,
    walked: Option<Seen>,
    report: &mut Report,
) -> Result<Option<Change>, StoreFault> {
    let Some(last) = kept.entries.last() else {
        return Ok(Some(whole(family, walked, What::FamilyMissing)));
    };
    let is_destroyed = last.kind == DELETED;
    let at_last = |what| {
        Some(Change {
            leaf: last.leaf,
            to: last.leaf + 1,
            family: Some(family),
            what,
        })
    };
    let at = |place: u32, what| {
        let leaf = usize::try_from(place)
            .ok()
            .and_then(|place| kept.entries.get(place))
            .map_or(last.leaf, |entry| entry.leaf);
        Some(Change {
            leaf,
            to: leaf + 1,
            family: Some(family),
            what,
        })
    };
    let found = match (File::open(keys, family, kept).await, is_destroyed) {
        (Ok(None), true) => {
            report.destroyed += 1;
            None
        }
        (Ok(None), false) => at_last(What::KeyMissing),
        (_, true) => at_last(What::KeyLeft),
        (Ok(Some(file)), false) => {
            report.opened += u64::from(file.len());
            None
        }
        // a key service that is away says nothing about the registry
        (Err(FileFault::Key(crate::keys::KeyFault::Away)), false) => return Err(StoreFault::Away),
        (Err(FileFault::Key(_)), false) => at(0, What::KeyChanged),
        (
            Err(
                FileFault::Body { place, .. }
                | FileFault::Unreadable { place }
                | FileFault::Misplaced { place },
            ),
            false,
        ) => at(place, What::BodyChanged),
        (Err(FileFault::Full), false) => at_last(What::BodyChanged),
    };
    Ok(found)
}

/// Somewhere in a family's file.
fn whole(family: FamilyId, walked: Option<Seen>, what: What) -> Change {
    let (leaf, to) = walked.map_or((0, u64::MAX), |seen| (seen.first_leaf, seen.first_leaf + 1));
    Change {
        leaf,
        to,
        family: Some(family),
        what,
    }
}
