//! The registry in PostgreSQL, 15 or later: for several servers at once.
//!
//! Each server's writer takes one lock for its transaction, so that the leaves of the audit's tree are numbered without
//! gaps and each batch sees all that went before. Whoever waits for the lock gathers a larger batch meanwhile.

mod fault;
mod files;
mod inspection;
mod keeping;
mod ledger;
mod opening;
mod reader;

use std::sync::Arc;

pub use self::reader::PostgresReader;
use super::{OpenFault, database::Database};
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
}
