//! Opening the file: it is whole, it is ours, SQLite is new enough, and what is set is set.

use std::{fs, path::Path, time::Duration};

use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};

use super::{
    fault, folder,
    ledger::SqliteLedger,
    reader::SqliteReader,
    rows::find,
    signed::{self, Signed, SignedFile},
};
use crate::store::{
    OpenFault, StoreFault, batch,
    column::{number, whole},
    fault::cause,
    ledger::Sql,
    migration,
};

const NEEDED: &str = "3.51.3";
const NEEDED_NUMBERS: [u32; 3] = [3, 51, 3];
/// "YUCN", as the first migration sets it.
const APPLICATION_ID: i64 = 1_498_760_014;
pub(super) const BUSY_WAIT: Duration = Duration::from_secs(5);
/// How long a reader waits for a connection.
const READER_WAIT: Duration = Duration::from_secs(2);
const READERS_LIMIT: u32 = 4;
/// Statements that the writer keeps: more than it has.
const STATEMENTS_LIMIT: usize = 64;

/// Where the steps that were done are remembered.
pub(super) const HISTORY: &str = "CREATE TABLE IF NOT EXISTS schema_version \
    (version INTEGER NOT NULL PRIMARY KEY, digest BLOB NOT NULL) STRICT";

/// How every connection is set.
const SETTINGS: [(&str, &str); 8] = [
    ("foreign_keys", "ON"),
    ("secure_delete", "ON"),
    ("trusted_schema", "OFF"),
    ("cell_size_check", "ON"),
    // the log is carried over beside the writer; where 64 MB are left, because nobody ever pauses, a commit does it itself
    ("wal_autocheckpoint", "16000"),
    ("journal_size_limit", "67108864"),
    ("temp_store", "MEMORY"),
    ("cache_size", "-32768"),
];

/// Opens the file for the one process that writes. Whoever waits for that has nothing else to do.
pub(super) async fn open(path: &Path) -> Result<(SqliteLedger, SqliteReader), OpenFault> {
    let lock = folder::take(path)?;
    let signed = signed::read(path)?;
    if !path.exists() {
        match signed {
            Some(signed) if signed.size > 0 => {
                return Err(OpenFault::Missing {
                    path: path.to_owned(),
                    had: signed.size,
                });
            }
            _ => begin(path)?,
        }
    }
    folder::look(path)?;
    folder::close_to_others(path)?;
    let mut connection = writing(path).map_err(|error| refusal(&error))?;
    check(&connection, path)?;
    migrate(&mut connection)?;
    folder::sync_folder(path)?;
    let mut ledger = SqliteLedger::new(path, connection, Some(lock));
    let now = audit(&mut ledger).await?;
    if let Some(signed) = &signed {
        let connection = ledger.connection().map_err(|error| refusal(&error))?;
        hold_against(connection, path, signed)?;
    }
    ledger.keep_signed(SignedFile::open(path, &now)?);
    Ok((ledger, reader(path, options(path))))
}

