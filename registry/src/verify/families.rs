//! Along the families: whether each has its key or had it destroyed, whether its bodies open, and, with the law, whether
//! every row beside its entries is what they give.

use std::collections::{HashMap, HashSet};

use super::{Change, Lens, Report, What, acts, calls, rows, walk::Seen};
use crate::{
    family::FamilyId,
    file::{DELETED, File, FileFault},
    keys::{KeyFault, KeyService},
    store::{KeptFile, Store, StoreFault},
};

const PAGE_FAMILIES: u32 = 100;

/// A family that is written to while it is looked at is looked at again, so many times at most: whoever writes that
/// often is alive, and the next look will find them.
const LOOKS_MAX: u32 = 5;

/// What a look at one family came to.
#[derive(Default)]
struct Looked {
    changes: Vec<Change>,
    opened: u64,
    destroyed: u64,
}

/// Opens every file; the families there are. Those that came after the walk along the leaves are opened too, and are no
/// fault; a walk that ended early did not see all, and then says nothing of those it did not see.
pub(super) async fn all(
    store: &dyn Store,
    keys: &dyn KeyService,
    lens: Option<Lens<'_>>,
    mut seen: HashMap<FamilyId, Seen>,
    report: &mut Report,
) -> Result<HashSet<FamilyId>, StoreFault> {
    let mut there = HashSet::new();
    let mut after = None;
    loop {
        let page = store.families(after, PAGE_FAMILIES).await?;
        if page.is_empty() {
            break;
        }
        for family in page {
            after = Some(family);
            there.insert(family);
            let walked = seen.remove(&family);
            let looked = one(store, keys, lens, family, walked).await?;
            report.opened += looked.opened;
            report.destroyed += looked.destroyed;
            for change in looked.changes {
                report.note(change);
            }
        }
    }
    let mut gone: Vec<_> = seen.into_iter().collect();
    gone.sort_unstable_by_key(|(_, seen)| seen.first_leaf);
    for (family, seen) in gone {
        report.note(missing(family, Some(seen)));
    }
    Ok(there)
}

/// One family, as it stands at one moment.
async fn one(
    store: &dyn Store,
    keys: &dyn KeyService,
    lens: Option<Lens<'_>>,
    family: FamilyId,
    walked: Option<Seen>,
) -> Result<Looked, StoreFault> {
    let mut looked = Looked::default();
    for _ in 0..LOOKS_MAX {
        let kept = store.file(family).await?;
        looked = match &kept {
            Some(kept) => look(keys, lens, family, kept, walked).await?,
            None => Looked {
                changes: vec![missing(family, walked)],
                ..Looked::default()
            },
        };
        if looked.changes.is_empty() || store.file(family).await? == kept {
            return Ok(looked);
        }
    }
    looked.changes.clear();
    Ok(looked)
}

async fn look(
    keys: &dyn KeyService,
    lens: Option<Lens<'_>>,
    family: FamilyId,
    kept: &KeptFile,
    walked: Option<Seen>,
) -> Result<Looked, StoreFault> {
    let mut looked = Looked::default();
    let Some(last) = kept.entries.last() else {
        looked.changes.push(missing(family, walked));
        return Ok(looked);
    };
    let file = match open(keys, family, kept, last.kind == DELETED).await? {
        Ok(file) => file,
        Err(change) => {
            looked.changes.push(change);
            return Ok(looked);
        }
    };
    match &file {
        Some(file) => looked.opened = file.len().into(),
        None => looked.destroyed = 1,
    }
    if let Some(lens) = lens {
        let file = file.as_ref();
        let changes = &mut looked.changes;
        changes.extend(acts::of(lens, family, kept, file).await?);
        changes.extend(rows::of(lens, family, kept, file).await?);
        changes.extend(calls::of(lens, family, kept, file).await?);
    }
    Ok(looked)
}

/// The file, none where it was destroyed as its last entry says; or what is not right about it.
async fn open(
    keys: &dyn KeyService,
    family: FamilyId,
    kept: &KeptFile,
    is_destroyed: bool,
) -> Result<Result<Option<File>, Change>, StoreFault> {
    let last = kept.entries.last().map_or(0, |entry| entry.leaf);
    let at = |place: u32, what| {
        let place = usize::try_from(place).ok();
        let entry = place.and_then(|place| kept.entries.get(place));
        let leaf = entry.map_or(last, |entry| entry.leaf);
        Err(Change::at(leaf, Some(family), what))
    };
    let at_last = |what| Err(Change::at(last, Some(family), what));
    Ok(match (File::open(keys, family, kept).await, is_destroyed) {
        (Ok(None), true) => Ok(None),
        (Ok(None), false) => at_last(What::KeyMissing),
        (_, true) => at_last(What::KeyLeft),
        (Ok(Some(file)), false) => Ok(Some(file)),
        // a key service that is away says nothing about the registry
        (Err(FileFault::Key(KeyFault::Away)), false) => return Err(StoreFault::Away),
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
    })
}

/// Somewhere in a family's file.
fn missing(family: FamilyId, walked: Option<Seen>) -> Change {
    match walked {
        Some(seen) => Change::at(seen.first_leaf, Some(family), What::FamilyMissing),
        None => Change::among(0, u64::MAX, Some(family), What::FamilyMissing),
    }
}
