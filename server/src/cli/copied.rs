//! A copy that is to be brought back: what is said of it, and the deletions it does not have.

use std::{fs, path::Path, sync::Arc};

use policy::Areas;
use registry::{
    keys::{KeyFile, KeyService, SystemChance},
    office::{DeletionsFault, Office},
    store::{OpenFault, Store, sqlite::SqliteStore},
};

use super::{Fault, restore::beside};
use crate::{
    clock::{Clock as _, SystemClock},
    keeping::KeepingFault,
};

/// Why a copy can't be brought back: it is the copy that is told of, not the database.
pub(super) fn refused(copy: &Path, fault: OpenFault) -> Fault {
    let path = copy.display();
    Fault::Copy(match fault {
        OpenFault::Damaged { what } => {
            format!("the copy {path} is damaged ({what}); bring back an older one")
        }
        OpenFault::Empty(_) => format!("the copy {path} has no bytes; bring back an older one"),
        fault => format!("the copy {path} cannot be brought back: {fault}"),
    })
}

/// A copy in which nobody has a file.
pub(super) fn empty(copy: &Path) -> Fault {
    Fault::Copy(format!(
        "the copy {} has no entries; bring back another, or begin a new database on purpose with `yucan begin`",
        copy.display()
    ))
}

/// Makes the deletions again that are listed and not in this copy, which nobody else has, before it takes any place. Says
/// how many. Where the list is lost, whoever restores has to say so: deletions would come undone without a word.
pub(super) async fn delete_listed(
    copy: &Path,
    keys: &Arc<KeyFile>,
    is_list_lost: bool,
) -> Result<(), Fault> {
    if is_list_lost {
        return Ok(());
    }
    match keys.listed() {
        Err(fault) if fault.is_missing() => {
            return Err(Fault::Copy(format!(
                "{fault}: it lists whose files were deleted since the copy was made. Bring it along from where the \
                 portal ran, or name it with --destroyed; if it is lost, --list-is-lost goes on without, and who had a \
                 file deleted since then has it again"
            )));
        }
        other => other.map_err(KeepingFault::List)?,
    };
    let signer = Arc::clone(keys) as Arc<dyn registry::audit::head::Signer>;
    let store = SqliteStore::open(copy, signer)
        .await
        .map_err(KeepingFault::Open)?;
    let store: Arc<dyn Store> = Arc::new(store);
    let held = Arc::clone(keys) as Arc<dyn KeyService>;
    let office = Office::new(
        Arc::clone(&store),
        held,
        Arc::new(SystemChance),
        Areas::built_in(),
    );
    let deleted = office.delete_listed(SystemClock::begin().now()).await;
    store.close().await;
    match deleted.map_err(|fault: DeletionsFault| KeepingFault::Deletions(fault))? {
        0 => {}
        1 => eprintln!("yucan restore: 1 family had deleted its file since; it is deleted again"),
        many => {
            eprintln!(
                "yucan restore: {many} families had deleted their files since; they are again"
            );
        }
    }
    Ok(())
}

/// Takes away a copy that was only looked at, with all that stands beside it.
pub(super) fn take_away(copy: &Path) {
    for ending in [
        "",
        "-journal",
        "-wal",
        "-shm",
        ".head",
        ".lock",
        ".unfinished",
        ".unfinished-journal",
    ] {
        // Best effort: what is left says by its name that it is nothing.
        let _ = fs::remove_file(beside(copy, ending));
    }
}
