//! A change, and its place in words. No value of any row is in them: a table, a family's name, a place, a name that was
//! drawn by chance.

use std::fmt;

use crate::{
    family::FamilyId,
    store::inspection::{Misshapen, Shape, Table},
};

/// Something that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where.
    pub place: Place,
    /// Whose, where it is one family's.
    pub family: Option<FamilyId>,
    /// What.
    pub what: What,
}

/// Where something is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Among entries.
    Leaves {
        /// The first leaf it can be.
        leaf: u64,
        /// Behind the last leaf it can be: one further, unless whoever changed it made the tree above it again.
        /// The largest number where no leaf is left that could be named.
        to: u64,
    },
    /// A signed head.
    Head {
        /// How many leaves it is over.
        size: u64,
        /// Was it kept elsewhere? Else it is the database's.
        is_known: bool,
    },
    /// A row.
    Row {
        /// In which table.
        table: &'static str,
        /// Which, by its place in the family's file or by its own name.
        row: String,
    },
    /// A table, an index, or a part of one.
    Table(String),
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
    /// A head that was kept elsewhere is not in the database.
    HeadGone,
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
    /// An entry's act is not there.
    ActMissing,
    /// An entry's act says something else than the entry.
    ActChanged,
    /// An act has no entry.
    ActStray,
    /// A row that the entries give is not there.
    RowMissing,
    /// A row is another than the entries give.
    RowChanged,
    /// A row is there that no entry gives.
    RowStray,
    /// What was sealed does not open where it stands, or reads as something else.
    Closed,
    /// A part of the tables is not there.
    TableMissing,
    /// A part of the tables is otherwise than it was made.
    TableChanged,
    /// A part of the tables was made by somebody else.
    TableStray,
}

impl Change {
    pub(super) fn at(leaf: u64, family: Option<FamilyId>, what: What) -> Change {
        Change::among(leaf, leaf.saturating_add(1), family, what)
    }

    pub(super) fn among(leaf: u64, to: u64, family: Option<FamilyId>, what: What) -> Change {
        Change {
            place: Place::Leaves { leaf, to },
            family,
            what,
        }
    }

    pub(super) fn of_head(size: u64, is_known: bool, what: What) -> Change {
        Change {
            place: Place::Head { size, is_known },
            family: None,
            what,
        }
    }

    pub(super) fn of_row(
        table: &'static str,
        family: impl Into<Option<FamilyId>>,
        row: String,
        what: What,
    ) -> Change {
        Change {
            place: Place::Row { table, row },
            family: family.into(),
            what,
        }
    }

    pub(super) fn of_table(misshapen: Misshapen) -> Change {
        Change {
            place: Place::Table(misshapen.object),
            family: None,
            what: match misshapen.how {
                Shape::Missing => What::TableMissing,
                Shape::Other => What::TableChanged,
                Shape::Strange => What::TableStray,
            },
        }
    }

    /// Is it of a row that is made of the entries, and can be made again of them?
    pub fn is_made_again(&self) -> bool {
        let derived = Table::DERIVED.map(Table::as_str);
        matches!(self.place, Place::Row { table, .. } if derived.contains(&table))
    }

    /// Leaves among which it is; anything but an entry is one place.
    pub(super) fn width(&self) -> u64 {
        match self.place {
            Place::Leaves { leaf, to } => to.saturating_sub(leaf),
            Place::Head { .. } | Place::Row { .. } | Place::Table(_) => 1,
        }
    }
}

impl What {
    fn words(self) -> &'static str {
        match self {
            What::EntryMissing => "an entry is missing",
            What::EntryChanged => "the entry was changed",
            What::PlaceBroken => "the family's entries do not follow each other",
            What::NodeMissing => "a node of the tree is missing",
            What::NodeChanged => "a node of the tree was changed, or an entry and its leaf",
            What::RootChanged => "the tree is another than was signed",
            What::HeadForged => "the signature is not ours",
            What::HeadMissing => "the tree has no signed head",
            What::HeadGone => "the database no longer has it",
            What::EntriesCut => "entries were cut off the end",
            What::HeadOlder => "the tree was put back to an earlier head",
            What::BodyChanged => "the entry's body does not open",
            What::KeyMissing => "the family's key is missing",
            What::KeyChanged => "the family's key does not unwrap",
            What::KeyLeft => "the file was destroyed, and its key is still there",
            What::FamilyMissing => "the family is missing",
            What::ActMissing => "the sender's key of the entry is not in table act",
            What::ActChanged => "table act says something else of the entry's key",
            What::ActStray => "no entry has this key",
            What::RowMissing => "the row is missing",
            What::RowChanged => "the row is another than the entries give",
            What::RowStray => "no entry gives this row",
            What::Closed => "what is sealed there does not open",
            What::TableMissing => "it is missing",
            What::TableChanged => "it is otherwise than it was made",
            What::TableStray => "the portal made no such thing",
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Place::Leaves { leaf, to } => match to.saturating_sub(*leaf) {
                0 | 1 => write!(formatter, "leaf {leaf}")?,
                _ if *to == u64::MAX => formatter.write_str("no leaf")?,
                _ => write!(formatter, "leaves {leaf} to {}", to - 1)?,
            },
            Place::Head { size, is_known } => {
                let kept = if *is_known {
                    "the kept head"
                } else {
                    "the head"
                };
                write!(formatter, "{kept} over {size} leaves")?;
            }
            Place::Row { table, .. } => write!(formatter, "table {table}")?,
            Place::Table(object) => formatter.write_str(object)?,
        }
        if let Some(family) = self.family {
            write!(formatter, ", family {family:?}")?;
        }
        if let Place::Row { row, .. } = &self.place {
            write!(formatter, ", {row}")?;
        }
        write!(formatter, ": {}", self.what.words())
    }
}
