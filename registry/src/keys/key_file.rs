//! The key file (密钥文件): a small text that only its owner may read, apart from the database and its backups.

use std::{
    fmt,
    fs::{self, File, Metadata, OpenOptions, Permissions, remove_file, rename},
    io::{ErrorKind, Read as _, Write as _},
    os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _, fchown},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use async_trait::async_trait;
use ed25519_dalek::{Signer as _, SigningKey};
use policy::Day;
use rustix::fs::{FlockOperation, flock};
use zeroize::Zeroizing;

use super::{
    Chance, Destroyed, KeyFault, KeyService, ListFault, Listed, destroyed::DestroyedList,
    ring::Ring, wrapped,
};
use crate::{
    audit::{PublicKey, head::Signer, head_text},
    blind::BlindKeys,
    family::FamilyId,
    instant::Instant,
    small_file::{self, beside, folder_of},
    vault::{FamilyKey, SuiteName},
};

/// Larger than any ring with all its wrapping keys.
const SIZE_LIMIT_BYTES: u64 = 64 * 1024;
const OWNER_READS: u32 = 0o400;
/// Any access at all of the group's or the world's.
const OTHERS: u32 = 0o077;

/// A [`KeyService`] out of one file. `Debug` shows where it lies, never what is in it.
pub struct KeyFile {
    path: PathBuf,
    writes: SuiteName,
    chance: Arc<dyn Chance>,
    seen: RwLock<Seen>,
    /// One change of the file at a time.
    change: Mutex<()>,
    blinds: BlindKeys,
    portal: FamilyKey,
    signing: SigningKey,
    destroyed: DestroyedList,
}

/// What the file said, and which file that was.
#[derive(Clone)]
struct Seen {
    ring: Arc<Ring>,
    stamp: Stamp,
}

/// What tells a file from the one that takes its place: device, number, length, and when it was written.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Stamp(u64, u64, u64, i64, i64);

impl Stamp {
    fn of(file: &Metadata) -> Stamp {
        Stamp(
            file.dev(),
            file.ino(),
            file.len(),
            file.mtime(),
            file.mtime_nsec(),
        )
    }
}

impl KeyFile {
    /// Makes a new file with new keys, of mode 0400, durable when this returns. One that is there is never touched.
    pub fn create(path: &Path, chance: &dyn Chance) -> Result<(), KeyFault> {
        let text = Ring::new(chance).text();
        write_new(path, &text)?;
        sync_folder(path)
    }

    /// Reads a file. `writes` is the suite to seal with from now on. Whose keys are destroyed is listed beside it, in
    /// [`KeyFile::list_of`] it.
    pub fn open(
        path: &Path,
        writes: SuiteName,
        chance: Arc<dyn Chance>,
    ) -> Result<KeyFile, KeyFault> {
        let seen = read(path)?;
        Ok(KeyFile {
            path: path.to_owned(),
            writes,
            chance,
            blinds: BlindKeys::new(&seen.ring.blind),
            portal: FamilyKey::from_root(&seen.ring.passing, 1, writes),
            signing: SigningKey::from_bytes(&seen.ring.signing),
            seen: RwLock::new(seen),
            change: Mutex::new(()),
            destroyed: DestroyedList::at(KeyFile::list_of(path)),
        })
    }

    /// Where whose keys are destroyed is listed, unless it is told otherwise: beside the key file.
    pub fn list_of(path: &Path) -> PathBuf {
        beside(path, ".destroyed")
    }

    /// Lists them somewhere else.
    #[must_use]
    pub fn listing(self, path: PathBuf) -> KeyFile {
        KeyFile {
            destroyed: DestroyedList::at(path),
            ..self
        }
    }

    /// Is there a list of them?
    pub fn has_list(&self) -> bool {
        self.destroyed.is_there()
    }

    /// Makes the list where there is none, with what is known to be destroyed; whether it did.
    pub fn begin_list(&self, destroyed: &[Destroyed]) -> Result<bool, ListFault> {
        let name = |family| self.listed_name(family);
        self.destroyed.begin(destroyed, name)
    }

    /// Adds a wrapping key to the file and writes with it from now on; its id. Families keep what they are wrapped
    /// under until [`super::rewrap`] comes by.
    pub fn rotate(&self) -> Result<u32, KeyFault> {
        self.replace(|ring, chance| ring.add(chance))
    }

