//! `yucan restore FILE`: brings a copy back. It proves itself first: the database's own checks, the audit's tree, every
//! body opened with the keys that are here. Deletions made since are made again in it. Nothing is replaced before, and
//! what was there is kept beside it where it is a file.

mod server;

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::Args;
use registry::{
    keys::{COPIES_DAYS, KeyFile},
    store::{OpenFault, Store as _, sqlite::SqliteStore},
};

use super::{Fault, Outcome, copied, files, verify};
use crate::{
    config::{Keeping, KeepingGiven},
    keeping::{self, KeepingFault},
};

/// What the command is told.
#[derive(Debug, Args)]
pub struct RestoreGiven {
    /// The copy
    file: PathBuf,
    /// Take the place of a database that is there; a file is kept beside it as `….before-restore`, the next as
    /// `….before-restore-2`; a server's rows are gone
    #[arg(long)]
    replace: bool,
    /// The list of deleted files is lost: bring the copy back without making deletions again
    #[arg(long)]
    list_is_lost: bool,
    #[command(flatten)]
    keeping: KeepingGiven,
}

/// Says no where the copy is not whole, or the place is taken.
pub(super) fn run(given: RestoreGiven, config: Option<&Path>) -> Result<Outcome, Fault> {
    let (settings, _) = files::settings(given.keeping.clone(), config)?;
    if !given.file.exists() {
        let missing = io::ErrorKind::NotFound.into();
        return Err(Fault::File(given.file, missing));
    }
    let Some(to) = settings.file() else {
        return server::fill(&settings, &given);
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
    // what a restore that was killed left behind is no part of this one
    copied::take_away(&scratch);
    let outcome = files::run(async {
        let outcome = prove(&given.file, &scratch, &keys).await?;
        if outcome == Outcome::Done {
            copied::delete_listed(&scratch, &keys, given.list_is_lost).await?;
            if to.exists() {
                nobody_has(&settings, &keys).await?;
            }
        }
        Ok(outcome)
    });
    let placed = match outcome {
        Ok(Outcome::Done) => {
            SqliteStore::replace(&scratch, &to).map_err(|fault| KeepingFault::Open(fault).into())
        }
        not => {
            copied::take_away(&scratch);
            return not;
        }
    };
    let aside = placed.inspect_err(|_: &Fault| copied::take_away(&scratch))?;
    eprintln!("yucan restore: {} is back", to.display());
    if let Some(aside) = aside {
        eprintln!(
            "yucan restore: what was there is {}; it is a copy like any other, to be kept for {COPIES_DAYS} days at most",
            aside.display()
        );
    }
    Ok(Outcome::Done)
}

/// Looks whether a copy is whole: the database's own checks, the audit's tree, every body opened with these keys. It is
/// looked at in a copy of its own, which is what goes on to be used: what is proved is what takes the place, and the copy
/// stays as it is. An older program's copy is brought up to this one's tables first.
async fn prove(copy: &Path, scratch: &Path, keys: &Arc<KeyFile>) -> Result<Outcome, Fault> {
    let refused = |fault| copied::refused(copy, fault);
    SqliteStore::backup_of(copy, scratch)
        .await
        .map_err(refused)?;
    SqliteStore::bring_up_copy(scratch).map_err(refused)?;
    let store = SqliteStore::open_to_read(scratch).await.map_err(refused)?;
    let outcome = verify::check(&store, keys).await?;
    // whole, and nobody's: it would take the place of everybody's files
    let is_empty = store.head().await?.is_none();
    store.close().await;
    if is_empty {
        return Err(copied::empty(copy));
    }
    Ok(outcome)
}

/// Opening what goes proves that no portal serves from it, and writes its journal back. That it is damaged is why one
/// restores, and no reason not to.
async fn nobody_has(settings: &Keeping, keys: &Arc<KeyFile>) -> Result<(), Fault> {
    match keeping::store(settings, keys).await {
        Ok(store) => store.close().await,
        Err(KeepingFault::Open(
            OpenFault::Damaged { .. }
            | OpenFault::Empty(_)
            | OpenFault::Behind { .. }
            | OpenFault::Another(_)
            | OpenFault::Head(_)
            | OpenFault::Leftover(_)
            | OpenFault::OtherHistory { .. }
            | OpenFault::Newer { .. }
            | OpenFault::Store(..),
        )) => {}
        Err(fault) => return Err(fault.into()),
    }
    Ok(())
}

/// A file beside another: its name with something after it.
pub(super) fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    file.with_file_name(name)
}
