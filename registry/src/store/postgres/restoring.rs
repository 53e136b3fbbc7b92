//! A proven copy brought into a database: all of it in one transaction, or nothing.

use rusqlite::types::Value;
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row as _};
use std::{collections::HashMap, fmt::Write as _, path::Path, time::Duration};
use tokio::time::sleep;

use super::{
    copying::{PATIENCE, are_of_one_shape, connect, failed, failed_file, walk},
    keeping, opening,
};
use crate::{
    hex,
    store::{
        OpenFault,
        column::{self, counted},
        copy::{CopyFault, Progress, Row, Table, Tally, Told, listed, quoted},
        ledger::Sql,
        sqlite::copy_file::CopyFile,
        tree::Tree,
        writer::within,
    },
};

/// The locks of whoever makes the tables and of whoever writes, in this order: no server opens the database, and none
/// writes, until the transaction has ended.
const LOCKS: &str = "SET LOCAL lock_timeout = '10s'; \
    SELECT pg_advisory_xact_lock(98231169056770); SELECT pg_advisory_xact_lock(98231169056769)";
/// Whether any other program of ours is connected, looked at anew.
const OTHERS: &str = "SELECT count(*) FROM pg_stat_activity, pg_stat_clear_snapshot() \
    WHERE application_name = 'yucan' AND datname = current_database() AND pid <> pg_backend_pid()";
/// A server that has just stopped is gone within a moment.
const OTHERS_TRIES: u32 = 10;
const OTHERS_PAUSE: Duration = Duration::from_millis(300);
/// A table with a row from the beginning.
const NEVER_EMPTY: &str = "pulse";

/// Fills the database from a copy that nobody writes and that has proved itself. Rows that are there are replaced only if
/// that is agreed to. What is there afterwards is read back and held against the copy before anything is kept.
pub(super) async fn bring_back(
    address: &str,
    copy: &Path,
    replaces: bool,
    told: Told<'_>,
) -> Result<(), CopyFault> {
    let mut file = CopyFile::open(copy)?;
    let tables = file.tables().map_err(failed_file)?;
    let mut connection = connect(address).await?;
    let mut transaction = connection.begin().await.map_err(failed)?;
    have_alone(&mut transaction).await?;
    opening::migrate(&mut transaction).await?;
    are_of_one_shape(&mut transaction, &tables).await?;
    if !replaces && !is_empty(&mut transaction, &tables).await? {
        return Err(CopyFault::Taken);
    }
    empty(&mut transaction, &tables).await?;
    let mut sent = Vec::new();
    for table in &tables {
        sent.push(send(&mut transaction, &mut file, table, told).await?);
    }
    for (table, sent) in tables.iter().zip(sent) {
        let mut there = Tally::default();
        walk(&mut transaction, table, |rows| {
            rows.iter().for_each(|row| there.add(row));
            Ok(())
        })
        .await?;
        if sent.sum() != there.sum() {
            return Err(CopyFault::Differs(table.name.clone()));
        }
    }
    if !is_one_tree(&mut transaction).await.map_err(failed)? {
        return Err(OpenFault::Damaged {
            what: "the audit's head is not that of the entries".to_owned(),
        }
        .into());
    }
    within(PATIENCE, transaction.commit()).await.map_err(failed)
}

/// Takes the locks; then nobody of ours may be connected. A server would go on from what it knew of the rows before, and
/// under keys that may be others.
async fn have_alone(transaction: &mut PgConnection) -> Result<(), CopyFault> {
    let locked = sqlx::raw_sql(LOCKS).execute(&mut *transaction).await;
    locked.map_err(held_up)?;
    for _ in 0..OTHERS_TRIES {
        let row = sqlx::query(OTHERS).fetch_one(&mut *transaction).await;
        let others: i64 = row.and_then(|row| row.try_get(0)).map_err(failed)?;
        if others == 0 {
            return Ok(());
        }
        sleep(OTHERS_PAUSE).await;
    }
    Err(CopyFault::InUse)
}

/// A lock that another has means that the database is not had alone.
fn held_up(error: sqlx::Error) -> CopyFault {
    match &error {
        sqlx::Error::Database(said) if said.code().as_deref() == Some("55P03") => CopyFault::InUse,
        _ => failed(error),
    }
}

