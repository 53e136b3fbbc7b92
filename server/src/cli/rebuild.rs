//! `yucan rebuild`: makes every derived row again from the entries. Right rows become the same bytes.

use std::path::Path;

use clap::Args;

use super::{Fault, Outcome, files};
use crate::{config::KeepingGiven, keeping, rules::RulesGiven};

/// What the command is told.
#[derive(Debug, Args)]
pub struct RebuildGiven {
    #[command(flatten)]
    rules: RulesGiven,
    #[command(flatten)]
    keeping: KeepingGiven,
}

/// Goes through every family.
pub(super) fn run(given: RebuildGiven, config: Option<&Path>) -> Result<Outcome, Fault> {
    let (settings, from_file) = files::settings(given.keeping, config)?;
    let areas = given.rules.load(from_file.areas)?;
    let rebuilt = files::run(async {
        let office = keeping::office_there(&settings, areas).await?;
        let rebuilt = office.rebuild().await?;
        office.store.close().await;
        Ok(rebuilt)
    })?;
    println!(
        "{} families, {} of them with other rows than before",
        rebuilt.families, rebuilt.changed
    );
    if rebuilt.nobody > 0 {
        println!(
            "rows of {} families that have no file were taken away",
            rebuilt.nobody
        );
    }
    Ok(Outcome::Done)
}
