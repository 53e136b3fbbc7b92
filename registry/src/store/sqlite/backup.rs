//! A copy of the database while it serves.

use std::{
    fs::{self, File},
    path::Path,
};

use sqlx::{Connection, Row, SqliteConnection, sqlite::SqliteConnectOptions};

use super::{
    folder::{beside, create, folder_of, sync_folder, unreachable},
    opening::{BUSY_WAIT, refusal},
};
use crate::store::{OpenFault, ledger::Sql};

/// Copies one moment of the database into a file beside `to`, looks whether that is whole, and only then gives it the
/// name. A copy that was cut short never has it.
pub(super) async fn copy(from: &Path, to: &Path) -> Result<(), OpenFault> {
    let unfinished = beside(to, ".unfinished");
    match fs::remove_file(&unfinished) {
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(unreachable(&unfinished)(error)),
    }
    // made first, because SQLite would let others read it
    create(&unfinished)?;
    write(from, &unfinished)
        .await
        .map_err(|error| refusal(&error))?;
    let pages = check(&unfinished).await.map_err(|error| refusal(&error))?;
    if pages != "ok" {
        return Err(OpenFault::Damaged { what: pages });
    }
    File::open(&unfinished)
        .and_then(|file| file.sync_all())
        .map_err(unreachable(&unfinished))?;
    fs::rename(&unfinished, to).map_err(unreachable(to))?;
    debug_assert_eq!(folder_of(&unfinished), folder_of(to));
    sync_folder(to)
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
