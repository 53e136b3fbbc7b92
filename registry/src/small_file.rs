//! Small files beside the database and the keys, which their owner alone reads, and the folders they lie in.

use std::{
    ffi::OsString,
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
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
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(FILE_MODE)
        .open(&new)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(&new, path)?;
    sync_folder(path)
}

#[cfg(test)]
mod tests {
    use std::{fs, os::unix::fs::PermissionsExt as _};

    use super::{FILE_MODE, beside, replace};

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
        let nowhere = folder.path().join("nowhere/list");
        assert!(replace(&nowhere, "three\n").is_err());
    }
}
