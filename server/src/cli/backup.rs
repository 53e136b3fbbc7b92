//! `yucan backup FILE`: a consistent copy, while the portal serves; one file of SQLite, whichever database it is of. The
//! keys are no part of it: they are kept apart.

use std::{
    fs,
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
};

use clap::Args;
use registry::store::{postgres::PostgresStore, sqlite::SqliteStore};

use super::{Fault, Outcome, files};
use crate::{
    config::{Keeping, KeepingGiven},
    keeping::KeepingFault,
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
    let from = keeping.file();
    if let Some(from) = from.as_ref().filter(|from| !from.exists()) {
        let missing = std::io::ErrorKind::NotFound.into();
        return Err(Fault::File(from.clone(), missing));
    }
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
        "yucan backup: {} is whole; keep the key file apart from it",
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
        ["", "-wal", "-shm", ".lock", ".sock"].map(|ending| {
            let mut name = database.as_os_str().to_owned();
            name.push(ending);
            PathBuf::from(name)
        })
    });
    let is_same = |own: &PathBuf| {
        fs::metadata(own).is_ok_and(|own| (own.dev(), own.ino()) == (there.dev(), there.ino()))
    };
    beside.iter().flatten().chain([&keeping.keys]).any(is_same)
}
