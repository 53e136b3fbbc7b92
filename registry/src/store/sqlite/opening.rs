//! Opening the file: it is whole, it is ours, SQLite is new enough, and what is set is set.

use std::{path::Path, time::Duration};

use sqlx::{
    Connection, Row, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqlitePoolOptions},
};

use super::{fault, folder, ledger::SqliteLedger, reader::SqliteReader};
use crate::store::{OpenFault, StoreFault, batch, fault::cause, ledger::Sql, migration};

const NEEDED: &str = "3.51.3";
const NEEDED_NUMBERS: [u32; 3] = [3, 51, 3];
/// "YUCN", as the first migration sets it.
const APPLICATION_ID: i64 = 1_498_760_014;
pub(super) const BUSY_WAIT: Duration = Duration::from_secs(5);
/// How long a reader waits for a connection.
const READER_WAIT: Duration = Duration::from_secs(2);
const READERS_LIMIT: u32 = 4;

/// Opens the file for the one process that writes.
pub(super) async fn open(path: &Path) -> Result<(SqliteLedger, SqliteReader), OpenFault> {
    let lock = folder::take(path)?;
    let mut connection = connect(path).await?;
    check(&mut connection, path).await?;
    migrate(&mut connection).await?;
    folder::sync_folder(path)?;
    let mut ledger = SqliteLedger::new(path, connection, Some(lock));
    audit(&mut ledger).await?;
    Ok((ledger, reader(path, options(path))))
}

/// Opens a file that nobody writes.
pub(super) async fn open_to_read(path: &Path) -> Result<SqliteReader, OpenFault> {
    folder::look(path)?;
    let options = options(path).read_only(true);
    let mut connection = SqliteConnection::connect_with(&options)
        .await
        .map_err(|error| refusal(&error))?;
    check(&mut connection, path).await?;
    let done = history(&mut connection)
        .await
        .map_err(|error| refusal(&error))?;
    if !migration::missing(migration::SQLITE, &done)?.is_empty() {
        return Err(OpenFault::Older);
    }
    audit(&mut SqliteLedger::new(path, connection, None)).await?;
    Ok(reader(path, options))
}

/// The connection that writes.
pub(super) async fn connect(path: &Path) -> Result<SqliteConnection, OpenFault> {
    writing(path).await.map_err(|error| refusal(&error))
}