    /// Takes an old wrapping key out of the file. Whatever is still wrapped under it, in a backup too, is gone for
    /// ever: so first [`super::rewrap`], and let the backups from before it run out.
    pub fn retire(&self, id: u32) -> Result<(), KeyFault> {
        self.replace(|ring, _| {
            if ring.newest().id == id {
                return Err(KeyFault::Newest(id));
            }
            let before = ring.wrapping.len();
            ring.wrapping.retain(|key| key.id != id);
            if ring.wrapping.len() == before {
                return Err(KeyFault::NoSuchKey(id));
            }
            Ok(())
        })
    }

    /// The ids of the wrapping keys, oldest first.
    pub fn wrapping_ids(&self) -> Vec<u32> {
        self.ring().wrapping.iter().map(|key| key.id).collect()
    }

    fn seen(&self) -> Seen {
        let seen = self.seen.read().unwrap_or_else(PoisonError::into_inner);
        seen.clone()
    }

    fn ring(&self) -> Arc<Ring> {
        self.seen().ring
    }

    fn see(&self, seen: Seen) -> Arc<Ring> {
        let ring = Arc::clone(&seen.ring);
        *self.seen.write().unwrap_or_else(PoisonError::into_inner) = seen;
        ring
    }

    /// The ring as the file has it now: a command or another server may have changed it. A file that is gone was not
    /// changed; what it said holds.
    fn current(&self) -> Result<Arc<Ring>, KeyFault> {
        let seen = self.seen();
        match fs::metadata(&self.path) {
            Ok(now) if Stamp::of(&now) != seen.stamp => Ok(self.see(read(&self.path)?)),
            _ => Ok(seen.ring),
        }
    }

    /// Changes what the file says now, not what this process read once. The new file is durable before anything is
    /// wrapped under a key that only it has.
    fn replace<T>(
        &self,
        change: impl FnOnce(&mut Ring, &dyn Chance) -> Result<T, KeyFault>,
    ) -> Result<T, KeyFault> {
        let _one_at_a_time = self.change.lock().unwrap_or_else(PoisonError::into_inner);
        // and one process at a time: of two that add a key, one would lose the other's; it ends with the open folder
        let folder = File::open(folder_of(&self.path)).map_err(|error| file_fault(&error))?;
        flock(&folder, FlockOperation::LockExclusive).map_err(|error| file_fault(&error.into()))?;
        let before = fs::metadata(&self.path).map_err(|error| file_fault(&error))?;
        let mut ring = Ring::parse(&text_of(&self.path)?.0).map_err(KeyFault::Damaged)?;
        let changed = change(&mut ring, self.chance.as_ref())?;
        let new = beside(&self.path, ".new");
        // a process that died half-way left one behind
        match remove_file(&new) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(file_fault(&error)),
            _ => {}
        }
        write_new(&new, &ring.text())?;
        stay_with(&new, &before)?;
        rename(&new, &self.path).map_err(|error| file_fault(&error))?;
        sync_folder(&self.path)?;
        self.see(read(&self.path)?);
        Ok(changed)
    }
}

impl fmt::Debug for KeyFile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "KeyFile({})", self.path.display())
    }
}

impl Signer for KeyFile {
    fn sign(&self, size: u64, root: [u8; 32], at: Instant) -> Vec<u8> {
        self.sign_text(&head_text(size, root, at)).to_vec()
    }

    fn may_begin(&self, wrapped: &[u8]) -> bool {
        self.is_newest(wrapped)
    }

    fn list(&self, destroyed: &[Destroyed]) -> Result<(), ListFault> {
        let name = |family| self.listed_name(family);
        self.destroyed.add(destroyed, false, name)
    }

    fn unlist(&self, destroyed: &[Destroyed]) -> Result<(), ListFault> {
        let name = |family| self.listed_name(family);
        self.destroyed.add(destroyed, true, name)
    }
}

#[async_trait]
impl KeyService for KeyFile {
    async fn create(&self, family: FamilyId) -> Result<(FamilyKey, Vec<u8>), KeyFault> {
        let key = FamilyKey::new(self.chance.as_ref(), self.writes);
        let wrapped = self.wrap(family, &key).await?;
        Ok((key, wrapped))
    }

