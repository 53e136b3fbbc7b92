//! A database takes another's place, and a new one the place of one that was lost: by whoever says so, never by itself.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{
    folder::{self, beside, remove, sync_folder, unreachable},
    opening, signed,
};
use crate::store::OpenFault;

/// Gives a whole database, which nobody has open, another's name. What had the name is kept beside it, under the first
/// that is free; the path of that comes back. Whenever the process is killed, the name leads to one of the two, whole, or
/// to the new one with the head of the old one, which is refused until this is done again.
pub(super) fn replace(new: &Path, path: &Path) -> Result<Option<PathBuf>, OpenFault> {
    let _lock = folder::take(path)?;
    let aside = path.exists().then(|| free_beside(path));
    if let Some(aside) = &aside {
        // a second name for each, so that there is no moment without the first
        for ending in ["", "-wal"] {
            let old = beside(path, ending);
            if old.exists() {
                fs::hard_link(&old, beside(aside, ending)).map_err(unreachable(&old))?;
            }
        }
        sync_folder(path)?;
    }
    // what the old one left open belongs to it, and would damage the new one
    for ending in ["-wal", "-shm", "-journal"] {
        remove(&beside(path, ending))?;
    }
    fs::rename(new, path).map_err(unreachable(path))?;
    // one that was never opened to be written has no head of its own yet; it gets one when it is
    let (head, old_head) = (signed::place(new), signed::place(path));
    if head.exists() {
        fs::rename(&head, &old_head).map_err(unreachable(&old_head))?;
    } else {
        remove(&old_head)?;
    }
    sync_folder(path)?;
    remove(&beside(new, ".lock"))?;
    Ok(aside)
}

/// Begins a new database where there is none, or one of no bytes. How many entries the one had that was there before, as
/// far as its head is still beside it.
pub(super) fn begin(path: &Path) -> Result<u64, OpenFault> {
    let _lock = folder::take(path)?;
    match fs::metadata(path) {
        Ok(file) if file.len() > 0 => return Err(OpenFault::Kept(path.to_owned())),
        _ => {}
    }
    let had = signed::read(path)?.map_or(0, |signed| signed.size);
    for ending in ["", "-wal", "-shm", "-journal"] {
        remove(&beside(path, ending))?;
    }
    signed::begin(path)?;
    opening::begin(path)?;
    Ok(had)
}

fn free_beside(path: &Path) -> PathBuf {
    let is_free = |name: &PathBuf| !name.exists() && !beside(name, "-wal").exists();
    let first = beside(path, ".before-restore");
    let numbered = (2..).map(|number: u64| beside(&first, &format!("-{number}")));
    let mut names = std::iter::once(first.clone()).chain(numbered);
    names.find(is_free).unwrap_or(first)
}
