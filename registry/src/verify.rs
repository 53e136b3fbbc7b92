//! Looks at the whole registry (核验), and names the first place of any change: an entry that is not what its leaf says,
//! a node that is not what its leaves say, a root that is not what was signed, a gap, a body that does not open.
//!
//! Reads through [`Store`] alone and writes nothing, so it can be run beside the serving portal or over a restored
//! copy. It keeps some fifty bytes a family in memory.

mod bodies;
mod walk;

use std::fmt;

use crate::{
    audit::PublicKey,
    family::FamilyId,
    keys::KeyService,
    store::{Head, Store, StoreFault},
};

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
    /// Heads that were right, the newest among them.
    pub heads: u64,
    /// Bodies that opened.
    pub opened: u64,
    /// Families whose key was destroyed, as their last entry says.
    pub destroyed: u64,
    /// What is not as it was written, by leaf; the tree's first and the bodies' first.
    pub changes: Vec<Change>,
}

impl Report {
    /// Is everything as it was written?
    pub fn is_whole(&self) -> bool {
        self.changes.is_empty()
    }

    /// The narrowest place of a change; of two equally narrow, the tree's: a body that does not open may follow from it.
    pub fn first(&self) -> Option<&Change> {
        self.changes
            .iter()
            .min_by_key(|change| change.to.saturating_sub(change.leaf))
    }
}

/// Something that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The first leaf it can be.
    pub leaf: u64,
    /// Behind the last leaf it can be: one further, unless whoever changed it made the tree above it again.
    /// The largest number where no leaf is left that could be named.
    pub to: u64,
    /// Whose entry, where it is one family's.
    pub family: Option<FamilyId>,
    /// What.
    pub what: What,
}

/// What is not as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// An entry that was there is not.
    EntryMissing,
    /// An entry, or its leaf, is another than was written.
    EntryChanged,
    /// A family's entries do not follow each other.
    PlaceBroken,
    /// A node is not there.
    NodeMissing,
    /// A node is another than its leaves give: one of them was changed, and its leaf with it; or the node.
    NodeChanged,
    /// The root is another than was signed: all of the tree was made again.
    RootChanged,
    /// A head's signature is not ours.
    HeadForged,
    /// There are entries, and no head.
    HeadMissing,
    /// A head counts more entries than there are.
    EntriesCut,
    /// The newest head is older than one that is kept elsewhere.
    HeadOlder,
    /// An entry's body does not open, or is another's.
    BodyChanged,
    /// A family's key is not there, though its file was not destroyed.
    KeyMissing,
    /// A family's key does not unwrap.
    KeyChanged,
    /// A destroyed file still has its key.
    KeyLeft,
    /// A family with entries is not among the families, or the other way round.
    FamilyMissing,
}

impl fmt::Display for Change {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.what {
            What::EntryMissing => "an entry is missing",
            What::EntryChanged => "the entry was changed",
            What::PlaceBroken => "the family's entries do not follow each other",
            What::NodeMissing => "a node of the tree is missing",
            What::NodeChanged => "a node of the tree was changed, or an entry and its leaf",
            What::RootChanged => "the tree is another than was signed",
            What::HeadForged => "the signature of the tree's head is not ours",
            What::HeadMissing => "the tree has no signed head",
            What::EntriesCut => "entries were cut off the end",
            What::HeadOlder => "the tree was put back to an earlier head",
            What::BodyChanged => "the entry's body does not open",
            What::KeyMissing => "the family's key is missing",
            What::KeyChanged => "the family's key does not unwrap",
            What::KeyLeft => "the file was destroyed, and its key is still there",
            What::FamilyMissing => "the family is missing",
        };
        match self.to.saturating_sub(self.leaf) {
            0 | 1 => write!(formatter, "leaf {}", self.leaf)?,
            u64::MAX => formatter.write_str("no leaf")?,
            _ => write!(formatter, "leaves {} to {}", self.leaf, self.to - 1)?,
        }
        if let Some(family) = self.family {
            write!(formatter, ", family {family:?}")?;
        }
        write!(formatter, ": {what}")
    }
}

/// Walks all of it. Entries written meanwhile are no fault.
pub async fn verify(store: &dyn Store, check: Check<'_>) -> Result<Report, StoreFault> {
    let mut report = Report::default();
    let families = walk::tree(store, check, &mut report).await?;
    if let Some(keys) = check.keys {
        bodies::all(store, keys, families, &mut report).await?;
    }
    Ok(report)
}

#[cfg(test)]
mod tests;
