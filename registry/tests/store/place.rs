//! Where a case's database is.

use std::{path::PathBuf, sync::Arc};

use registry::{
    Instant, Store,
    audit::head::Signer,
    store::{OpenFault, open},
};
use sqlx::{Connection, PgConnection, Row};
use tempfile::TempDir;

use crate::cluster::Cluster;

/// A database of a case's own, gone with it.
pub struct Place {
    /// As `open` takes it.
    pub address: String,
    folder: PathBuf,
    /// The server, if there is one.
    pub cluster: Option<Cluster>,
    _file: Option<TempDir>,
}

impl Place {
    /// A file in a folder of its own.
    pub fn sqlite() -> Place {
        let folder = TempDir::new().unwrap();
        Place {
            address: format!("sqlite:{}", folder.path().join("file.db").display()),
            folder: folder.path().to_owned(),
            cluster: None,
            _file: Some(folder),
        }
    }

    /// A server of its own.
    pub fn postgres() -> Place {
        Place::postgres_with(&[])
    }

    /// The same with settings.
    pub fn postgres_with(settings: &[&'static str]) -> Place {
        let cluster = Cluster::start(settings);
        Place {
            address: cluster.address(),
            folder: cluster.folder().to_owned(),
            cluster: Some(cluster),
            _file: None,
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

    /// Why there is no store on it.
    pub async fn refusal(&self) -> OpenFault {
        match self.try_open().await {
            Ok(_) => panic!("it was opened"),
            Err(fault) => fault,
        }
    }

    /// A file in the case's folder.
    pub fn at(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Runs something on the server, past the store.
    pub async fn meddle(&self, sql: &'static str) {
        let mut connection = PgConnection::connect(&self.address).await.unwrap();
        sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    }

    /// No transaction on the server waits for anybody. In a file nobody but the writer has one.
    pub async fn assert_nothing_is_open(&self) {
        if self.cluster.is_some() {
            let mut connection = PgConnection::connect(&self.address).await.unwrap();
            let row = sqlx::query(
                "SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'",
            );
            let row = row.fetch_one(&mut connection).await.unwrap();
            assert_eq!(row.get::<i64, _>(0), 0);
        }
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
