//! A copy brought into PostgreSQL: proved beside the copy first, then filled in one transaction.

use registry::store::{CopyFault, postgres::PostgresStore};

use super::{RestoreGiven, beside, prove};
use crate::{
    cli::{Fault, Outcome, copied, files},
    config::Keeping,
    keeping,
};

/// Says no where the copy is not whole, or the database is not empty and nobody agreed to have it replaced.
pub(super) fn fill(settings: &Keeping, given: &RestoreGiven) -> Result<Outcome, Fault> {
    let keys = keeping::keys_there(settings)?;
    let scratch = beside(&given.file, ".restoring");
    // what a restore that was killed left behind is no part of this one
    copied::take_away(&scratch);
    let outcome = files::run(async {
        let outcome = prove(&given.file, &scratch, &keys).await?;
        if outcome == Outcome::SaidNo {
            return Ok(outcome);
        }
        copied::delete_listed(&scratch, &keys, given.list_is_lost).await?;
        eprintln!(
            "yucan restore: the copy is whole; no server opens the database until it is filled"
        );
        let mut told = files::telling("restore");
        let address = &settings.database;
        match PostgresStore::bring_back(address, &scratch, given.replace, &mut told).await {
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
    copied::take_away(&scratch);
    if matches!(outcome, Ok(Outcome::Done)) {
        eprintln!("yucan restore: the database is back");
    }
    outcome
}