/// What is set differs from what is asked for where a file system or a build will have it otherwise; then nothing is
/// written.
pub(super) async fn writing(path: &Path) -> Sql<SqliteConnection> {
    let mut connection = SqliteConnection::connect_with(&options(path)).await?;
    // the journal that a new file changes over from is unlinked; were that undone by a power cut, it would take the
    // first commits back, so the change is synced more than usual
    sqlx::raw_sql(
        "PRAGMA synchronous = EXTRA; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;",
    )
    .execute(&mut connection)
    .await?;
    let row = sqlx::query("SELECT (SELECT journal_mode FROM pragma_journal_mode), (SELECT synchronous FROM pragma_synchronous), (SELECT secure_delete FROM pragma_secure_delete), sqlite_version()")
        .fetch_one(&mut connection)
        .await?;
    let (journal, synchronous, secure): (String, i64, i64) =
        (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
    if journal != "wal" || synchronous != 2 || secure != 1 {
        return Err(sqlx::Error::Protocol(
            "SQLite did not take its settings".to_owned(),
        ));
    }
    Ok(connection)
}

/// What a connection's error means at the start.
pub(super) fn refusal(error: &sqlx::Error) -> OpenFault {
    match fault::trouble(error).fault() {
        StoreFault::Damaged => OpenFault::Damaged { what: cause(error) },
        fault => OpenFault::Store(fault, cause(error)),
    }
}

/// Whether the file's pages hold together.
pub(super) async fn check(connection: &mut SqliteConnection, path: &Path) -> Result<(), OpenFault> {
    let found = looked_at(connection)
        .await
        .map_err(|error| refusal(&error))?;
    if !is_new_enough(&found.version) {
        return Err(OpenFault::Outdated {
            program: "SQLite",
            found: found.version,
            needed: NEEDED,
        });
    }
    if found.tables > 0 && found.application_id != APPLICATION_ID {
        return Err(OpenFault::NotOurs(path.to_owned()));
    }
    if found.pages != "ok" {
        // the text names pages and tables, and no value of any row
        return Err(OpenFault::Damaged { what: found.pages });
    }
    Ok(())
}

struct Found {
    version: String,
    application_id: i64,
    tables: i64,
    pages: String,
}

async fn looked_at(connection: &mut SqliteConnection) -> Sql<Found> {
    let row = sqlx::query(
        "SELECT sqlite_version(), (SELECT application_id FROM pragma_application_id), \
         (SELECT count(*) FROM sqlite_schema)",
    )
    .fetch_one(&mut *connection)
    .await?;
    let pages = sqlx::query("PRAGMA quick_check(1)")
        .fetch_one(connection)
        .await?;
    Ok(Found {
        version: row.try_get(0)?,
        application_id: row.try_get(1)?,
        tables: row.try_get(2)?,
        pages: pages.try_get(0)?,
    })
}

fn is_new_enough(version: &str) -> bool {
    let numbers: Vec<u32> = version
        .split('.')
        .map_while(|number| number.parse().ok())
        .collect();
    numbers[..] >= NEEDED_NUMBERS[..]
}

/// Whether the audit's newest head is the head of the tree that is there.
async fn audit(ledger: &mut SqliteLedger) -> Result<(), OpenFault> {
    let tree = batch::tree(ledger, None)
        .await
        .map_err(|error| refusal(&error))?;
    let leaves = ledger.leaves().await.map_err(|error| refusal(&error))?;
    match tree {
        Some(tree) if tree.size == leaves => Ok(()),
        _ => Err(OpenFault::Damaged {
            what: "the audit's head is not that of the entries".to_owned(),
        }),
    }
}

/// Makes the tables, or brings them up to date: each step all or nothing.
async fn migrate(connection: &mut SqliteConnection) -> Result<(), OpenFault> {
    let failed = |error: sqlx::Error| refusal(&error);
    let mut transaction = connection
        .begin_with("BEGIN IMMEDIATE")
        .await
        .map_err(failed)?;
    let done = history(&mut transaction).await.map_err(failed)?;
    let missing = migration::missing(migration::SQLITE, &done)?;
    sqlx::query(
        "CREATE TABLE IF NOT EXISTS schema_version \
         (version INTEGER NOT NULL PRIMARY KEY, digest BLOB NOT NULL) STRICT",
    )
    .execute(&mut *transaction)
    .await
    .map_err(failed)?;
    for (step, number) in missing.iter().zip(1 + done.len()..) {
        sqlx::raw_sql(step.sql)
            .execute(&mut *transaction)
            .await
            .map_err(failed)?;
        sqlx::query("INSERT INTO schema_version (version, digest) VALUES (?, ?)")
            .bind(i64::try_from(number).unwrap_or(i64::MAX))
            .bind(step.digest().to_vec())
            .execute(&mut *transaction)
            .await
            .map_err(failed)?;
    }
    transaction.commit().await.map_err(failed)
}

/// The digests of what was done, in order.
async fn history(connection: &mut SqliteConnection) -> Sql<Vec<Vec<u8>>> {
    let is_there = sqlx::query("SELECT 1 FROM sqlite_schema WHERE name = 'schema_version'")
        .fetch_optional(&mut *connection)
        .await?
        .is_some();
    if !is_there {
        return Ok(Vec::new());
    }
    let rows = sqlx::query("SELECT digest FROM schema_version ORDER BY version")
        .fetch_all(connection)
        .await?;
    rows.iter().map(|row| row.try_get(0)).collect()
}

fn reader(path: &Path, options: SqliteConnectOptions) -> SqliteReader {
    let pool = SqlitePoolOptions::new()
        .max_connections(READERS_LIMIT)
        .acquire_timeout(READER_WAIT)
        .test_before_acquire(false)
        .connect_lazy_with(options.pragma("query_only", "ON"));
    SqliteReader {
        path: path.to_owned(),
        pool,
    }
}

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(false)
        .foreign_keys(true)
        .busy_timeout(BUSY_WAIT)
        .pragma("secure_delete", "ON")
        .pragma("trusted_schema", "OFF")
        .pragma("cell_size_check", "ON")
        // the writer carries the log over between batches; by itself it would do so while somebody waits
        .pragma("wal_autocheckpoint", "8000")
        .pragma("journal_size_limit", "67108864")
        .pragma("temp_store", "MEMORY")
        .pragma("cache_size", "-32768")
}
