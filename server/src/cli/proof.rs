//! What `backup` and `restore` share: how a copy proves itself, and how far long work has come.

use std::{path::Path, sync::Arc, time::Duration};

use registry::{
    keys::KeyFile,
    store::{Progress, Store as _, sqlite::SqliteStore},
};
use tokio::time::Instant;

use super::{Fault, Outcome, verify};
use crate::keeping::KeepingFault;

/// How often long work says how far it is.
const TOLD_EVERY: Duration = Duration::from_secs(5);

/// Looks whether a copy is whole: the database's own checks, the audit's tree, every body opened with these keys. It is
/// looked at in a copy of its own, which is what goes on to be used: what is proved is what takes the place, and the copy
/// stays as it is. An older program's copy is brought up to this one's tables first.
pub(super) async fn prove(
    copy: &Path,
    scratch: &Path,
    keys: &Arc<KeyFile>,
) -> Result<Outcome, Fault> {
    SqliteStore::backup_of(copy, scratch)
        .await
        .map_err(KeepingFault::Open)?;
    SqliteStore::bring_up_copy(scratch).map_err(KeepingFault::Open)?;
    let store = verify::open_to_read(scratch).await?;
    let outcome = verify::check(&store, keys).await?;
    store.close().await;
    Ok(outcome)
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
