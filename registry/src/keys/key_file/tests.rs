use std::{
    fs::{Permissions, metadata, read_to_string, set_permissions, write},
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::KeyFile;
use crate::{
    audit::head::Signer as _,
    family::FamilyId,
    keys::{KeyFault, KeyService, chance::Counted, ring::Ring},
    vault::{Cell, SuiteName},
};

const FAMILY: FamilyId = FamilyId([3; 16]);

fn open(path: &Path) -> Result<KeyFile, KeyFault> {
    KeyFile::open(path, SuiteName::AesGcmSiv, Arc::new(Counted::from(9)))
}

fn created() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys");
    KeyFile::create(&path, &Counted::from(1)).unwrap();
    (folder, path)
}

fn mode(path: &Path, mode: u32) {
    set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_new_file_is_for_its_owner_alone_and_never_overwritten() {
    let (_folder, path) = created();
    assert_eq!(
        metadata(&path).unwrap().permissions().mode() & 0o7777,
        0o400
    );
    let before = read_to_string(&path).unwrap();
    let again = KeyFile::create(&path, &Counted::from(2));
    assert_eq!(again, Err(KeyFault::Exists));
    assert_eq!(read_to_string(&path).unwrap(), before);
}

#[test]
fn a_file_that_others_may_touch_is_refused() {
    let (_folder, path) = created();
    for refused in [0o440, 0o404, 0o420, 0o402, 0o410, 0o644, 0o777] {
        mode(&path, refused);
        assert_eq!(open(&path).map(|_| ()), Err(KeyFault::Open(refused)));
    }
    for taken in [0o400, 0o600] {
        mode(&path, taken);
        assert!(open(&path).is_ok());
    }
}

#[test]
fn what_is_no_key_file_is_refused_and_says_where() {
    let (folder, path) = created();
    let missing = open(&folder.path().join("none")).map(|_| ());
    assert_eq!(missing, Err(KeyFault::File(std::io::ErrorKind::NotFound)));
    assert!(open(folder.path()).is_err());
    mode(&path, 0o600);
    let text = read_to_string(&path).unwrap();
    let rows = [
        (text.replace("yucan keys 1", "yucan keys 2"), 6),
        (text.replace("blind", "blend"), 6),
        (text.replace("passing 1", "passing 2"), 6),
        (String::new(), 1),
    ];
    for (changed, line) in rows {
        write(&path, changed).unwrap();
        assert_eq!(open(&path).map(|_| ()), Err(KeyFault::Damaged(line)));
    }
    write(&path, vec![b'a'; 65 * 1024]).unwrap();
    let too_large = Err(KeyFault::File(std::io::ErrorKind::FileTooLarge));
    assert_eq!(open(&path).map(|_| ()), too_large);
}

#[test]
fn nothing_of_a_key_is_ever_printed() {
    let (_folder, path) = created();
    let text = read_to_string(&path).unwrap();
    let shown = format!("{:?}", open(&path).unwrap());
    for word in text.split_whitespace().filter(|word| word.len() == 64) {
        assert!(!shown.contains(&word[..8]), "{shown}");
    }
}

#[tokio::test]
async fn a_wrapped_key_unwraps_for_its_own_family_alone() {
    let (_folder, path) = created();
    let keys = open(&path).unwrap();
    let (key, wrapped) = keys.create(FAMILY).await.unwrap();
    assert_eq!(wrapped.len(), 67);
    let cell = Cell::new("entry", "body", "0");
    let sealed = key.seal_same(&cell, b"word").unwrap();
    let again = keys.unwrap(FAMILY, &wrapped).await.unwrap();
    assert_eq!(again.open(&cell, &sealed).unwrap(), b"word");
    let other = keys.unwrap(FamilyId([4; 16]), &wrapped).await;
    assert_eq!(other.map(|_| ()), Err(KeyFault::Closed));
    for bit in 0..wrapped.len() * 8 {
        let mut changed = wrapped.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(keys.unwrap(FAMILY, &changed).await.is_err(), "bit {bit}");
    }
    for end in 0..wrapped.len() {
        assert!(keys.unwrap(FAMILY, &wrapped[..end]).await.is_err());
    }
}

#[tokio::test]
async fn both_suites_wrap_and_unwrap_each_others() {
    let (_folder, path) = created();
    let with = |suite| KeyFile::open(&path, suite, Arc::new(Counted::from(9))).unwrap();
    let (aes, sm4) = (with(SuiteName::AesGcmSiv), with(SuiteName::Sm4Gcm));
    for (writer, reader) in [(&aes, &sm4), (&sm4, &aes)] {
        let (key, wrapped) = writer.create(FAMILY).await.unwrap();
        let again = reader.unwrap(FAMILY, &wrapped).await.unwrap();
        assert_eq!(again.root(), key.root());
        assert_ne!(again.writes(), key.writes());
    }
}

#[tokio::test]
async fn a_rotation_writes_with_the_new_key_and_reads_with_all() {
    let (_folder, path) = created();
    let keys = open(&path).unwrap();
    // another server, which read the file before
    let other = open(&path).unwrap();
    let (key, old) = keys.create(FAMILY).await.unwrap();
    assert!(keys.is_newest(&old));
    assert_eq!(keys.rotate(), Ok(2));
    assert_eq!(
        metadata(&path).unwrap().permissions().mode() & 0o7777,
        0o400
    );
    assert!(!keys.is_newest(&old));
    let new = keys.wrap(FAMILY, &key).await.unwrap();
    assert!(keys.is_newest(&new));
    for service in [&keys, &other, &open(&path).unwrap()] {
        for wrapped in [&old, &new] {
            let again = service.unwrap(FAMILY, wrapped).await.unwrap();
            assert_eq!(again.root(), key.root());
        }
        assert_eq!(service.wrapping_ids(), [1, 2]);
        assert_eq!(service.public_key(), keys.public_key());
    }
    assert_eq!(keys.retire(2), Err(KeyFault::Newest(2)));
    assert_eq!(keys.retire(7), Err(KeyFault::NoSuchKey(7)));
    assert_eq!(keys.retire(1), Ok(()));
    let gone = keys.unwrap(FAMILY, &old).await.map(|_| ());
    assert_eq!(gone, Err(KeyFault::NoSuchKey(1)));
    assert!(keys.unwrap(FAMILY, &new).await.is_ok());
    // an id is never given twice, or an old backup would be taken for a new one
    assert_eq!(keys.rotate(), Ok(3));
}

#[test]
fn a_rotation_that_was_killed_half_way_is_done_again() {
    let (_folder, path) = created();
    let keys = open(&path).unwrap();
    write(path.with_file_name("keys.new"), "half a fi").unwrap();
    assert_eq!(keys.rotate(), Ok(2));
    assert_eq!(open(&path).unwrap().wrapping_ids(), [1, 2]);
}

#[tokio::test]
async fn a_rotation_by_another_process_holds_at_once() {
    let (_folder, path) = created();
    let (serving, command) = (open(&path).unwrap(), open(&path).unwrap());
    let (key, old) = serving.create(FAMILY).await.unwrap();
    assert!(serving.may_begin(&old));
    assert_eq!(command.rotate(), Ok(2));
    assert!(!serving.may_begin(&old), "not under the old key any more");
    let new = serving.wrap(FAMILY, &key).await.unwrap();
    assert!(serving.may_begin(&new) && command.is_newest(&new));
    assert_eq!(command.retire(1), Ok(()));
    assert_eq!(serving.reload(), Ok(()));
    let gone = serving.unwrap(FAMILY, &old).await.map(|_| ());
    assert_eq!(gone, Err(KeyFault::NoSuchKey(1)), "nor in memory");
    // who takes the file away from a portal that serves has changed no key
    std::fs::remove_file(&path).unwrap();
    assert!(serving.wrap(FAMILY, &key).await.is_ok());
    write(&path, "no keys").unwrap();
    mode(&path, 0o400);
    let refused = serving.wrap(FAMILY, &key).await.map(|_| ());
    assert_eq!(refused, Err(KeyFault::Damaged(1)));
}

#[test]
fn rotations_at_once_lose_none() {
    let (_folder, path) = created();
    let threads: Vec<_> = (0..8)
        .map(|_| {
            let keys = open(&path).unwrap();
            std::thread::spawn(move || keys.rotate().unwrap())
        })
        .collect();
    let mut ids: Vec<_> = threads.into_iter().map(|t| t.join().unwrap()).collect();
    ids.sort_unstable();
    assert_eq!(ids, [2, 3, 4, 5, 6, 7, 8, 9]);
    let all = open(&path).unwrap().wrapping_ids();
    assert_eq!(all, (1..=9).collect::<Vec<_>>());
}

#[test]
fn a_full_file_says_so() {
    let (_folder, path) = created();
    let text = read_to_string(&path).unwrap();
    let mut ring = Ring::parse(&text).unwrap_or_else(|line| panic!("line {line}"));
    while ring.add(&Counted::from(5)).is_ok() {}
    assert_eq!(ring.wrapping.len(), crate::keys::ring::WRAPPING_KEYS_LIMIT);
    assert!(ring.text().len() < 64 * 1024);
    assert_eq!(ring.add(&Counted::from(5)), Err(KeyFault::Full));
}