/// Makes a new database under another name, and gives it its own once its tables are in it and durable: one that was cut
/// short is none. Asked with the lock held.
pub(super) fn begin(path: &Path) -> Result<(), OpenFault> {
    let name = folder::beside(path, ".beginning");
    folder::remove(&name)?;
    folder::remove(&folder::beside(&name, "-journal"))?;
    // made first, because SQLite would let others read it
    folder::create(&name)?;
    let made = || {
        let connection = connect(&name, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        let durable = "PRAGMA synchronous = EXTRA";
        connection.execute_batch(durable).map_err(fault::told)?;
        Ok(connection)
    };
    let mut connection = made().map_err(|error| refusal(&error))?;
    migrate(&mut connection)?;
    let closed = connection.close();
    closed.map_err(|(_, error)| refusal(&fault::told(error)))?;
    fs::rename(&name, path).map_err(folder::unreachable(path))?;
    folder::sync_folder(path)?;
    tracing::warn!(file = %path.display(), "a new database was begun");
    Ok(())
}

/// Whether a database goes on from what was signed last. It may have more than that, and never less.
pub(super) fn hold_against(
    connection: &Connection,
    path: &Path,
    signed: &Signed,
) -> Result<(), OpenFault> {
    if signed.size == 0 {
        return Ok(());
    }
    let sql = "SELECT coalesce((SELECT max(size) FROM head), 0), \
               (SELECT root FROM head WHERE size = ?)";
    let asked = connection.query_row(sql, [number(signed.size)], |row| row.try_into());
    let (has, root): (i64, Option<Vec<u8>>) =
        asked.map_err(|error| refusal(&fault::told(error)))?;
    let has = u64::try_from(has).unwrap_or(0);
    if has < signed.size {
        return Err(OpenFault::Behind {
            path: path.to_owned(),
            has,
            had: signed.size,
        });
    }
    match root {
        Some(root) if root[..] == signed.root[..] => Ok(()),
        _ => Err(OpenFault::Another(path.to_owned())),
    }
}

/// Opens a file that nobody writes.
pub(super) async fn open_to_read(path: &Path) -> Result<SqliteReader, OpenFault> {
    let reader = open_to_look(path).await?;
    let connection =
        connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(|error| refusal(&error))?;
    audit(&mut SqliteLedger::new(path, connection, None)).await?;
    Ok(reader)
}

/// The same, whatever its entries and their tree are like.
pub(super) async fn open_to_look(path: &Path) -> Result<SqliteReader, OpenFault> {
    folder::look(path)?;
    let connection =
        connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(|error| refusal(&error))?;
    check(&connection, path)?;
    let done = history(&connection).map_err(|error| refusal(&error))?;
    if !migration::missing(migration::SQLITE, &done)?.is_empty() {
        return Err(OpenFault::Older);
    }
    Ok(reader(path, options(path).read_only(true)))
}

/// Brings a file that nobody has up to date. One without tables is no copy: it would become an empty registry.
pub(super) fn bring_up(path: &Path) -> Result<(), OpenFault> {
    let failed = |error| refusal(&error);
    folder::look(path)?;
    let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(failed)?;
    check(&connection, path)?;
    if history(&connection).map_err(failed)?.is_empty() {
        return Err(OpenFault::NotOurs(path.to_owned()));
    }
    migrate(&mut connection)
}

/// The connection that writes. What is set differs from what is asked for where a file system or a build will have it
/// otherwise; then nothing is written.
pub(super) fn writing(path: &Path) -> Sql<Connection> {
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    // the journal that a new file changes over from is unlinked; were that undone by a power cut, it would take the
    // first commits back, so the change is synced more than usual
    let durable =
        "PRAGMA synchronous = EXTRA; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";
    connection.execute_batch(durable).map_err(fault::told)?;
    let sql = "SELECT (SELECT journal_mode FROM pragma_journal_mode), \
               (SELECT synchronous FROM pragma_synchronous), \
               (SELECT secure_delete FROM pragma_secure_delete)";
    let set: (String, i64, i64) = connection
        .query_row(sql, (), |row| row.try_into())
        .map_err(fault::told)?;
    if set != ("wal".to_owned(), 2, 1) {
        return Err(sqlx::Error::Protocol(
            "SQLite did not take its settings".to_owned(),
        ));
    }
    Ok(connection)
}

pub(super) fn connect(path: &Path, how: OpenFlags) -> Sql<Connection> {
    let open = || {
        let how = how | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, how)?;
        connection.busy_timeout(BUSY_WAIT)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS_LIMIT);
        for (name, value) in SETTINGS {
            connection.pragma_update(None, name, value)?;
        }
        Ok(connection)
    };
    open().map_err(fault::told)
}

/// What a connection's error means at the start.
pub(super) fn refusal(error: &sqlx::Error) -> OpenFault {
    match fault::trouble(error).fault() {
        StoreFault::Damaged => OpenFault::Damaged { what: cause(error) },
        fault => OpenFault::Store(fault, cause(error)),
    }
}

