//! What the commands on families' files share: their settings, a small runtime, and how far long work has come.

use std::{future::Future, path::Path, time::Duration};

use registry::store::Progress;
use tokio::time::Instant;

use super::Fault;
use crate::config::{self, Given, Keeping, KeepingGiven};

/// How often long work says how far it is.
const TOLD_EVERY: Duration = Duration::from_secs(5);

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

/// Says on standard error, every few seconds, how far a command has come.
pub(super) fn telling(command: &'static str) -> impl FnMut(Progress<'_>) + Send {
    let mut last = Instant::now();
    move |progress| {
        if last.elapsed() >= TOLD_EVERY {
            last = Instant::now();
            let Progress { table, rows } = progress;
            eprintln!("yucan {command}: {table}, {rows} rows");
        }
    }
}
