//! `yucan restore FILE`: brings a copy back. It proves itself first: the database's own checks, the audit's tree, every
//! body opened with the keys that are here. Nothing is replaced before, and what was there is kept beside it where it is
//! a file.

mod server;

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::Args;
use registry::{
    keys::KeyFile,
    store::{OpenFault, Store as _, sqlite::SqliteStore},
};

use super::{Fault, Outcome, files, verify};
use crate::{
    config::{Keeping, KeepingGiven},
    keeping::{self, KeepingFault},
};

/// What the command is told.
#[derive(Debug, Args)]
pub struct RestoreGiven {
    /// The copy
    file: PathBuf,
    /// Take the place of a database that is there; a file is kept beside it as `….before-restore`, a server's rows are
    /// gone
    #[arg(long)]
    replace: bool,
    #[command(flatten)]
    keeping: KeepingGiven,
}

/// Says no where the copy is not whole, or the place is taken.
pub(super) fn run(given: RestoreGiven, config: Option<&Path>) -> Result<Outcome, Fault> {
    let (settings, _) = files::settings(given.keeping, config)?;
    if !given.file.exists() {
        let missing = io::ErrorKind::NotFound.into();
        return Err(Fault::File(given.file, missing));
    }
    let Some(to) = settings.file() else {
        return server::fill(&settings, &given.file, given.replace);
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
        let outcome = prove(&given.file, &scratch, &keys).await?;
        if outcome == Outcome::Done && to.exists() {
            nobody_has(&settings, &keys).await?;
        }
        Ok(outcome)
    });
    match outcome {
        Ok(Outcome::Done) => {}
        not => {
            // Best effort: what is left says by its name that it is nothing.
            let _ = fs::remove_file(&scratch);
            return not;
        }
    }
    put_aside(&to)?;
    let moved = fs::rename(&scratch, &to).and_then(|()| sync_folder(&to));
    moved.map_err(|error| Fault::File(to.clone(), error))?;
    eprintln!("yucan restore: {} is back", to.display());
    Ok(Outcome::Done)
}

/// Looks whether a copy is whole: the database's own checks, the audit's tree, every body opened with these keys. It is
/// looked at in a copy of its own, which is what goes on to be used: what is proved is what takes the place, and the copy
/// stays as it is. An older program's copy is brought up to this one's tables first.
async fn prove(copy: &Path, scratch: &Path, keys: &Arc<KeyFile>) -> Result<Outcome, Fault> {
    SqliteStore::backup_of(copy, scratch)
        .await
        .map_err(KeepingFault::Open)?;
    SqliteStore::bring_up_copy(scratch).map_err(KeepingFault::Open)?;
    let store = verify::open_to_read(scratch).await?;
    let outcome = verify::check(&store, keys).await?;
    store.close().await;
    Ok(outcome)
}

/// Opening what goes proves that no portal serves from it, and writes its journal back. That it is damaged is why one
/// restores, and no reason not to.
async fn nobody_has(settings: &Keeping, keys: &Arc<KeyFile>) -> Result<(), Fault> {
    match keeping::store(settings, keys).await {
        Ok(store) => store.close().await,
        Err(KeepingFault::Open(
            OpenFault::Damaged { .. }
            | OpenFault::Leftover(_)
            | OpenFault::OtherHistory { .. }
            | OpenFault::Newer { .. }
            | OpenFault::Store(..),
        )) => {}
        Err(fault) => return Err(fault.into()),
    }
    Ok(())
}

/// Makes the new name durable.
fn sync_folder(file: &Path) -> io::Result<()> {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => fs::File::open(folder)?.sync_all(),
        _ => fs::File::open(".")?.sync_all(),
    }
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