async fn is_empty(transaction: &mut PgConnection, tables: &[Table]) -> Result<bool, CopyFault> {
    for table in tables.iter().filter(|table| table.name != NEVER_EMPTY) {
        let sql = format!("SELECT EXISTS (SELECT FROM {})", quoted(&table.name));
        let row = sqlx::query(AssertSqlSafe(sql)).fetch_one(&mut *transaction);
        let has_rows: bool = row.await.and_then(|row| row.try_get(0)).map_err(failed)?;
        if has_rows {
            return Ok(false);
        }
    }
    Ok(true)
}

/// At once and with their pages, so that destroyed keys are not left in them. The old ones stay until the commit.
async fn empty(transaction: &mut PgConnection, tables: &[Table]) -> Result<(), CopyFault> {
    let names = listed(tables.iter().map(|table| quoted(&table.name)));
    let sql = AssertSqlSafe(format!("TRUNCATE {names}"));
    let emptied = sqlx::raw_sql(sql).execute(transaction).await;
    emptied.map_err(held_up).map(|_| ())
}

/// One table. Each page is a statement of its own, so that the server has no more to check at its end than that.
async fn send(
    transaction: &mut PgConnection,
    file: &mut CopyFile,
    table: &Table,
    told: Told<'_>,
) -> Result<Tally, CopyFault> {
    let sql = format!(
        "COPY {} ({}) FROM STDIN",
        quoted(&table.name),
        table.names()
    );
    let mut sent = Tally::default();
    let mut page = file.page(table, None).map_err(failed_file)?;
    while let Some(last) = page.last() {
        let mut lines = String::new();
        for row in &page {
            sent.add(row);
            write_line(&mut lines, row);
        }
        within(PATIENCE, async {
            let mut copied = transaction.copy_in_raw(&sql).await?;
            copied.send(lines.as_bytes()).await?;
            copied.finish().await
        })
        .await
        .map_err(failed)?;
        told(Progress {
            table: &table.name,
            rows: sent.rows,
        });
        page = file.page(table, Some(last)).map_err(failed_file)?;
    }
    Ok(sent)
}

/// A row as COPY reads it (its manual page, "Text Format"): which type a number or bytes become is the column's matter.
fn write_line(lines: &mut String, row: &Row) {
    for (at, value) in row.iter().enumerate() {
        if at > 0 {
            lines.push('\t');
        }
        match value {
            Value::Null => lines.push_str("\\N"),
            // writing to a text does not fail
            Value::Integer(number) => write!(lines, "{number}").unwrap_or_default(),
            Value::Real(number) => write!(lines, "{number}").unwrap_or_default(),
            Value::Text(text) => text.chars().for_each(|character| match character {
                '\\' => lines.push_str("\\\\"),
                '\t' => lines.push_str("\\t"),
                '\n' => lines.push_str("\\n"),
                '\r' => lines.push_str("\\r"),
                other => lines.push(other),
            }),
            Value::Blob(bytes) => {
                lines.push_str("\\\\x");
                lines.push_str(&hex::encode(bytes));
            }
        }
    }
    lines.push('\n');
}

/// Whether the newest head is the root of the tree that is there, and counts the entries.
async fn is_one_tree(transaction: &mut PgConnection) -> Sql<bool> {
    let sql = "SELECT count(*) FROM entry";
    let entries: u64 = counted(&sqlx::query(sql).fetch_one(&mut *transaction).await?, 0)?;
    let Some(row) = sqlx::query(column::NEWEST_HEAD)
        .fetch_optional(&mut *transaction)
        .await?
    else {
        return Ok(entries == 0);
    };
    let head = column::head(&row)?;
    let places = Tree::peak_places(head.size);
    let rows = keeping::nodes(&places).fetch_all(transaction).await?;
    let nodes: Sql<HashMap<_, _>> = rows.iter().map(column::node).collect();
    let nodes = nodes?;
    let peaks: Option<Vec<_>> = places
        .iter()
        .map(|place| nodes.get(place).copied())
        .collect();
    Ok(head.size == entries
        && peaks.is_some_and(|peaks| {
            let tree = Tree {
                size: head.size,
                peaks,
                at: head.at,
            };
            tree.root() == head.root
        }))
}
