//! Rows written and read one by one: between two of them nobody waits, because the thread that writes has SQLite to
//! itself. Each statement is prepared once for a connection.

use rusqlite::{Connection, Params, Row};

use super::fault::told;
use crate::store::ledger::Sql;

/// Runs a statement for each of some items; how many rows it changed.
pub(super) fn run<'i, T, P: Params>(
    connection: &Connection,
    sql: &str,
    items: &'i [T],
    bind: impl Fn(&'i T) -> P,
) -> Sql<u64> {
    let mut changed = 0;
    for item in items {
        changed += run_once(connection, sql, bind(item))?;
    }
    Ok(changed)
}

/// Runs a statement once; how many rows it changed.
pub(super) fn run_once(connection: &Connection, sql: &str, bound: impl Params) -> Sql<u64> {
    let mut statement = connection.prepare_cached(sql).map_err(told)?;
    let changed = statement.execute(bound).map_err(told)?;
    Ok(u64::try_from(changed).unwrap_or(u64::MAX))
}

/// What a statement finds.
pub(super) fn find<R>(
    connection: &Connection,
    sql: &str,
    bound: impl Params,
    read: impl Fn(&Row<'_>) -> Sql<R>,
) -> Sql<Vec<R>> {
    let mut statement = connection.prepare_cached(sql).map_err(told)?;
    let mut rows = statement.query(bound).map_err(told)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next().map_err(told)? {
        found.push(read(row)?);
    }
    Ok(found)
}

/// What a statement finds for each of some items.
pub(super) fn find_each<'i, T, P: Params, R>(
    connection: &Connection,
    sql: &str,
    items: &'i [T],
    bind: impl Fn(&'i T) -> P,
    read: impl Fn(&Row<'_>) -> Sql<R>,
) -> Sql<Vec<R>> {
    let mut found = Vec::new();
    for item in items {
        found.append(&mut find(connection, sql, bind(item), &read)?);
    }
    Ok(found)
}