    async fn wrap(&self, family: FamilyId, key: &FamilyKey) -> Result<Vec<u8>, KeyFault> {
        let ring = self.current()?;
        ring.newest().wrap(self.chance.as_ref(), family, key)
    }

    async fn unwrap(&self, family: FamilyId, wrapped: &[u8]) -> Result<FamilyKey, KeyFault> {
        let id = wrapped::wrapping_id(wrapped)?;
        let mut ring = self.ring();
        if ring.wrapping(id).is_none() {
            // another server rotated, and its file has come to us meanwhile
            ring = self.current()?;
        }
        let key = ring.wrapping(id).ok_or(KeyFault::NoSuchKey(id))?;
        key.unwrap(family, wrapped, self.writes)
    }

    fn is_newest(&self, wrapped: &[u8]) -> bool {
        let Ok(ring) = self.current() else {
            return false;
        };
        wrapped::wrapping_id(wrapped) == Ok(ring.newest().id)
    }

    fn reload(&self) -> Result<(), KeyFault> {
        self.see(read(&self.path)?);
        Ok(())
    }

    fn blinds(&self) -> &BlindKeys {
        &self.blinds
    }

    fn portal_key(&self) -> &FamilyKey {
        &self.portal
    }

    fn listed(&self) -> Result<Listed, ListFault> {
        self.destroyed.read()
    }

    fn drop_listed(&self, before: Day) -> Result<usize, ListFault> {
        self.destroyed.drop_before(before)
    }

    fn sign_text(&self, text: &str) -> [u8; 64] {
        self.signing.sign(text.as_bytes()).to_bytes()
    }

    fn public_key(&self) -> PublicKey {
        PublicKey(self.signing.verifying_key().to_bytes())
    }
}

fn read(path: &Path) -> Result<Seen, KeyFault> {
    let (text, stamp) = text_of(path)?;
    let ring = Ring::parse(&text).map_err(KeyFault::Damaged)?;
    Ok(Seen {
        ring: Arc::new(ring),
        stamp,
    })
}

fn text_of(path: &Path) -> Result<(Zeroizing<String>, Stamp), KeyFault> {
    let file = File::open(path).map_err(|error| file_fault(&error))?;
    // of the file that is open, not of whatever the path leads to a moment later
    let metadata = file.metadata().map_err(|error| file_fault(&error))?;
    if !metadata.is_file() {
        return Err(KeyFault::File(ErrorKind::InvalidInput));
    }
    let mode = metadata.mode() & 0o7777;
    if mode & OTHERS != 0 {
        return Err(KeyFault::Open(mode));
    }
    if metadata.len() > SIZE_LIMIT_BYTES {
        return Err(KeyFault::File(ErrorKind::FileTooLarge));
    }
    let room = usize::try_from(metadata.len()).unwrap_or(0) + 1;
    let mut text = Zeroizing::new(String::with_capacity(room));
    file.take(SIZE_LIMIT_BYTES)
        .read_to_string(&mut text)
        .map_err(|error| file_fault(&error))?;
    Ok((text, Stamp::of(&metadata)))
}

fn write_new(path: &Path, text: &str) -> Result<(), KeyFault> {
    let file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(OWNER_READS)
        .open(path);
    let mut file = file.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => KeyFault::Exists,
        _ => file_fault(&error),
    })?;
    // whatever the process's umask took away or left
    file.set_permissions(Permissions::from_mode(OWNER_READS))
        .and_then(|()| file.write_all(text.as_bytes()))
        .and_then(|()| file.sync_all())
        .map_err(|error| file_fault(&error))
}

/// The portal's user reads the file after the superuser changed it, too.
fn stay_with(new: &Path, before: &Metadata) -> Result<(), KeyFault> {
    let file = File::open(new).map_err(|error| file_fault(&error))?;
    let made = file.metadata().map_err(|error| file_fault(&error))?;
    if (made.uid(), made.gid()) == (before.uid(), before.gid()) {
        return Ok(());
    }
    fchown(&file, Some(before.uid()), Some(before.gid()))
        .and_then(|()| file.sync_all())
        .map_err(|error| file_fault(&error))
}

fn sync_folder(path: &Path) -> Result<(), KeyFault> {
    small_file::sync_folder(path).map_err(|error| file_fault(&error))
}

fn file_fault(error: &std::io::Error) -> KeyFault {
    KeyFault::File(error.kind())
}

#[cfg(test)]
mod tests;
