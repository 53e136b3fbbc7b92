//! `yucan areas check`: what is wrong with rule files, before anybody relies on them.

use std::path::Path;

use crate::{
    cli::{Fault, Outcome},
    rules::{self, RulesFault},
};

/// Reads every rule file under the folder; says no and lists the faults where there are any.
pub(super) fn run(folder: &Path) -> Result<Outcome, Fault> {
    let files = rules::read_folder(folder)?;
    let count = files.len();
    match rules::parse(files) {
        Ok(_) => {
            eprintln!("{}: {count} rule files, nothing wrong", folder.display());
            Ok(Outcome::Done)
        }
        Err(RulesFault::Wrong(faults)) => {
            eprintln!("{faults}");
            Ok(Outcome::SaidNo)
        }
        Err(fault) => Err(fault.into()),
    }
}
