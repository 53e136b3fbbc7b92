//! `yucan verify`: walks the audit's tree, every family's file and the database's own checks, and names the first place
//! where something is not as it was written. A portal may serve meanwhile: SQLite is looked at in a copy of one moment.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::Args;
use registry::{
    keys::{KeyFile, KeyService as _},
    store::{Store, sqlite::SqliteStore},
    verify::{Check, verify},
};

use super::{Fault, Outcome, files};
use crate::{
    config::KeepingGiven,
    keeping::{self, KeepingFault},
};

/// What the command is told.
#[derive(Debug, Args)]
pub struct VerifyGiven {
    #[command(flatten)]
    keeping: KeepingGiven,
}

/// Says no where something was changed.
pub(super) fn run(given: VerifyGiven, config: Option<&Path>) -> Result<Outcome, Fault> {
    let (settings, _) = files::settings(given.keeping, config)?;
    let keys = keeping::keys_there(&settings)?;
    files::run(async {
        match settings.file() {
            Some(file) => {
                let copy = Copy::of(&file).await?;
                let store = open_to_read(&copy.0).await?;
                check(&store, &keys).await
            }
            None => {
                let store = keeping::store(&settings, &keys).await?;
                check(&*store, &keys).await
            }
        }
    })
}

/// Looks at everything, and tells what it found.
pub(super) async fn check(store: &dyn Store, keys: &Arc<KeyFile>) -> Result<Outcome, Fault> {
    let public_key = keys.public_key();
    let check = Check {
        public_key: &public_key,
        known: &[],
        keys: Some(&**keys),
    };
    let report = verify(store, check).await?;
    println!(
        "{} entries of {} families under {} signed heads; {} bodies opened, {} families destroyed",
        report.entries, report.families, report.heads, report.opened, report.destroyed
    );
    match report.first() {
        None => Ok(Outcome::Done),
        Some(change) => {
            eprintln!("yucan verify: {change}");
            Ok(Outcome::SaidNo)
        }
    }
}

/// Opens a copy that nobody writes.
pub(super) async fn open_to_read(copy: &Path) -> Result<SqliteStore, Fault> {
    let opened = SqliteStore::open_to_read(copy).await;
    Ok(opened.map_err(KeepingFault::Open)?)
}

/// A copy of one moment, gone when dropped.
struct Copy(PathBuf);

impl Copy {
    async fn of(file: &Path) -> Result<Copy, Fault> {
        let mut name = file.file_name().unwrap_or_default().to_owned();
        name.push(format!(".verify-{}", std::process::id()));
        let copy = Copy(file.with_file_name(name));
        SqliteStore::backup_of(file, &copy.0)
            .await
            .map_err(KeepingFault::Open)?;
        Ok(copy)
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        // A copy that stays is in the way of nobody, and has no more in it than the database beside it.
        let _ = std::fs::remove_file(&self.0);
    }
}
