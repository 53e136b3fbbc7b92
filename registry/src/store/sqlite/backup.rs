//! A copy of the database while it serves.

use std::{
    fs::{self, File},
    path::Path,
};

use rusqlite::OpenFlags;
use sqlx::{Connection, Row, SqliteConnection, sqlite::SqliteConnectOptions};

use super::{
    folder::{beside, create, folder_of, remove, sync_folder, unreachable},
    opening::{self, BUSY_WAIT, refusal},
    signed,
};
use crate::store::{OpenFault, ledger::Sql};

/// Copies one moment of the database into a file beside `to`, looks whether that is whole, and only then gives it the
/// name. A copy that was cut short never has it, and one that is not whole leaves nothing behind.
pub(super) async fn copy(from: &Path, to: &Path) -> Result<(), OpenFault> {
    // not opened to be looked at: closing it would drop the locks of a process that serves from it
    let there = fs::metadata(from).map_err(unreachable(from))?;
    if there.len() == 0 {
        return Err(OpenFault::Empty(from.to_owned()));
    }
    let unfinished = beside(to, ".unfinished");
    // what one that was killed left, and the journal above all: it would be taken for this one's
    for ending in ["", "-journal", "-wal", "-shm"] {
        remove(&beside(&unfinished, ending))?;
    }
    // made first, because SQLite would let others read it
    create(&unfinished)?;
    let made = make(from, &unfinished).await;
    let named = made.and_then(|()| fs::rename(&unfinished, to).map_err(unreachable(to)));
    if named.is_err() {
        // Best effort: what is left says by its name that it is nothing.
        let _ = fs::remove_file(&unfinished);
        return named;
    }
    debug_assert_eq!(folder_of(&unfinished), folder_of(to));
    sync_folder(to)
}

async fn make(from: &Path, unfinished: &Path) -> Result<(), OpenFault> {
    // read before the copy, which then has as much or more
    let signed = signed::read(from)?;
    write(from, unfinished)
        .await
        .map_err(|error| refusal(&error))?;
    let pages = check(unfinished).await.map_err(|error| refusal(&error))?;
    if pages != "ok" {
        return Err(OpenFault::Damaged { what: pages });
    }
    if let Some(signed) = signed {
        let read = opening::connect(unfinished, OpenFlags::SQLITE_OPEN_READ_ONLY);
        let read = read.map_err(|error| refusal(&error))?;
        opening::hold_against(&read, from, &signed)?;
    }
    File::open(unfinished)
        .and_then(|file| file.sync_all())
        .map_err(unreachable(unfinished))
}

async fn write(from: &Path, to: &Path) -> Sql<()> {
    let options = SqliteConnectOptions::new()
        .filename(from)
        .busy_timeout(BUSY_WAIT);
    let mut connection = SqliteConnection::connect_with(&options).await?;
    let to = to
        .to_str()
        .ok_or_else(|| sqlx::Error::InvalidArgument("the copy's name is not Unicode".to_owned()))?;
    // its transaction reads one moment, and holds up nobody who writes
    sqlx::query("VACUUM INTO ?")
        .bind(to.to_owned())
        .execute(&mut connection)
        .await?;
    connection.close().await
}

/// What SQLite says of every page and index of the copy.
pub(super) async fn check(copy: &Path) -> Sql<String> {
    let options = SqliteConnectOptions::new().filename(copy).read_only(true);
    let mut connection = SqliteConnection::connect_with(&options).await?;
    let row = sqlx::query("PRAGMA integrity_check(1)")
        .fetch_one(&mut connection)
        .await?;
    let found = row.try_get(0)?;
    connection.close().await?;
    Ok(found)
}
