//! `yucan begin`: begins a new, empty database on purpose, where one was lost and is not to be brought back, or where keys
//! were made elsewhere. Nothing else begins one where there is a key file already.

use std::path::Path;

use clap::Args;
use registry::store::sqlite::SqliteStore;

use super::{Fault, Outcome, files};
use crate::{
    config::KeepingGiven,
    keeping::{self, KeepingFault},
};

/// What the command is told.
#[derive(Debug, Args)]
pub struct BeginGiven {
    #[command(flatten)]
    keeping: KeepingGiven,
}

/// Never touches a database that is there.
pub(super) fn run(given: BeginGiven, config: Option<&Path>) -> Result<Outcome, Fault> {
    let (settings, _) = files::settings(given.keeping, config)?;
    let Some(file) = settings.file() else {
        eprintln!("yucan begin: begins a file of SQLite; on PostgreSQL an empty database will do");
        return Ok(Outcome::SaidNo);
    };
    let had = SqliteStore::begin(&file).map_err(KeepingFault::Open)?;
    if had > 0 {
        eprintln!("yucan begin: {had} entries were kept in the one that was there");
    }
    if !settings.keys.exists() {
        keeping::make_keys(&settings.keys)?;
        eprintln!(
            "yucan begin: {} is made; copy it to another place than the database's backups",
            settings.keys.display()
        );
    }
    eprintln!("yucan begin: {} is new and empty", file.display());
    Ok(Outcome::Done)
}
