//! Opens what families' files are kept in: the keys first, then the database.

use std::{path::Path, sync::Arc};

use policy::Areas;
use registry::{
    Instant,
    keys::{KeyFault, KeyFile, KeyService, ListFault, SystemChance},
    office::{DeletionsFault, Office},
    store::{self, OpenFault, Store, StoreFault, sqlite::SqliteStore},
    vault::SuiteName,
};

use crate::{
    clock::{Clock as _, SystemClock},
    config::Keeping,
};

/// Why the files can't be opened.
#[derive(Debug, thiserror::Error)]
pub enum KeepingFault {
    /// The keys.
    #[error("{path}: {fault}", path = .0.display(), fault = .1)]
    Keys(std::path::PathBuf, #[source] KeyFault),
    /// There is a database and no key file: a new one would open nothing that is in it.
    #[error("{path} is missing, and the database is not new: bring the key file back", path = .0.display())]
    KeysMissing(std::path::PathBuf),
    /// There is no key file, and no database either: the command was started in the wrong place.
    #[error("{path}: there is no key file; name the one that is meant with --keys FILE", path = .0.display())]
    NoKeys(std::path::PathBuf),
    /// The key file is another database's: what it seals nobody would open beside what is there.
    #[error("{path} is not this database's key file: bring the right one back", path = .0.display())]
    KeysOfAnother(std::path::PathBuf),
    /// There is a key file and no database: a new one would look as if nobody had ever come.
    #[error(
        "{file} is missing, and its key file {keys} is there: bring the database back, or the last copy of it with \
         `yucan restore COPY`; `yucan begin` begins a new one on purpose",
        file = .file.display(), keys = .keys.display()
    )]
    DatabaseMissing {
        /// The database's file.
        file: std::path::PathBuf,
        /// The key file.
        keys: std::path::PathBuf,
    },
    /// Whose files were deleted can't be listed.
    #[error("{0}; `--destroyed FILE` names another place for this list of deleted files")]
    List(#[from] ListFault),
    /// Deletions that this database does not have can't be made again.
    #[error(transparent)]
    Deletions(DeletionsFault),
    /// There is no such file.
    #[error("{path}: there is no database; name the one that is meant with --database sqlite:PATH", path = .0.display())]
    NoDatabase(std::path::PathBuf),
    /// The database can't be opened.
    #[error(transparent)]
    Open(#[from] OpenFault),
    /// The database doesn't answer.
    #[error(transparent)]
    Store(#[from] StoreFault),
}

/// The keys of these settings; a new file where the database is new, too.
pub fn keys(keeping: &Keeping) -> Result<Arc<KeyFile>, KeepingFault> {
    let path = keeping.keys.as_path();
    let fault = |fault| KeepingFault::Keys(path.to_owned(), fault);
    let suite = if keeping.is_sm4 {
        SuiteName::Sm4Gcm
    } else {
        SuiteName::AesGcmSiv
    };
    if !path.exists() {
        if let Some(file) = keeping.file() {
            if file.exists() || SqliteStore::expected(&file)?.is_some_and(|entries| entries > 0) {
                return Err(KeepingFault::KeysMissing(path.to_owned()));
            }
            // Written before there are keys: whoever finds these, and no database, knows that there never was one.
            // A folder that can't be made is told by this.
            let _ = make_folder(&file);
            SqliteStore::expect(&file)?;
        }
        make_keys(path)?;
    }
    let keys = KeyFile::open(path, suite, Arc::new(SystemChance)).map_err(fault)?;
    Ok(Arc::new(keys.listing(keeping.list())))
}

/// Makes a new key file, with its folder.
pub fn make_keys(path: &Path) -> Result<(), KeepingFault> {
    let fault = |fault| KeepingFault::Keys(path.to_owned(), fault);
    make_folder(path).map_err(|error| fault(KeyFault::File(error.kind())))?;
    KeyFile::create(path, &SystemChance).map_err(fault)?;
    tracing::warn!(
        file = %path.display(),
        "made a new key file; copy it to another place than the database's backups"
    );
    Ok(())
}

/// Makes the key file of a new database.
pub async fn create_keys(keeping: &Keeping) -> Result<(), KeepingFault> {
    let path = &keeping.keys;
    if path.exists() {
        return Err(KeepingFault::Keys(path.clone(), KeyFault::Exists));
    }
    let keys = keys(keeping)?;
    if keeping.file().is_some() {
        return Ok(());
    }
    // A server's database is looked into: families' files that are there need the keys they were sealed with.
    store_with_made_keys(keeping, &keys).await?.close().await;
    Ok(())
}

/// The database of these settings must be there: a command that only looks makes none. Whether a server's is, its opening
/// tells.
pub fn database_there(keeping: &Keeping) -> Result<(), KeepingFault> {
    match keeping.file() {
        Some(file) if !file.exists() => Err(KeepingFault::NoDatabase(file)),
        _ => Ok(()),
    }
}

/// The keys of these settings, which must be there.
pub fn keys_there(keeping: &Keeping) -> Result<Arc<KeyFile>, KeepingFault> {
    must_have_keys(keeping)?;
    keys(keeping)
}

fn must_have_keys(keeping: &Keeping) -> Result<(), KeepingFault> {
    let path = &keeping.keys;
    match (path.exists(), database_there(keeping)) {
        (true, _) => Ok(()),
        (false, Ok(())) => Err(KeepingFault::KeysMissing(path.clone())),
        (false, Err(_)) => Err(KeepingFault::NoKeys(path.clone())),
    }
}

/// The database of these settings, for this process alone where it is a file.
pub async fn store(keeping: &Keeping, keys: &Arc<KeyFile>) -> Result<Arc<dyn Store>, KeepingFault> {
    if let Some(file) = keeping.file() {
        if !file.exists() && SqliteStore::expected(&file)?.is_none() {
            return Err(KeepingFault::DatabaseMissing {
                file,
                keys: keeping.keys.clone(),
            });
        }
        // A folder that can't be made is told by the opening itself.
        let _ = make_folder(&file);
    }
    let signer = Arc::clone(keys) as Arc<dyn registry::audit::head::Signer>;
    let store = store::open(&keeping.database, signer).await?;
    match is_ours(&*store, keys).await {
        Ok(true) => Ok(store),
        other => {
            store.close().await;
            other?;
            Err(KeepingFault::KeysOfAnother(keeping.keys.clone()))
        }
    }
}

/// The database, with keys made just now: where it is a server's, that it is new is seen only once it is open.
async fn store_with_made_keys(
    keeping: &Keeping,
    keys: &Arc<KeyFile>,
) -> Result<Arc<dyn Store>, KeepingFault> {
    let opened = store(keeping, keys).await;
    // Nothing was sealed with the new file; left there, it would stand where the right one is to be brought back.
    if opened.is_err() && keeping.file().is_none() {
        let _ = std::fs::remove_file(&keeping.keys);
    }
    opened.map_err(|fault| match fault {
        KeepingFault::KeysOfAnother(path) => KeepingFault::KeysMissing(path),
        fault => fault,
    })
}

/// Whether the audit's newest head, if there is one, is signed by the same keys.
async fn is_ours(store: &dyn Store, keys: &KeyFile) -> Result<bool, StoreFault> {
    let head = store.head().await?;
    Ok(head.is_none_or(|head| keys.public_key().verify_head(&head)))
}

/// The office over both.
pub async fn office(keeping: &Keeping, areas: &'static Areas) -> Result<Arc<Office>, KeepingFault> {
    let is_made = !keeping.keys.exists();
    let keys = keys(keeping)?;
    let store = if is_made {
        store_with_made_keys(keeping, &keys).await?
    } else {
        store(keeping, &keys).await?
    };
    let office = Office::new(
        store,
        Arc::clone(&keys) as Arc<dyn KeyService>,
        Arc::new(SystemChance),
        areas,
    );
    match delete_listed(&office, &keys).await {
        Ok(()) => Ok(Arc::new(office)),
        Err(fault) => {
            office.store.close().await;
            Err(fault)
        }
    }
}

/// The same for a command that acts on what is there: in the wrong folder it begins nothing.
pub async fn office_there(
    keeping: &Keeping,
    areas: &'static Areas,
) -> Result<Arc<Office>, KeepingFault> {
    must_have_keys(keeping)?;
    office(keeping, areas).await
}

/// Makes deletions again that are listed and not in the database: one that an operator put back by hand, or a server's
/// that was brought back from its own copies, undoes none.
async fn delete_listed(office: &Office, keys: &KeyFile) -> Result<(), KeepingFault> {
    let now = SystemClock::begin().now();
    if !keys.has_list() {
        begin_list(office, keys, now).await?;
    }
    let deleted = office.delete_listed(now).await;
    match deleted.map_err(KeepingFault::Deletions)? {
        0 => {}
        deleted => tracing::warn!(
            deleted,
            "the database was older than the list of deleted files; they were deleted again"
        ),
    }
    Ok(())
}

/// A list that was lost is begun with the deletions that are in the database: a copy from before them that is brought
/// back has them made again.
async fn begin_list(office: &Office, keys: &KeyFile, now: Instant) -> Result<(), KeepingFault> {
    let here = office.deleted_here(now).await;
    let here = here.map_err(|fault| KeepingFault::Deletions(fault.into()))?;
    if !keys.begin_list(&here)? {
        return Ok(());
    }
    match office.store.head().await? {
        None => tracing::info!("a new list of deleted files was begun"),
        Some(_) => tracing::warn!(
            listed = here.len(),
            "there was no list of deleted files; it was begun with those that this database knows of, and if the database \
             was brought back from a copy, those deleted since are not in it"
        ),
    }
    Ok(())
}

fn make_folder(file: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => std::fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder),
        _ => Ok(()),
    }
}
