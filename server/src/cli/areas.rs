//! `yucan areas …`: looking after rule files.

pub mod check;

use std::path::PathBuf;

use clap::Subcommand;

use super::{Fault, Outcome};

/// What can be done with rule files.
#[derive(Debug, Subcommand)]
pub enum AreasCommand {
    /// Read rule files and say what is wrong with them: file, line, why
    Check {
        /// The folder, like policy/areas: one folder an area, one dated file an edition
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
}

pub(super) fn run(command: &AreasCommand) -> Result<Outcome, Fault> {
    match command {
        AreasCommand::Check { folder } => check::run(folder),
    }
}
