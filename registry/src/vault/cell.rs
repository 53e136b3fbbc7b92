//! Where a sealed value stands.

use crate::family::FamilyId;

/// Table, column and row: what a value is bound to when it is sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    table: &'static str,
    column: &'static str,
    row: String,
}

impl Cell {
    /// A cell. Table and column are names in our code, never from outside, and hold no `|`; the row comes last, so
    /// the three cannot be read in two ways.
    pub fn new(table: &'static str, column: &'static str, row: impl Into<String>) -> Cell {
        debug_assert!(
            !table.contains('|') && !column.contains('|'),
            "{table}, {column}"
        );
        Cell {
            table,
            column,
            row: row.into(),
        }
    }

    /// A row of a family's: its name and a place.
    pub fn of_family(
        table: &'static str,
        column: &'static str,
        family: FamilyId,
        place: u32,
    ) -> Cell {
        Cell::new(table, column, format!("{}/{place}", family.hex()))
    }

    /// The bytes that are authenticated with the value: the envelope's first two, then `table|column|row`.
    pub(super) fn associated(&self, envelope: [u8; 2]) -> Vec<u8> {
        let mut bytes =
            Vec::with_capacity(4 + self.table.len() + self.column.len() + self.row.len());
        bytes.extend_from_slice(&envelope);
        bytes.extend_from_slice(self.table.as_bytes());
        bytes.push(b'|');
        bytes.extend_from_slice(self.column.as_bytes());
        bytes.push(b'|');
        bytes.extend_from_slice(self.row.as_bytes());
        bytes
    }
}
