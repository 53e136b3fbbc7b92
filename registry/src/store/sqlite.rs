//! The registry in one file, by SQLite: the default, for one machine and one process.
//!
//! One connection writes and several read. A commit is in the file's log and synced before anybody is told of it.

mod backup;
mod carrying;
pub(super) mod copy_file;
mod fault;
mod folder;
mod inspection;
mod keeping;
mod ledger;
mod opening;
mod reader;
mod replacing;
mod rows;
mod signed;
#[cfg(test)]
mod tests;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

pub use self::reader::SqliteReader;
use super::{Head, OpenFault, database::Database};
use crate::audit::head::Signer;

// versions before this one may lose commits while two connections write and checkpoint at once
const _: () = assert!(libsqlite3_sys::SQLITE_VERSION_NUMBER >= 3_051_003);

/// A SQLite database.
pub type SqliteStore = Database<SqliteReader>;

impl SqliteStore {
    /// Opens the file, begun anew if it is not there and nothing beside it says that it was. The lock beside it is held
    /// until the store is closed.
    pub async fn open(path: &Path, signer: Arc<dyn Signer>) -> Result<SqliteStore, OpenFault> {
        let (ledger, reader) = opening::open(path).await?;
        Ok(Database::writing(reader, ledger, signer))
    }

    /// Opens a copy that no process writes, such as a restored one, to look whether it is whole. Nothing is written.
    pub async fn open_to_read(path: &Path) -> Result<SqliteStore, OpenFault> {
        Ok(Database::reading(opening::open_to_read(path).await?))
    }

    /// The same, whatever became of the entries and their tree: for a verifier, which names the place.
    pub async fn open_to_look(path: &Path) -> Result<SqliteStore, OpenFault> {
        Ok(Database::reading(opening::open_to_look(path).await?))
    }

    /// The newest signed head of a file that another process may be writing; none in a new one.
    pub async fn newest_head(path: &Path) -> Result<Option<Head>, OpenFault> {
        inspection::newest_head(path).await
    }

    /// Copies the database as it is at this moment to a new file, while others go on writing. The copy is checked and
    /// synced before it has its name; a file of that name is replaced.
    pub async fn backup(&self, to: &Path) -> Result<(), OpenFault> {
        backup::copy(&self.reader.path, to).await
    }

    /// The same from another process than the one that serves.
    pub async fn backup_of(path: &Path, to: &Path) -> Result<(), OpenFault> {
        backup::copy(path, to).await
    }

    /// Gives a whole database that nobody has open another's name, whose own stays beside it: where, if there was one.
    /// Refused while a process has that.
    pub fn replace(new: &Path, path: &Path) -> Result<Option<PathBuf>, OpenFault> {
        replacing::replace(new, path)
    }

    /// Begins a new database on purpose, where there is none or one of no bytes. How many entries the one had that was
    /// lost; 0 where nothing tells of one.
    pub fn begin(path: &Path) -> Result<u64, OpenFault> {
        replacing::begin(path)
    }

    /// Has it be written down, before keys are made for it, that a database is to be begun.
    pub fn expect(path: &Path) -> Result<(), OpenFault> {
        match signed::read(path)? {
            None => signed::begin(path),
            Some(_) => Ok(()),
        }
    }

    /// How many entries were signed in the database, as it is written beside it; none where nothing tells of any database.
    pub fn expected(path: &Path) -> Result<Option<u64>, OpenFault> {
        Ok(signed::read(path)?.map(|signed| signed.size))
    }
}
