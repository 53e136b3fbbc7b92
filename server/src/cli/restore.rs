//! `yucan restore FILE`: brings a copy back. It proves itself first: the database's own checks, the audit's tree, every
//! body opened with the keys that are here. Nothing is replaced before, and what was there is kept beside it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use clap::Args;
use registry::store::sqlite::SqliteStore;

use super::{Fault, Outcome, files, verify};
use crate::{
    config::KeepingGiven,
    keeping::{self, KeepingFault},
};

/// What the command is told.
#[derive(Debug, Args)]
pub struct RestoreGiven {
    /// The copy
    file: PathBuf,
    /// Take the place of a database that is there; it is kept beside it as `….before-restore`
    #[arg(long)]
    replace: bool,
    #[command(flatten)]
    keeping: KeepingGiven,
}

/// Says no where the copy is not whole, or the place is taken.
pub(super) fn run(given: RestoreGiven, config: Option<&Path>) -> Result<Outcome, Fault> {
    let (settings, _) = files::settings(given.keeping, config)?;
    let Some(to) = settings.file() else {
        eprintln!("yucan restore: brings back a file of SQLite; PostgreSQL has pg_restore");
        return Ok(Outcome::SaidNo);
    };
    if to.exists() && !given.replace {
        eprintln!(
            "yucan restore: {} is there; add --replace to put it aside",
            to.display()
        );
        return Ok(Outcome::SaidNo);
    }
    let keys = keeping::keys_there(&settings)?;
    let scratch = beside(&to, ".restoring");
    let outcome = files::run(async {
        // A copy of the copy: what is proved is what takes the place, and the copy stays as it is.
        SqliteStore::backup_of(&given.file, &scratch)
            .await
            .map_err(KeepingFault::Open)?;
        let store = verify::open_to_read(&scratch).await?;
        verify::check(&store, &keys).await
    });
    match outcome {
        Ok(Outcome::Done) => {}
        not => {
            // Best effort: what is left says by its name that it is nothing.
            let _ = fs::remove_file(&scratch);
            return not;
        }
    }
    // Holding the lock for a moment proves that no portal serves from the file that goes.
    if to.exists() {
        let lock = files::run(async { Ok(keeping::store(&settings, &keys).await?) })?;
        files::run(async {
            lock.close().await;
            Ok(())
        })?;
        put_aside(&to)?;
    }
    fs::rename(&scratch, &to).map_err(|error| Fault::File(to.clone(), error))?;
    eprintln!("yucan restore: {} is back", to.display());
    Ok(Outcome::Done)
}

/// The database and the journals that belong to it: a journal left beside another file would damage that.
fn put_aside(file: &Path) -> Result<(), Fault> {
    for ending in ["", "-wal", "-shm"] {
        let from = beside(file, ending);
        if from.exists() {
            let to = beside(file, &[".before-restore", ending].concat());
            fs::rename(&from, &to).map_err(|error| Fault::File(from, error))?;
        }
    }
    Ok(())
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    file.with_file_name(name)
}
