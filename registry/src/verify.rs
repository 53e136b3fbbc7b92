//! Looks at the whole registry (核验), and names every place of a change: an entry that is not what its leaf says, a node
//! that is not what its leaves say, a root that is not what was signed, a gap, a body that does not open, a row that is
//! not what the entries give, a table that is not as it was made.
//!
//! A list of checks, each in a module of its own. All of them read through [`Store`] alone and write nothing, so they can
//! be run beside the serving portal or over a restored copy. They keep some fifty bytes a family in memory. What no check
//! can tell, and why, stands in `docs/registry.md`.

mod acts;
mod calls;
mod change;
mod families;
mod heads;
mod passing;
mod receipts;
mod rows;
mod strays;
mod walk;

use policy::Areas;

pub use change::{Change, Place, What};
pub use receipts::{ReceiptChange, receipt};

use crate::{
    audit::PublicKey,
    keys::KeyService,
    store::{Head, Inspection, Store, StoreFault},
};

/// Changes that are told, at most: where everything was changed, more of them tell nothing more.
const CHANGES_MAX: usize = 1000;

/// What to look at it with.
#[derive(Clone, Copy)]
pub struct Check<'a> {
    /// Checks the heads' signatures.
    pub public_key: &'a PublicKey,
    /// Heads that were kept elsewhere: printed, mailed, out of receipts. Without one, a registry that was put back to
    /// an earlier day as a whole looks whole.
    pub known: &'a [Head],
    /// With the keys, also whether every body opens, and whether keys are there and gone where they should be.
    pub keys: Option<&'a dyn KeyService>,
    /// With the keys and the law, also every row beside the entries, and the tables themselves.
    pub areas: Option<&'a Areas>,
}

/// What was looked at, and what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Entries walked.
    pub entries: u64,
    /// Entries under the newest signed head.
    pub signed: u64,
    /// Families that have entries.
    pub families: u64,
    /// Heads in the database that were right.
    pub heads: u64,
    /// Heads kept elsewhere that were right.
    pub known: u64,
    /// Bodies that opened.
    pub opened: u64,
    /// Families whose key was destroyed, as their last entry says.
    pub destroyed: u64,
    /// What is not as it was written: the tree's first, by leaf; then family by family; then table by table.
    pub changes: Vec<Change>,
    /// Changes found beyond those that are told.
    pub more: u64,
}

impl Report {
    /// Is everything as it was written?
    pub fn is_whole(&self) -> bool {
        self.changes.is_empty()
    }

    /// The narrowest place of a change; of two equally narrow, the tree's: a body that does not open may follow from it.
    pub fn first(&self) -> Option<&Change> {
        self.changes.iter().min_by_key(|change| change.width())
    }

    fn note(&mut self, change: Change) {
        if self.changes.len() < CHANGES_MAX {
            self.changes.push(change);
        } else {
            self.more += 1;
        }
    }
}

/// What the checks of rows look with.
#[derive(Clone, Copy)]
struct Lens<'a> {
    store: &'a dyn Store,
    inspection: &'a dyn Inspection,
    keys: &'a dyn KeyService,
    areas: &'a Areas,
}

/// Looks at all of it. Entries written meanwhile are no fault.
pub async fn verify(store: &dyn Store, check: Check<'_>) -> Result<Report, StoreFault> {
    let mut report = Report::default();
    let seen = walk::tree(store, check, &mut report).await?;
    let Some(keys) = check.keys else {
        return Ok(report);
    };
    let lens = match (store.inspection(), check.areas) {
        (Some(inspection), Some(areas)) => Some(Lens {
            store,
            inspection,
            keys,
            areas,
        }),
        _ => None,
    };
    let there = families::all(store, keys, lens, seen, &mut report).await?;
    if let Some(lens) = lens {
        strays::all(lens, &there, &mut report).await?;
        passing::all(lens, &mut report).await?;
        for misshapen in lens.inspection.shape().await? {
            report.note(Change::of_table(misshapen));
        }
    }
    Ok(report)
}

/// Are these the keys that the registry was written with? Told by any head they signed or any family's key they unwrap;
/// in a new registry, all keys are.
pub async fn is_written_with(store: &dyn Store, keys: &dyn KeyService) -> Result<bool, StoreFault> {
    const FEW: u32 = 20;
    let newest = store.head().await?;
    let mut heads: Vec<Head> = newest.into_iter().collect();
    if let Some(inspection) = store.inspection() {
        heads.extend(inspection.heads(0, FEW).await?);
    }
    let public_key = keys.public_key();
    if heads.iter().any(|head| public_key.verify_head(head)) {
        return Ok(true);
    }
    let wrapped = store.wrapped_keys(None, FEW).await?;
    for (family, key) in &wrapped {
        if let Some(key) = key
            && keys.unwrap(*family, key).await.is_ok()
        {
            return Ok(true);
        }
    }
    Ok(heads.is_empty() && wrapped.is_empty())
}

#[cfg(test)]
mod tests;
