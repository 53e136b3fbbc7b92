//! Where a case's database is.

use std::{path::PathBuf, sync::Arc};

use registry::{
    Instant, Store,
    audit::head::Signer,
    store::{OpenFault, open},
};
use tempfile::TempDir;

/// A database of a case's own, gone with it.
pub struct Place {
    /// As `open` takes it.
    pub address: String,
    folder: TempDir,
}

impl Place {
    /// A file in a folder of its own.
    pub fn sqlite() -> Place {
        let folder = TempDir::new().unwrap();
        Place {
            address: format!("sqlite:{}", folder.path().join("file.db").display()),
            folder,
        }
    }

    /// The store on it.
    pub async fn open(&self) -> Arc<dyn Store> {
        self.try_open().await.unwrap()
    }

    /// The store on it, or why not.
    pub async fn try_open(&self) -> Result<Arc<dyn Store>, OpenFault> {
        open(&self.address, Arc::new(Stamp)).await
    }

    /// No transaction waits for anybody.
    pub async fn assert_nothing_is_open(&self) {}

    /// A file in the case's folder.
    pub fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

/// Signs with what it signs.
pub struct Stamp;

impl Signer for Stamp {
    fn sign(&self, size: u64, root: [u8; 32], at: Instant) -> Vec<u8> {
        stamped(size, root, at)
    }
}

/// The stamp on a head.
pub fn stamped(size: u64, root: [u8; 32], at: Instant) -> Vec<u8> {
    [&size.to_be_bytes()[..], &root, &at.0.to_be_bytes()].concat()
}
