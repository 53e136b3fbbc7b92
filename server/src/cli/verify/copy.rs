//! A copy of one moment, to be looked at while the portal serves. It lies in a folder of its own beside the database,
//! which is locked as long as this process lives: one that nobody has locked was left by a process that was killed, and
//! goes with the next look.

use std::{
    ffi::OsString,
    fs::{self, DirBuilder, File},
    io,
    os::unix::fs::DirBuilderExt as _,
    path::{Path, PathBuf},
};

use registry::store::sqlite::SqliteStore;

use crate::{cli::Fault, keeping::KeepingFault};

/// The copy, gone when dropped.
pub(super) struct Copy {
    folder: PathBuf,
    _lock: File,
}

impl Copy {
    pub(super) async fn of(database: &Path) -> Result<Copy, Fault> {
        let mut begin = database.file_name().unwrap_or_default().to_owned();
        begin.push(".verify-");
        clear(database, &begin);
        let mut name = begin;
        name.push(std::process::id().to_string());
        let folder = database.with_file_name(name);
        let made = DirBuilder::new().mode(0o700).create(&folder);
        made.map_err(|error| Fault::File(folder.clone(), error))?;
        let lock = locked(&folder).map_err(|error| Fault::File(folder.clone(), error))?;
        let copy = Copy {
            folder,
            _lock: lock,
        };
        SqliteStore::backup_of(database, &copy.file())
            .await
            .map_err(KeepingFault::Open)?;
        Ok(copy)
    }

    pub(super) fn address(&self) -> String {
        format!("sqlite:{}", self.file().display())
    }

    fn file(&self) -> PathBuf {
        self.folder.join("copy.db")
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        // The next look takes away what stays, and it has no more in it than the database beside it.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn locked(folder: &Path) -> io::Result<File> {
    let opened = File::open(folder)?;
    opened.try_lock()?;
    Ok(opened)
}

/// Takes away what killed processes left. What can't be taken away is in the way of nobody.
fn clear(database: &Path, begin: &OsString) {
    let folder = match database.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let begin = begin.as_encoded_bytes();
    let Ok(beside) = fs::read_dir(folder) else {
        return;
    };
    for entry in beside.filter_map(Result::ok) {
        let is_one = entry.file_name().as_encoded_bytes().starts_with(begin);
        if is_one && let Ok(_lock) = locked(&entry.path()) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
