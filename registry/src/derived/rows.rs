//! Derived rows as they lie in the databases, whole: what there is, is held against them column by column.

use super::Derived;
use crate::store::inspection::{Row, Table, Value};

impl Derived {
    /// The rows of each table, of a file that is in this area.
    pub fn rows(&self, area: &str) -> [(Table, Vec<Row>); 3] {
        [
            (Table::Blind, blinds(self)),
            (Table::Application, applications(self)),
            (Table::Due, due(self, area)),
        ]
    }
}

fn placed<T>(rows: &[T], columns: impl Fn(&T) -> Row) -> Vec<Row> {
    let row = |(place, row): (i64, &T)| {
        let mut values = vec![Value::Whole(place)];
        values.extend(columns(row));
        values
    };
    (0..).zip(rows).map(row).collect()
}

fn blinds(derived: &Derived) -> Vec<Row> {
    placed(&derived.blinds, |(index, blind)| {
        vec![
            Value::Text(index.as_str().to_owned()),
            Value::Bytes(blind.to_vec()),
        ]
    })
}

fn applications(derived: &Derived) -> Vec<Row> {
    placed(&derived.applications, |row| {
        vec![
            Value::Text(row.service.clone()),
            Value::Text(row.area.clone()),
            Value::Text(row.stage.as_str().to_owned()),
            Value::Whole(row.sent_at.0),
            Value::Whole(row.moved_at.0),
            Value::Bytes(row.number.clone()),
            Value::Bytes(row.applicant.clone()),
        ]
    })
}

fn due(derived: &Derived, area: &str) -> Vec<Row> {
    placed(&derived.due, |row| {
        [area, &row.due_on, &row.what, &row.stage, &row.channel]
            .map(|text| Value::Text(text.to_owned()))
            .to_vec()
    })
}
