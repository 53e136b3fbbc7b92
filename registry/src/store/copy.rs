//! A copy of a registry: one SQLite file, whichever database it was made of. So there is one thing to keep, one proof of
//! it, and a registry can move from one database to the other.
//!
//! What the tables are is asked of the file itself, which the steps of SQLite's history made: there is no second list.

use rusqlite::types::Value;
use sha2::{Digest, Sha256};

use super::OpenFault;

/// One row, a value for each of its table's columns.
pub(super) type Row = Vec<Value>;

/// Rows that are under way at once: few enough for bodies of any size, enough that the way to a server is short beside
/// them.
pub(super) const PAGE: usize = 256;

/// Why a copy was not made, or not brought back. What was there before is as it was.
#[derive(Debug, thiserror::Error)]
pub enum CopyFault {
    /// The database, or the file, does not open or does not answer.
    #[error(transparent)]
    Open(#[from] OpenFault),
    /// There is nothing to copy.
    #[error("the database holds no registry; name the one that does")]
    NoRegistry,
    /// The tables are of an older version, whose program knows how to copy them.
    #[error(
        "an older program made the tables; copy them with that, or start this one on them first"
    )]
    Older,
    /// There are rows, and nobody agreed to have them replaced.
    #[error("the database holds a registry already")]
    Taken,
    /// Others have the database open: what they write meanwhile would be lost, and what they know would be wrong.
    #[error(
        "other programs have the database open; stop all of them, `serve` and `work` first, and try again"
    )]
    InUse,
    /// A table is of another shape than in a copy.
    #[error("the table {0} has other columns than a copy has; start the program that made it")]
    Shape(String),
    /// Other rows arrived than were sent.
    #[error("the rows of the table {0} did not arrive as they were sent; try again")]
    Differs(String),
}

/// How far a copy has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress<'a> {
    /// The table that is under way.
    pub table: &'a str,
    /// Its rows that were copied.
    pub rows: u64,
}

/// Is told of each step; it must not take long.
pub type Told<'a> = &'a mut (dyn FnMut(Progress<'_>) + Send);

/// A table as a copy has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Table {
    pub name: String,
    pub columns: Vec<Column>,
}

/// A column of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    pub name: String,
    pub kind: Kind,
    /// Its place in the table's key, from 1; 0 is none.
    pub in_key: u32,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Integer,
    Text,
    Blob,
}

impl Table {
    /// The columns of its key, in the key's order, each with its place in a row.
    pub fn key(&self) -> Vec<(usize, &Column)> {
        let mut key: Vec<_> = self
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| column.in_key > 0)
            .collect();
        key.sort_unstable_by_key(|(_, column)| column.in_key);
        key
    }

    /// The names of all columns, as both databases read them.
    pub fn names(&self) -> String {
        listed(self.columns.iter().map(|column| quoted(&column.name)))
    }
}

/// A name that is never taken for a word of SQL.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// With commas in between.
pub(super) fn listed(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}

/// How many rows there were and what they said, in the order of their key: two tallies are the same only if the rows are.
#[derive(Clone, Default)]
pub(super) struct Tally {
    pub rows: u64,
    digest: Sha256,
}

impl Tally {
    pub fn add(&mut self, row: &Row) {
        self.rows += 1;
        for value in row {
            let (kind, bytes): (u8, &[u8]) = match value {
                Value::Null => (0, &[]),
                Value::Integer(number) => (1, &number.to_be_bytes()),
                Value::Real(number) => (2, &number.to_be_bytes()),
                Value::Text(text) => (3, text.as_bytes()),
                Value::Blob(bytes) => (4, bytes),
            };
            self.digest.update([kind]);
            self.digest.update((bytes.len() as u64).to_be_bytes());
            self.digest.update(bytes);
        }
    }

    /// How many they were, and what stands for all they said.
    pub fn sum(self) -> (u64, [u8; 32]) {
        (self.rows, self.digest.finalize().into())
    }
}
