//! Opening a database by its address, and why one is refused.

use std::{path::PathBuf, sync::Arc};

use super::{Store, StoreFault, postgres::PostgresStore, sqlite::SqliteStore};
use crate::audit::head::Signer;

/// Why a database was not opened. The words are for whoever starts the portal.
#[derive(Debug, thiserror::Error)]
pub enum OpenFault {
    /// The address is of no kind that is known.
    #[error("a database's address begins with sqlite: or postgres://")]
    Address,
    /// Another process has it.
    #[error("another process has {}; one at a time", .0.display())]
    InUse(PathBuf),
    /// The folder cannot be used.
    #[error("{} cannot be opened: {source}", path.display())]
    Unreachable {
        /// Which file or folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file system that does not keep its promises between machines.
    #[error("{} lies on a network file system, whose locks and syncs cannot be relied on", .0.display())]
    Network(PathBuf),
    /// The file is no database of the registry's.
    #[error("{} is no registry; it is left alone", .0.display())]
    NotOurs(PathBuf),
    /// A journal stands beside a file that it does not belong to.
    #[error("{} stands beside a database that it does not belong to; move it away", .0.display())]
    Leftover(PathBuf),
    /// There is a file, and nothing in it.
    #[error(
        "{path} has no bytes: bring the last copy back with `yucan restore COPY --replace`, or begin a new database on \
         purpose with `yucan begin`", path = .0.display()
    )]
    Empty(PathBuf),
    /// The database is not there, and was.
    #[error(
        "{path} is missing, and {had} entries were kept in it: bring it back, or the last copy of it with `yucan \
         restore COPY`; `yucan begin` begins a new database on purpose", path = path.display()
    )]
    Missing {
        /// Which file.
        path: PathBuf,
        /// How many entries were signed.
        had: u64,
    },
    /// The database has less than it had.
    #[error(
        "{path} ends after {has} entries, and {had} were kept in it: its journal {path}-wal is missing or not its own, \
         or it was put back to an earlier day. Bring the journal back, or the last copy with `yucan restore COPY \
         --replace`; remove {path}.head to go on without the others", path = path.display()
    )]
    Behind {
        /// Which file.
        path: PathBuf,
        /// How many entries it has.
        has: u64,
        /// How many were signed.
        had: u64,
    },
    /// The database is not the one that was there.
    #[error(
        "{path} is not the database whose newest head {path}.head has: bring that back, or remove the head to use this \
         one", path = .0.display()
    )]
    Another(PathBuf),
    /// What says how much the database had does not read.
    #[error("{path} does not read; remove it, and look with `yucan verify`", path = .0.display())]
    Head(PathBuf),
    /// There is a database where one is to be begun.
    #[error("{} is a database already; it is left as it is", .0.display())]
    Kept(PathBuf),
    /// The database is damaged.
    #[error("the database is damaged ({what}); restore the last backup")]
    Damaged {
        /// What was found, in words that hold no value of any row.
        what: String,
    },
    /// The database's program may lose what it acknowledged.
    #[error("{program} {found} may lose what it acknowledged; at least {needed} is needed")]
    Outdated {
        /// Which program.
        program: &'static str,
        /// Its version.
        found: String,
        /// The oldest that will do.
        needed: &'static str,
    },
    /// It is set so that an acknowledged write may be lost.
    #[error("the database runs with {0}, so it may lose what it acknowledged")]
    NotDurable(String),
    /// The server only reads.
    #[error(
        "the server of the database only reads: its address leads to a standby, or it was set to read only. Name the \
         server that is first now, or a name that follows it when a standby takes over"
    )]
    ReadOnly,
    /// A newer program made the tables.
    #[error("the tables are of version {found}, this program knows {known}; start the newer one")]
    Newer {
        /// The database's.
        found: usize,
        /// This program's.
        known: usize,
    },
    /// Tables that were made otherwise.
    #[error("step {step} of the tables' history is not the one this program knows")]
    OtherHistory {
        /// Which step.
        step: usize,
    },
    /// The tables are older than this program, and nothing may be written.
    #[error(
        "the tables are of an older version, and are only read here; `yucan serve` brings them up to date"
    )]
    Older,
    /// The database did not answer, or not as expected.
    #[error("{0} (cause: {1})")]
    Store(StoreFault, String),
}

/// Opens a database: `sqlite:PATH` or `postgres://…`. The signer signs the audit's heads.
pub async fn open(address: &str, signer: Arc<dyn Signer>) -> Result<Arc<dyn Store>, OpenFault> {
    if let Some(path) = address.strip_prefix("sqlite:") {
        let path = path.strip_prefix("//").unwrap_or(path);
        return Ok(Arc::new(SqliteStore::open(path.as_ref(), signer).await?));
    }
    if address.starts_with("postgres://") || address.starts_with("postgresql://") {
        return Ok(Arc::new(PostgresStore::open(address, signer).await?));
    }
    Err(OpenFault::Address)
}

/// Opens a database that a verifier is to look at, whatever became of it: nothing is written, and what is wrong with the
/// entries or their tree is no reason to refuse. The file of SQLite must be a copy that nobody writes.
pub async fn open_to_look(address: &str) -> Result<Arc<dyn Store>, OpenFault> {
    if let Some(path) = address.strip_prefix("sqlite:") {
        let path = path.strip_prefix("//").unwrap_or(path);
        return Ok(Arc::new(SqliteStore::open_to_look(path.as_ref()).await?));
    }
    if address.starts_with("postgres://") || address.starts_with("postgresql://") {
        return Ok(Arc::new(PostgresStore::open_to_look(address).await?));
    }
    Err(OpenFault::Address)
}
