//! The file and what stands beside it: who may read it, who has it, and whether it is ours at all. Asked before SQLite
//! opens anything, because closing a file that SQLite has open would drop its locks.

use std::{
    fs::{self, DirBuilder, File, OpenOptions, Permissions},
    io::{self, Read},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt},
    path::Path,
};

use rustix::fs::{Access, AtFlags, CWD, FlockOperation, accessat, flock, statfs};

pub(super) use crate::small_file::{FILE_MODE, beside, folder_of};
use crate::{small_file, store::OpenFault};

const FOLDER_MODE: u32 = 0o700;

/// NFS, both kinds of SMB, and FUSE: their locks and syncs mean something else.
const NETWORK_KINDS: [u32; 4] = [0x6969, 0xfe53_4d42, 0xff53_4d42, 0x6573_5546];

const MAGIC: &[u8; 16] = b"SQLite format 3\0";
/// Where a file says by which kind of journal it is written: 1 is the old kind.
const JOURNAL_KIND: usize = 18;

/// The lock of the one process that may write. It ends with the process, however that ends.
pub(super) struct Lock(File);

impl Drop for Lock {
    /// Closing the file is not enough where another thread starts a program at that moment: its copy of the file would
    /// hold the lock on.
    fn drop(&mut self) {
        // Failing that, it ends with the last copy.
        let _ = flock(&self.0, FlockOperation::Unlock);
    }
}

/// Makes the folder if there is none, and takes the lock.
pub(super) fn take(path: &Path) -> Result<Lock, OpenFault> {
    let folder = folder_of(path);
    if !folder.exists() {
        DirBuilder::new()
            .recursive(true)
            .mode(FOLDER_MODE)
            .create(folder)
            .map_err(unreachable(folder))?;
    }
    let kind = statfs(folder).map_err(|error| unreachable(folder)(error.into()))?;
    if NETWORK_KINDS.iter().any(|one| is_kind(&kind, *one)) {
        return Err(OpenFault::Network(folder.to_owned()));
    }
    // SQLite would tell of its journal, which nobody has heard of, by a number
    accessat(CWD, folder, Access::WRITE_OK, AtFlags::EACCESS)
        .map_err(|error| unreachable(folder)(error.into()))?;
    lock(path)
}

/// Makes a file's name and place in its folder durable.
pub(super) fn sync_folder(path: &Path) -> Result<(), OpenFault> {
    small_file::sync_folder(path).map_err(unreachable(folder_of(path)))
}

/// Whether a file is SQLite's and has no stranger's journal beside it.
pub(super) fn look(path: &Path) -> Result<(), OpenFault> {
    let mut begin = Vec::new();
    File::open(path)
        .and_then(|file| file.take(100).read_to_end(&mut begin))
        .map_err(unreachable(path))?;
    let is_whole_page = begin.len() >= 100
        && begin.starts_with(MAGIC)
        && fs::metadata(path).is_ok_and(|file| file.len() >= page_bytes(&begin));
    if !is_whole_page {
        // the power was cut while the file was made: its journal takes that back, and SQLite itself says if not
        let journal = beside(path, "-journal");
        if fs::metadata(&journal).is_ok_and(|journal| journal.len() > 0) {
            return Ok(());
        }
        if begin.is_empty() {
            return Err(OpenFault::Empty(path.to_owned()));
        }
        // SQLite would take less than a page for a new file, and begin anew
        return Err(OpenFault::Damaged {
            what: "the file is not a database".to_owned(),
        });
    }
    // SQLite would take such a log for the file's own, and break the file with it
    let log = beside(path, "-wal");
    let has_log = fs::metadata(&log).is_ok_and(|log| log.len() > 0);
    if begin[JOURNAL_KIND] == 1 && has_log {
        return Err(OpenFault::Leftover(log));
    }
    Ok(())
}

/// As the file's head says; 1 stands for the largest.
fn page_bytes(head: &[u8]) -> u64 {
    match u16::from_be_bytes([head[16], head[17]]) {
        1 => 65_536,
        bytes => bytes.into(),
    }
}

/// Closes a file to others than its owner.
pub(super) fn close_to_others(path: &Path) -> Result<(), OpenFault> {
    fs::set_permissions(path, Permissions::from_mode(FILE_MODE)).map_err(unreachable(path))
}

/// Makes an empty file that only its owner reads; one that is there is kept, and closed to others.
pub(super) fn create(path: &Path) -> Result<(), OpenFault> {
    let made = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(FILE_MODE)
        .open(path);
    match made {
        Ok(_) => sync_folder(path),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => close_to_others(path),
        Err(error) => Err(unreachable(path)(error)),
    }
}

/// Removes a file, if it is there.
pub(super) fn remove(path: &Path) -> Result<(), OpenFault> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(unreachable(path)(error)),
        _ => Ok(()),
    }
}

/// The fault for a file or folder that does not open.
pub(super) fn unreachable(path: &Path) -> impl Fn(io::Error) -> OpenFault {
    move |source| OpenFault::Unreachable {
        path: path.to_owned(),
        source,
    }
}

fn lock(path: &Path) -> Result<Lock, OpenFault> {
    let name = beside(path, ".lock");
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .mode(FILE_MODE)
        .open(&name)
        .map_err(unreachable(&name))?;
    match flock(&file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Ok(Lock(file)),
        Err(rustix::io::Errno::WOULDBLOCK) => Err(OpenFault::InUse(path.to_owned())),
        Err(error) => Err(unreachable(&name)(error.into())),
    }
}

/// The kind's width differs between architectures.
fn is_kind(found: &rustix::fs::StatFs, kind: u32) -> bool {
    i128::from(found.f_type) & 0xffff_ffff == i128::from(kind)
}
