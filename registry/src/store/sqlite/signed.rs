//! The newest signed head, beside the database: how many entries there were, and the root over them. A journal that was
//! deleted or a file that was put back to an earlier day leaves a database that is whole by itself, and shorter.
//!
//! It is written after each commit, in place and without a sync of its own: a line is shorter than a sector, and one that
//! is older than the database tells nothing wrong. It is synced where the log is carried over into the file.

use std::{
    fs::{self, File, OpenOptions},
    io,
    os::unix::fs::{FileExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
};

use super::folder::{FILE_MODE, beside, sync_folder, unreachable};
use crate::{hex, small_file, store::OpenFault};

/// What was signed last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Signed {
    /// How many entries.
    pub size: u64,
    /// The root over them.
    pub root: [u8; 32],
}

/// Nothing yet.
pub(super) const NOTHING: Signed = Signed {
    size: 0,
    root: [0; 32],
};

/// Where it stands.
pub(super) fn place(database: &Path) -> PathBuf {
    beside(database, ".head")
}

/// What stands there; none where there is no such file, or nothing in it.
pub(super) fn read(database: &Path) -> Result<Option<Signed>, OpenFault> {
    let path = place(database);
    let text = match fs::read(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        text => text.map_err(unreachable(&path))?,
    };
    if text.is_empty() {
        return Ok(None);
    }
    let signed = std::str::from_utf8(&text).ok().and_then(parse);
    signed.map(Some).ok_or(OpenFault::Head(path))
}

/// Every line has the same length, so that one takes another's place.
fn line(signed: &Signed) -> String {
    format!("{:020} {}\n", signed.size, hex::encode(&signed.root))
}

fn parse(text: &str) -> Option<Signed> {
    let (size, root) = text.strip_suffix('\n')?.split_once(' ')?;
    Some(Signed {
        size: size.parse().ok()?,
        root: hex::decode_32(root)?,
    })
}

/// The file, open.
pub(super) struct SignedFile(File);

impl SignedFile {
    /// Opens it, made if it is not there, with what it is to say: durable when this returns.
    pub fn open(database: &Path, signed: &Signed) -> Result<SignedFile, OpenFault> {
        let path = place(database);
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .mode(FILE_MODE)
            .open(&path)
            .map_err(unreachable(&path))?;
        let file = SignedFile(file);
        file.write(signed)
            .and_then(|()| file.0.sync_all())
            .map_err(unreachable(&path))?;
        sync_folder(database)?;
        Ok(file)
    }

    /// Says something else.
    pub fn write(&self, signed: &Signed) -> io::Result<()> {
        self.0.write_all_at(line(signed).as_bytes(), 0)
    }

    /// Makes it durable. What fails is tried with the next one: an older head tells nothing wrong.
    pub fn sync(&self) {
        let _ = self.0.sync_data();
    }
}

/// Has it say that a database is to be begun.
pub(super) fn begin(database: &Path) -> Result<(), OpenFault> {
    let path = place(database);
    small_file::replace(&path, &line(&NOTHING)).map_err(unreachable(&path))
}
