//! `yucan backup FILE`: a consistent copy, while the portal serves; one file of SQLite, whichever database it is of. The
//! keys are no part of it: they are kept apart.

use std::{
    fs,
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
};

use clap::Args;
use registry::{
    keys::COPIES_DAYS,
    store::{postgres::PostgresStore, sqlite::SqliteStore},
};

use super::{Fault, Outcome, files};
use crate::{
    config::{Keeping, KeepingGiven},
    keeping::{self, KeepingFault},
};

/// What the command is told.
#[derive(Debug, Args)]
pub struct BackupGiven {
    /// Where the copy goes; one that is there is replaced once the new one is whole
    file: PathBuf,
    #[command(flatten)]
    keeping: KeepingGiven,
}

/// Copies, checks the copy, and gives it its name.
pub(super) fn run(given: BackupGiven, config: Option<&Path>) -> Result<Outcome, Fault> {
    let (keeping, _) = files::settings(given.keeping, config)?;
    keeping::database_there(&keeping)?;
    let from = keeping.file();
    if belongs_to(&keeping, from.as_deref(), &given.file) {
        eprintln!(
            "yucan backup: {} belongs to what is copied; name another file",
            given.file.display()
        );
        return Ok(Outcome::SaidNo);
    }
    files::run(async {
        match &from {
            Some(from) => SqliteStore::backup_of(from, &given.file)
                .await
                .map_err(KeepingFault::Open)?,
            None => {
                let mut told = files::telling("backup");
                PostgresStore::backup_of(&keeping.database, &given.file, &mut told).await?;
            }
        }
        Ok(())
    })?;
    eprintln!(
        "yucan backup: {} is whole; keep the key file apart from it, and it for {COPIES_DAYS} days at most: families are \
         told so",
        given.file.display()
    );
    Ok(Outcome::Done)
}

/// Whether a name stands for the database's file, for what SQLite keeps beside it, or for the keys: a copy that took
/// their place would take them from whoever serves.
fn belongs_to(keeping: &Keeping, database: Option<&Path>, to: &Path) -> bool {
    let Ok(there) = fs::metadata(to) else {
        return false;
    };
    let beside = database.map(|database| {
        ["", "-wal", "-shm", ".lock", ".sock", ".head"].map(|ending| {
            let mut name = database.as_os_str().to_owned();
            name.push(ending);
            PathBuf::from(name)
        })
    });
    let is_same = |own: &PathBuf| {
        fs::metadata(own).is_ok_and(|own| (own.dev(), own.ino()) == (there.dev(), there.ino()))
    };
    let apart = [keeping.keys.clone(), keeping.list()];
    beside.iter().flatten().chain(&apart).any(is_same)
}
