//! A row as plain values.

use crate::store::{
    column::{Columns, unreadable},
    ledger::Sql,
};

/// What a column holds. Without `Debug`: some of it is told by nobody.
#[derive(Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Absent,
    /// A whole number.
    Whole(i64),
    /// Words.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// A row, its columns in the order in which they were asked for.
pub type Row = Vec<Value>;

/// What a column is read as.
#[derive(Clone, Copy)]
pub(in crate::store) enum Kind {
    Whole,
    Text,
    Bytes,
}

/// A database's row as plain values.
pub(in crate::store) fn read(row: &impl Columns, kinds: &[Kind]) -> Sql<Row> {
    let column = |(place, kind): (usize, &Kind)| {
        Ok(match kind {
            Kind::Whole => Value::Whole(row.integer(place)?),
            Kind::Text => Value::Text(row.text(place)?),
            Kind::Bytes => row.blob(place)?.map_or(Value::Absent, Value::Bytes),
        })
    };
    kinds.iter().enumerate().map(column).collect()
}

/// Plain values are read like a database's row.
impl Columns for Row {
    fn integer(&self, column: usize) -> Sql<i64> {
        match self.get(column) {
            Some(Value::Whole(whole)) => Ok(*whole),
            _ => Err(unreadable("no whole number")),
        }
    }
    fn text(&self, column: usize) -> Sql<String> {
        match self.get(column) {
            Some(Value::Text(text)) => Ok(text.clone()),
            _ => Err(unreadable("no text")),
        }
    }
    fn blob(&self, column: usize) -> Sql<Option<Vec<u8>>> {
        match self.get(column) {
            Some(Value::Bytes(bytes)) => Ok(Some(bytes.clone())),
            Some(Value::Absent) => Ok(None),
            _ => Err(unreadable("no bytes")),
        }
    }
}
