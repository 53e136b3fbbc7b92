//! Small files beside the database and the keys, which their owner alone reads, and the folders they lie in.

use std::{
    ffi::OsString,
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use rustix::{
    fs::{CWD, RenameFlags, renameat_with},
    io::Errno,
};

/// Its owner reads and writes it.
pub(crate) const FILE_MODE: u32 = 0o600;

/// A file beside another: its name with something after it.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}

/// The folder that a file lies in.
pub(crate) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// A new name in a folder is durable once the folder is.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(folder_of(path))?.sync_all()
}

/// Has a file say something else, or be there: as it was or whole whenever that is cut short, and durable when this
/// returns.
pub(crate) fn replace(path: &Path, text: &str) -> io::Result<()> {
    let new = beside(path, ".new");
    write(&new, text)?;
    fs::rename(&new, path)?;
    sync_folder(path)
}

/// Makes a file where there is none, whole whenever that is cut short, and durable when this returns; whether it did.
pub(crate) fn begin(path: &Path, text: &str) -> io::Result<bool> {
    // of this process alone: another may be at it, too
    let new = beside(path, &format!(".begun-{}", std::process::id()));
    write(&new, text)?;
    let named = renameat_with(CWD, &new, CWD, path, RenameFlags::NOREPLACE);
    match named {
        Ok(()) => sync_folder(path).map(|()| true),
        Err(Errno::EXIST) => fs::remove_file(&new).map(|()| false),
        Err(error) => Err(error.into()),
    }
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(FILE_MODE)
        .open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use std::{fs, os::unix::fs::PermissionsExt as _};

    use super::{FILE_MODE, begin, beside, replace};

    #[test]
    fn a_file_is_replaced_whole_whatever_was_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list");
        fs::write(beside(&path, ".new"), "half of something longer").unwrap();
        for text in ["one\n", ""] {
            replace(&path, text).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        replace(&path, "two\n").unwrap();
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, FILE_MODE);
        assert!(!begin(&path, "three\n").unwrap());
        assert_eq!(fs::read_to_string(&path).unwrap(), "two\n");
        fs::remove_file(&path).unwrap();
        assert!(begin(&path, "three\n").unwrap());
        assert_eq!(fs::read_to_string(&path).unwrap(), "three\n");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        let nowhere = folder.path().join("nowhere/list");
        assert!(replace(&nowhere, "three\n").is_err());
        assert!(begin(&nowhere, "three\n").is_err());
    }
}
