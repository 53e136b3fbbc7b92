//! A family's rows beside its entries, against those that its entries give.

use std::collections::BTreeMap;

use super::{Change, Lens, What};
use crate::{
    derived::{Derived, applicant_cell, derive, number_cell},
    family::FamilyId,
    file::File,
    store::{
        KeptFile, StoreFault,
        inspection::{Row, Table, Value},
    },
};

pub(super) async fn of(
    lens: Lens<'_>,
    family: FamilyId,
    kept: &KeptFile,
    file: Option<&File>,
) -> Result<Vec<Change>, StoreFault> {
    let first_leaf = kept.entries.first().map_or(0, |entry| entry.leaf);
    // of a destroyed file the rows themselves say alone where it was, and must agree on it
    let areas = match file {
        Some(file) => file.areas(),
        None => kept_areas(lens, family).await?,
    };
    let area = areas.last().cloned().unwrap_or_default();
    // what does not seal was too long to be written
    let derived = match file {
        Some(file) => derive(file, lens.keys.blinds(), lens.areas).map_err(|_| StoreFault::Ours)?,
        None => Derived::default(),
    };
    let whole = |number: u64| Value::Whole(i64::try_from(number).unwrap_or(i64::MAX));
    let in_areas = (0..).zip(areas);
    let beside = [
        (
            Table::Family,
            vec![vec![whole(first_leaf), Value::Text(area.clone())]],
        ),
        (
            Table::Entry,
            in_areas
                .map(|(place, area)| vec![whole(place), Value::Text(area)])
                .collect(),
        ),
    ];
    let mut changes = Vec::new();
    for (table, expected) in beside.into_iter().chain(derived.rows(&area)) {
        let found = lens.inspection.rows(table, family).await?;
        let opened = |rows: Vec<Row>| match (table, file) {
            (Table::Application, Some(file)) => rows
                .into_iter()
                .map(|row| opened(file, row))
                .collect::<Vec<_>>(),
            _ => rows,
        };
        changes.extend(compare(table, family, &opened(expected), &opened(found)));
    }
    Ok(changes)
}

async fn kept_areas(lens: Lens<'_>, family: FamilyId) -> Result<Vec<String>, StoreFault> {
    let rows = lens.inspection.rows(Table::Entry, family).await?;
    let area = |row: Row| match row.into_iter().nth(1) {
        Some(Value::Text(area)) => area,
        _ => String::new(),
    };
    Ok(rows.into_iter().map(area).collect())
}

/// An application's row with its sealed columns open, where they do: sealed with another suite they are other bytes, and
/// say the same.
fn opened(file: &File, mut row: Row) -> Row {
    let place = match row.first() {
        Some(Value::Whole(place)) => u32::try_from(*place).unwrap_or(u32::MAX),
        _ => u32::MAX,
    };
    let cells = [
        (6, number_cell(file.family, place)),
        (7, applicant_cell(file.family, place)),
    ];
    for (column, cell) in cells {
        if let Some(Value::Bytes(sealed)) = row.get(column)
            && let Ok(open) = file.key.open(&cell, sealed)
        {
            row[column] = Value::Text(String::from_utf8_lossy(&open).into_owned());
        }
    }
    row
}

/// Row by row, by their first column. A family's own row has no place: it is one.
fn compare(table: Table, family: FamilyId, expected: &[Row], found: &[Row]) -> Vec<Change> {
    let by_place = |rows: &[Row]| -> BTreeMap<Option<i64>, Row> {
        let place = |row: &Row| match (table, row.first()) {
            (Table::Family, _) | (_, None) => None,
            (_, Some(Value::Whole(place))) => Some(*place),
            (_, Some(_)) => None,
        };
        rows.iter().map(|row| (place(row), row.clone())).collect()
    };
    let (expected, found) = (by_place(expected), by_place(found));
    let places = expected.keys().chain(found.keys());
    let mut places: Vec<_> = places.copied().collect();
    places.sort_unstable();
    places.dedup();
    let change = |place: Option<i64>| {
        let what = match (expected.get(&place), found.get(&place)) {
            (Some(expected), Some(found)) if expected == found => return None,
            (Some(_), Some(_)) => What::RowChanged,
            (Some(_), None) => What::RowMissing,
            (None, _) => What::RowStray,
        };
        let row = match (table, place) {
            (Table::Application, Some(place)) => format!("application {place}"),
            (_, Some(place)) => format!("place {place}"),
            (_, None) => "its own row".to_owned(),
        };
        Some(Change::of_row(table.as_str(), family, row, what))
    };
    places.into_iter().filter_map(change).collect()
}
