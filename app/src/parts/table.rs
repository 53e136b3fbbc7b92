//! A table to compare by. On a phone each row becomes a card with its column's name beside each value.
//! Roles are spelled out because engines drop a table's own ones once its display is changed.

use leptos::prelude::*;

use super::Text;

/// A table: each row has a name, then a value for every column but the first.
pub struct Table {
    /// What it shows.
    pub caption: Text,
    /// The columns' names, the rows' own first.
    pub columns: Vec<Text>,
    /// Rows in order.
    pub rows: Vec<Row>,
}

/// One row.
pub struct Row {
    /// Its name.
    pub name: AnyView,
    /// Its values.
    pub values: Vec<AnyView>,
    /// The row that is the reader's own, marked so.
    pub is_own: bool,
}

/// Draws the table.
pub fn table(table: Table) -> AnyView {
    let columns = table.columns.clone();
    let heads: Vec<AnyView> = table
        .columns
        .into_iter()
        .map(|name| view! { <th scope="col" role="columnheader">{name}</th> }.into_any())
        .collect();
    let rows: Vec<AnyView> = table
        .rows
        .into_iter()
        .map(|row| table_row(row, &columns))
        .collect();
    view! {
        <table class="compare" role="table">
            <caption>{table.caption}</caption>
            <thead role="rowgroup"><tr role="row">{heads}</tr></thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
    .into_any()
}

fn table_row(row: Row, columns: &[Text]) -> AnyView {
    let values: Vec<AnyView> = row
        .values
        .into_iter()
        .zip(columns.iter().skip(1))
        .map(|(value, column)| {
            view! { <td role="cell" data-label=column.clone()>{value}</td> }.into_any()
        })
        .collect();
    view! {
        <tr role="row" class:compare-own=row.is_own>
            <th scope="row" role="rowheader">{row.name}</th>
            {values}
        </tr>
    }
    .into_any()
}