/// Whether the file's pages hold together.
fn check(connection: &Connection, path: &Path) -> Result<(), OpenFault> {
    let found = looked_at(connection).map_err(|error| refusal(&fault::told(error)))?;
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
    // whoever begins a database makes its tables first
    if found.tables == 0 {
        return Err(OpenFault::Damaged {
            what: "it has no tables".to_owned(),
        });
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

fn looked_at(connection: &Connection) -> rusqlite::Result<Found> {
    let sql = "SELECT sqlite_version(), (SELECT application_id FROM pragma_application_id), \
               (SELECT count(*) FROM sqlite_schema)";
    let (version, application_id, tables) = connection.query_row(sql, (), |row| row.try_into())?;
    let pages = connection.query_row("PRAGMA quick_check(1)", (), |row| row.get(0))?;
    Ok(Found {
        version,
        application_id,
        tables,
        pages,
    })
}

fn is_new_enough(version: &str) -> bool {
    let numbers: Vec<u32> = version
        .split('.')
        .map_while(|number| number.parse().ok())
        .collect();
    numbers[..] >= NEEDED_NUMBERS[..]
}

/// Whether the audit's newest head is the head of the tree that is there; that head.
async fn audit(ledger: &mut SqliteLedger) -> Result<Signed, OpenFault> {
    let tree = batch::tree(ledger, None)
        .await
        .map_err(|error| refusal(&error))?;
    let leaves = ledger.leaves().map_err(|error| refusal(&error))?;
    match tree {
        Some(tree) if leaves == 0 && tree.size == 0 => Ok(signed::NOTHING),
        Some(tree) if tree.size == leaves => Ok(Signed {
            size: tree.size,
            root: tree.root(),
        }),
        _ => Err(OpenFault::Damaged {
            what: "the audit's head is not that of the entries".to_owned(),
        }),
    }
}

/// Makes the tables, or brings them up to date: each step all or nothing.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), OpenFault> {
    let failed = |error: rusqlite::Error| refusal(&fault::told(error));
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(failed)?;
    let done = history(&transaction).map_err(|error| refusal(&error))?;
    let missing = migration::missing(migration::SQLITE, &done)?;
    transaction.execute_batch(HISTORY).map_err(failed)?;
    for (step, version) in missing.iter().zip(1 + done.len() as u64..) {
        transaction.execute_batch(step.sql).map_err(failed)?;
        let sql = "INSERT INTO schema_version (version, digest) VALUES (?, ?)";
        let bound = (number(version), &step.digest()[..]);
        transaction.execute(sql, bound).map_err(failed)?;
    }
    transaction.commit().map_err(failed)
}

/// The digests of what was done, in order.
fn history(connection: &Connection) -> Sql<Vec<Vec<u8>>> {
    let is_there = "SELECT 1 FROM sqlite_schema WHERE name = 'schema_version'";
    if find(connection, is_there, (), |_| Ok(()))?.is_empty() {
        return Ok(Vec::new());
    }
    let sql = "SELECT digest FROM schema_version ORDER BY version";
    find(connection, sql, (), |row| whole(row, 0))
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
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(false)
        .busy_timeout(BUSY_WAIT);
    SETTINGS
        .into_iter()
        .fold(options, |options, (name, value)| {
            options.pragma(name, value)
        })
}

#[cfg(test)]
mod tests {
    use super::is_new_enough;

    #[test]
    fn versions_are_numbers_and_no_texts() {
        let rows = [
            ("3.51.3", true),
            ("3.51.10", true),
            ("3.52.0", true),
            ("3.100.0", true),
            ("4.0.0", true),
            ("3.51.2", false),
            ("3.50.7", false),
            ("3.9.9", false),
            ("3.51", false),
            ("", false),
        ];
        for (version, expected) in rows {
            assert_eq!(is_new_enough(version), expected, "{version}");
        }
    }
}
