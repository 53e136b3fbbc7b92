//! `yucan decide`: a clerk's whole file in one go.

use std::{io, num::NonZero, path::Path, thread};

use clap::Args;

use super::{Fault, Outcome};
use crate::{
    batch::{self, Ending},
    config,
    rules::RulesGiven,
};

/// What `yucan decide` can be told.
#[derive(Debug, Args)]
pub struct DecideGiven {
    #[command(flatten)]
    rules: RulesGiven,
}

/// Answers every line of standard input on standard output; says no where any was refused.
pub(super) fn run(given: DecideGiven, config: Option<&Path>) -> Result<Outcome, Fault> {
    let file = config::read_file(config)?;
    let areas = given.rules.load(file.areas)?;
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    let answer = move |line: &[u8], out: &mut Vec<u8>| policy::wire::answer_line(line, areas, out);
    match batch::run(io::stdin(), io::stdout(), workers, answer)? {
        Ending::Whole { refused: 0 } | Ending::Abandoned => Ok(Outcome::Done),
        Ending::Whole { refused: _ } => Ok(Outcome::SaidNo),
    }
}
