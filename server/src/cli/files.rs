//! What the commands on families' files share: their settings, and a small runtime.

use std::{future::Future, path::Path};

use super::Fault;
use crate::config::{self, Given, Keeping, KeepingGiven};

/// The settings, from the command line first, then from the file; and all that the file says.
pub(super) fn settings(
    given: KeepingGiven,
    config: Option<&Path>,
) -> Result<(Keeping, Given), Fault> {
    let from_file = config::read_file(config)?;
    let keeping = Keeping::from(given.or(from_file.keeping.clone()));
    Ok((keeping, from_file))
}

/// Runs a command to its end.
pub(super) fn run<T>(work: impl Future<Output = Result<T, Fault>>) -> Result<T, Fault> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(Fault::Runtime)?;
    runtime.block_on(work)
}
