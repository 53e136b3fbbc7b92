//! A copy brought into PostgreSQL: proved beside the copy first, then filled in one transaction.

use std::{fs, path::Path};

use registry::store::{CopyFault, postgres::PostgresStore};

use super::{beside, prove};
use crate::{
    cli::{Fault, Outcome, files},
    config::Keeping,
    keeping,
};

/// Says no where the copy is not whole, or the database is not empty and nobody agreed to have it replaced.
pub(super) fn fill(settings: &Keeping, copy: &Path, replaces: bool) -> Result<Outcome, Fault> {
    let keys = keeping::keys_there(settings)?;
    let scratch = beside(copy, ".restoring");
    let outcome = files::run(async {
        let outcome = prove(copy, &scratch, &keys).await?;
        if outcome == Outcome::SaidNo {
            return Ok(outcome);
        }
        eprintln!(
            "yucan restore: the copy is whole; no server opens the database until it is filled"
        );
        let mut told = files::telling("restore");
        let address = &settings.database;
        match PostgresStore::bring_back(address, &scratch, replaces, &mut told).await {
            Ok(()) => Ok(Outcome::Done),
            Err(CopyFault::Taken) => {
                eprintln!(
                    "yucan restore: the database holds a registry already; copy that with `yucan backup`, then add \
                     --replace to have it replaced"
                );
                Ok(Outcome::SaidNo)
            }
            Err(fault) => Err(fault.into()),
        }
    });
    for left in [&scratch, &beside(&scratch, ".unfinished")] {
        // Best effort: what is left says by its name that it is nothing.
        let _ = fs::remove_file(left);
    }
    if matches!(outcome, Ok(Outcome::Done)) {
        eprintln!("yucan restore: the database is back");
    }
    outcome
}
