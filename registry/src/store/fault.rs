//! What a database's error means for those who wait, and how well the database is.

use std::sync::atomic::{AtomicU8, Ordering};

use super::StoreFault;

/// What went wrong with a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// It did not happen.
    Fault(StoreFault),
    /// It did not happen, because another was in its way: the same again may go through.
    Again,
    /// It may have happened.
    Unknown,
}

impl Trouble {
    /// The fault to tell those who wait.
    pub fn fault(self) -> StoreFault {
        match self {
            Trouble::Fault(fault) => fault,
            Trouble::Again | Trouble::Unknown => StoreFault::Away,
        }
    }
}

const WELL: u8 = 0;
const FULL: u8 = 1;
const DAMAGED: u8 = 2;

/// How the database is, as far as anybody has seen. Full heals with the next write that goes through; damaged stays.
#[derive(Debug, Default)]
pub(super) struct Health(AtomicU8);

impl Health {
    /// What keeps anybody from writing, if something does for good.
    pub fn damage(&self) -> Result<(), StoreFault> {
        match self.0.load(Ordering::Acquire) {
            DAMAGED => Err(StoreFault::Damaged),
            _ => Ok(()),
        }
    }

    /// A write went through.
    pub fn wrote(&self) {
        if self.change(FULL, WELL) {
            tracing::info!("there is room on the disk again; the registry writes");
        }
    }

    /// Something went wrong.
    pub fn failed(&self, fault: StoreFault) {
        match fault {
            StoreFault::Full if self.change(WELL, FULL) => {
                tracing::error!(
                    "the disk is full; the registry writes nothing until there is room"
                );
            }
            StoreFault::Damaged if self.0.swap(DAMAGED, Ordering::AcqRel) != DAMAGED => {
                tracing::error!("the database is damaged; the registry stops writing");
            }
            StoreFault::Full | StoreFault::Damaged | StoreFault::Away | StoreFault::Ours => {}
        }
    }

    fn change(&self, from: u8, to: u8) -> bool {
        let changed = self
            .0
            .compare_exchange(from, to, Ordering::AcqRel, Ordering::Acquire);
        changed.is_ok()
    }
}

/// An error's cause in words that hold no value of any row.
pub(super) fn cause(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Database(error) => {
            let code = error.code().unwrap_or_default();
            // a statement that does not read is told of in full: it holds no values, those are bound
            if code == "1" || code.starts_with("42") {
                return format!("code {code}: {}", error.message());
            }
            let constraint = error.constraint().unwrap_or_default();
            format!("code {code} {constraint}")
        }
        sqlx::Error::Io(error) => error.kind().to_string(),
        sqlx::Error::PoolTimedOut => "no free connection".to_owned(),
        sqlx::Error::ColumnDecode { index, .. } => format!("column {index} that does not read"),
        _ => "the driver".to_owned(),
    }
}
