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
    let refused = match store(keeping, &keys).await {
        Ok(store) => {
            let refused = refuse_another(keeping, &*store).await;
            store.close().await;
            refused
        }
        Err(fault) => Err(fault),
    };
    if refused.is_err() {
        let _ = std::fs::remove_file(path);
    }
    refused
}

/// Says no where families are kept already, which new keys would not open.
async fn refuse_another(keeping: &Keeping, store: &dyn Store) -> Result<(), KeepingFault> {
    if store.families(None, 1).await?.is_empty() {
        return Ok(());
    }
    Err(KeepingFault::KeysMissing(keeping.keys.clone()))
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
    Ok(store::open(&keeping.database, signer).await?)
}

/// The office over both.
pub async fn office(keeping: &Keeping, areas: &'static Areas) -> Result<Arc<Office>, KeepingFault> {
    let is_new = !keeping.keys.exists();
    let keys = keys(keeping)?;
    let store = store(keeping, &keys).await?;
    // Whether a server's database is new is seen only once it is open.
    if is_new && let Err(fault) = refuse_another(keeping, &*store).await {
        store.close().await;
        // Nothing was sealed with it; left there, it would be taken for the right one.
        let _ = std::fs::remove_file(&keeping.keys);
        return Err(fault);
    }
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
