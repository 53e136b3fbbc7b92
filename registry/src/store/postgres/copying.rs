//! A copy of the database while servers write: every table as it is at one moment, into the file that a copy of SQLite
//! is, too.

use std::{path::Path, str::FromStr, time::Duration};

use rusqlite::types::Value;
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row as _, postgres::PgConnectOptions};

use super::opening::{self, refusal};
use crate::store::{
    OpenFault,
    copy::{Column, CopyFault, Kind, PAGE, Progress, Row, Table, Tally, Told, listed, quoted},
    ledger::Sql,
    migration,
    sqlite::copy_file::CopyFile,
    writer::within,
};

/// How long the server may say nothing: it may have a large table to sort.
pub(super) const PATIENCE: Duration = Duration::from_secs(600);
const CONNECT_WAIT: Duration = Duration::from_secs(30);

/// Long work is not ended for being long. Every row is wanted in the end, so no plan is better for giving the first early.
const SETTINGS: &str = "SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; \
    SET cursor_tuple_fraction = 1";
/// One moment for all tables, which holds up nobody who writes.
const MOMENT: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// Copies into a file of SQLite's, which has its name once it is whole and durable.
pub(super) async fn copy(address: &str, to: &Path, told: Told<'_>) -> Result<(), CopyFault> {
    let mut connection = connect(address).await?;
    let mut moment = connection.begin_with(MOMENT).await.map_err(failed)?;
    is_known(&mut moment).await?;
    let mut file = CopyFile::begin(to)?;
    let filled = async {
        let tables = file.tables().map_err(failed_file)?;
        are_of_one_shape(&mut moment, &tables).await?;
        for table in &tables {
            fill(&mut moment, &mut file, table, told).await?;
        }
        Ok(())
    };
    if let Err(fault) = filled.await {
        file.give_up();
        return Err(fault);
    }
    file.finish(to).await?;
    // it only read; whoever is gone by now took nothing along
    let _ = moment.rollback().await;
    Ok(())
}

/// A connection for long work.
pub(super) async fn connect(address: &str) -> Result<PgConnection, CopyFault> {
    let options = PgConnectOptions::from_str(address)
        .map_err(|_| OpenFault::Address)?
        .application_name("yucan");
    let connected = within(CONNECT_WAIT, async {
        let mut connection = PgConnection::connect_with(&options).await?;
        sqlx::raw_sql(SETTINGS).execute(&mut connection).await?;
        Ok(connection)
    });
    let mut connection = connected.await.map_err(failed)?;
    opening::check(&mut connection).await?;
    Ok(connection)
}

/// Whether these are the tables that this program knows. An older program's are copied by that.
async fn is_known(connection: &mut PgConnection) -> Result<(), CopyFault> {
    let there = "SELECT to_regclass('schema_version') IS NOT NULL";
    let row = sqlx::query(there).fetch_one(&mut *connection).await;
    if !row.and_then(|row| row.try_get(0)).map_err(failed)? {
        return Err(CopyFault::NoRegistry);
    }
    let done = opening::history(connection).await.map_err(failed)?;
    match migration::missing(migration::POSTGRES, &done)? {
        [] => Ok(()),
        _ => Err(CopyFault::Older),
    }
}

/// Whether the tables have the columns that a copy's have: a column that only one of them had would be lost in silence.
pub(super) async fn are_of_one_shape(
    connection: &mut PgConnection,
    tables: &[Table],
) -> Result<(), CopyFault> {
    let sql = "SELECT column_name::text FROM information_schema.columns \
               WHERE table_schema = ANY (current_schemas(false)) AND table_name = $1 ORDER BY 1";
    for table in tables {
        let rows = sqlx::query(sql).bind(&table.name);
        let rows = rows.fetch_all(&mut *connection).await.map_err(failed)?;
        let here: Sql<Vec<String>> = rows.iter().map(|row| row.try_get(0)).collect();
        let mut known: Vec<_> = table
            .columns
            .iter()
            .map(|column| column.name.clone())
            .collect();
        known.sort_unstable();
        let mut here = here.map_err(failed)?;
        here.sort_unstable();
        if here != known {
            return Err(CopyFault::Shape(table.name.clone()));
        }
    }
    Ok(())
}

