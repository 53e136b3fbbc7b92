//! The registry in PostgreSQL, 15 or later: for several servers at once.
//!
//! Each server's writer takes one lock for its transaction, so that the leaves of the audit's tree are numbered without
//! gaps and each batch sees all that went before. Whoever waits for the lock gathers a larger batch meanwhile.

mod copying;
mod fault;
mod files;
mod inspection;
mod keeping;
mod ledger;
mod opening;
mod reader;
mod restoring;

use std::{path::Path, sync::Arc};

pub use self::reader::PostgresReader;
use super::{CopyFault, OpenFault, Told, database::Database};
use crate::audit::head::Signer;

/// A PostgreSQL database.
pub type PostgresStore = Database<PostgresReader>;

impl PostgresStore {
    /// Opens the database at a `postgres://` address; its tables are made if they are not there.
    pub async fn open(address: &str, signer: Arc<dyn Signer>) -> Result<PostgresStore, OpenFault> {
        let (ledger, reader) = opening::open(address).await?;
        Ok(Database::writing(reader, ledger, signer))
    }

    /// Opens it for a verifier, whatever became of the entries and their tree. Nothing is written, no table made.
    pub async fn open_to_look(address: &str) -> Result<PostgresStore, OpenFault> {
        Ok(Database::reading(opening::open_to_look(address).await?))
    }

    /// Copies the database as it is at one moment to a new file of SQLite's, while others go on writing. The copy is held
    /// against what the server told, checked and synced before it has its name; a file of that name is replaced.
    pub async fn backup_of(address: &str, to: &Path, told: Told<'_>) -> Result<(), CopyFault> {
        copying::copy(address, to, told).await
    }

    /// Fills the database at an address from a copy, which must have proved itself and which nobody writes: all of it, or
    /// nothing. Rows that are there are replaced only if that is agreed to; no program of ours may have it open.
    pub async fn bring_back(
        address: &str,
        copy: &Path,
        replaces: bool,
        told: Told<'_>,
    ) -> Result<(), CopyFault> {
        restoring::bring_back(address, copy, replaces, told).await
    }
}
