//! Opens what families' files are kept in: the keys first, then the database.

use std::{path::Path, sync::Arc};

use policy::Areas;
use registry::{
    keys::{Chance, KeyFault, KeyFile, KeyService, SystemChance},
    office::Office,
    store::{self, OpenFault, Store, StoreFault},
    vault::SuiteName,
};

use crate::config::Keeping;

/// Why the files can't be opened.
#[derive(Debug, thiserror::Error)]
pub enum KeepingFault {
    /// The keys.
    #[error("{path}: {fault}", path = .0.display(), fault = .1)]
    Keys(std::path::PathBuf, #[source] KeyFault),
    /// There is a database and no key file: a new one would open nothing that is in it.
    #[error("{path} is missing, and the database is not new: bring the key file back", path = .0.display())]
    KeysMissing(std::path::PathBuf),
    /// The key file is another database's: what it seals nobody would open beside what is there.
    #[error("{path} is not this database's key file: bring the right one back", path = .0.display())]
    KeysOfAnother(std::path::PathBuf),
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
    let chance: Arc<dyn Chance> = Arc::new(SystemChance);
    if !path.exists() {
        if keeping.file().is_some_and(|file| file.exists()) {
            return Err(KeepingFault::KeysMissing(path.to_owned()));
        }
        make_folder(path).map_err(|error| fault(KeyFault::File(error.kind())))?;
        KeyFile::create(path, &*chance).map_err(fault)?;
        tracing::warn!(
            file = %path.display(),
            "made a new key file; copy it to another place than the database's backups"
        );
    }
    KeyFile::open(path, suite, chance)
        .map(Arc::new)
        .map_err(fault)
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
    if keeping.keys.exists() {
        keys(keeping)
    } else {
        Err(KeepingFault::KeysMissing(keeping.keys.clone()))
    }
}

/// The database of these settings, for this process alone where it is a file.
pub async fn store(keeping: &Keeping, keys: &Arc<KeyFile>) -> Result<Arc<dyn Store>, KeepingFault> {
    if let Some(file) = keeping.file() {
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
    let keys: Arc<dyn KeyService> = keys;
    Ok(Arc::new(Office::new(
        store,
        keys,
        Arc::new(SystemChance),
        areas,
    )))
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