/// One table; then what the file has is held against what the server told.
async fn fill(
    moment: &mut PgConnection,
    file: &mut CopyFile,
    table: &Table,
    told: Told<'_>,
) -> Result<(), CopyFault> {
    let mut sent = Tally::default();
    walk(moment, table, |rows| {
        rows.iter().for_each(|row| sent.add(row));
        file.write(table, &rows).map_err(failed_file)?;
        told(Progress {
            table: &table.name,
            rows: sent.rows,
        });
        Ok(())
    })
    .await?;
    let mut kept = Tally::default();
    let mut page = file.page(table, None).map_err(failed_file)?;
    while let Some(last) = page.last() {
        page.iter().for_each(|row| kept.add(row));
        page = file.page(table, Some(last)).map_err(failed_file)?;
    }
    if sent.sum() == kept.sum() {
        Ok(())
    } else {
        Err(CopyFault::Differs(table.name.clone()))
    }
}

/// Every row of a table in the order of its key, some at a time: a cursor of the transaction that is open.
pub(super) async fn walk(
    transaction: &mut PgConnection,
    table: &Table,
    mut each: impl FnMut(Vec<Row>) -> Result<(), CopyFault>,
) -> Result<(), CopyFault> {
    // a cursor for each table, because the driver remembers what a statement told
    let cursor = quoted(&format!("rows of {}", table.name));
    let run = async |connection: &mut PgConnection, sql: String| -> Result<_, CopyFault> {
        let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(connection);
        within(PATIENCE, rows).await.map_err(failed)
    };
    let declare = format!("DECLARE {cursor} NO SCROLL CURSOR FOR {}", select(table));
    run(transaction, declare).await?;
    loop {
        let rows = run(transaction, format!("FETCH {PAGE} FROM {cursor}")).await?;
        if rows.is_empty() {
            break;
        }
        let rows: Sql<Vec<Row>> = rows.iter().map(|row| read(table, row)).collect();
        each(rows.map_err(failed)?)?;
    }
    run(transaction, format!("CLOSE {cursor}")).await?;
    Ok(())
}

/// Numbers are of one width in a copy, and texts are ordered byte by byte.
fn select(table: &Table) -> String {
    let read = |column: &Column| match column.kind {
        Kind::Integer => format!("{}::bigint", quoted(&column.name)),
        Kind::Text | Kind::Blob => quoted(&column.name),
    };
    let order = |column: &Column| match column.kind {
        Kind::Text => format!("{} COLLATE \"C\"", quoted(&column.name)),
        Kind::Integer | Kind::Blob => quoted(&column.name),
    };
    format!(
        "SELECT {} FROM {} ORDER BY {}",
        listed(table.columns.iter().map(read)),
        quoted(&table.name),
        listed(table.key().into_iter().map(|(_, column)| order(column))),
    )
}

fn read(table: &Table, row: &sqlx::postgres::PgRow) -> Sql<Row> {
    let value = |(at, column): (usize, &Column)| match column.kind {
        Kind::Integer => Ok(row
            .try_get::<Option<i64>, _>(at)?
            .map_or(Value::Null, Value::Integer)),
        Kind::Text => Ok(row
            .try_get::<Option<String>, _>(at)?
            .map_or(Value::Null, Value::Text)),
        Kind::Blob => Ok(row
            .try_get::<Option<Vec<u8>>, _>(at)?
            .map_or(Value::Null, Value::Blob)),
    };
    table.columns.iter().enumerate().map(value).collect()
}

/// What the server's error means for whoever copies.
#[expect(clippy::needless_pass_by_value, reason = "it is what map_err gives")]
pub(super) fn failed(error: sqlx::Error) -> CopyFault {
    refusal(&error).into()
}

/// The same of the copy's own file.
#[expect(clippy::needless_pass_by_value, reason = "it is what map_err gives")]
pub(super) fn failed_file(error: sqlx::Error) -> CopyFault {
    crate::store::sqlite::copy_file::refused(&error).into()
}
