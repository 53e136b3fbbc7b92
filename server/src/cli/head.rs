//! `yucan head`: prints the audit's newest signed head. Kept where nobody who writes the database can reach, it is what
//! `yucan verify --head` holds against the database later. The portal may serve meanwhile.

use std::path::Path;

use clap::Args;
use registry::{
    audit::KeptHead,
    keys::KeyService as _,
    store::{open_to_look, sqlite::SqliteStore},
};

use super::{Fault, Outcome, files};
use crate::{
    config::KeepingGiven,
    keeping::{self, KeepingFault},
};

/// What the command is told.
#[derive(Debug, Args)]
pub struct HeadGiven {
    #[command(flatten)]
    keeping: KeepingGiven,
}

/// Says no where there is no head yet.
pub(super) fn run(given: HeadGiven, config: Option<&Path>) -> Result<Outcome, Fault> {
    let (settings, _) = files::settings(given.keeping, config)?;
    keeping::database_there(&settings)?;
    let keys = keeping::keys_there(&settings)?;
    let newest = files::run(async {
        Ok(match settings.file() {
            Some(file) => SqliteStore::newest_head(&file)
                .await
                .map_err(KeepingFault::Open)?,
            None => {
                let opened = open_to_look(&settings.database).await;
                let store = opened.map_err(KeepingFault::Open)?;
                let head = store.head().await;
                store.close().await;
                head?
            }
        })
    })?;
    let Some(head) = newest else {
        eprintln!("yucan head: nothing is kept yet, so nothing is signed");
        return Ok(Outcome::SaidNo);
    };
    let kept = KeptHead {
        head,
        key: keys.public_key().id(),
    };
    if !kept.is_signed(&keys.public_key()) {
        eprintln!(
            "yucan head: the newest head is not signed with the key in {}; `yucan verify` says which of the two is wrong",
            settings.keys.display()
        );
        return Ok(Outcome::SaidNo);
    }
    print!("{}", kept.text());
    Ok(Outcome::Done)
}
