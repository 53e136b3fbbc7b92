//! What a database's error means for those who wait, and how well the database is.

use tokio::sync::watch;

use super::{StoreFault, Stored};

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

/// How the database is, as far as anybody has seen. Full and away heal with the next write that goes through; damaged
/// stays.
#[derive(Debug)]
pub(super) struct Health(watch::Sender<Stored<()>>);

impl Default for Health {
    fn default() -> Health {
        Health(watch::Sender::new(Ok(())))
    }
}

impl Health {
    /// What was seen last.
    pub fn seen(&self) -> Stored<()> {
        *self.0.borrow()
    }

    /// What keeps anybody from writing, if something does for good.
    pub fn damage(&self) -> Result<(), StoreFault> {
        match self.seen() {
            Err(StoreFault::Damaged) => Err(StoreFault::Damaged),
            _ => Ok(()),
        }
    }

    /// Waits until it is damaged.
    pub async fn damaged(&self) {
        let mut seen = self.0.subscribe();
        // the sender is ours and lives as long
        let _ = seen
            .wait_for(|seen| *seen == Err(StoreFault::Damaged))
            .await;
    }

    /// A write went through.
    pub fn wrote(&self) {
        match self.change(Ok(())) {
            Some(Err(StoreFault::Full)) => {
                tracing::info!("there is room on the disk again; the registry writes");
            }
            Some(Err(_)) => tracing::info!("the database answers again; the registry writes"),
            _ => {}
        }
    }

    /// Something went wrong.
    pub fn failed(&self, fault: StoreFault) {
        if fault == StoreFault::Ours || self.change(Err(fault)).is_none() {
            return;
        }
        match fault {
            StoreFault::Full => {
                tracing::error!(
                    "the disk is full; the registry writes nothing until there is room"
                );
            }
            StoreFault::Damaged => {
                tracing::error!("the database is damaged; the registry stops writing");
            }
            StoreFault::Away | StoreFault::Ours => {}
        }
    }

    /// What was seen before, where that was something else. Nothing heals damage.
    fn change(&self, now: Stored<()>) -> Option<Stored<()>> {
        let mut before = None;
        self.0.send_if_modified(|seen| {
            if *seen == now || *seen == Err(StoreFault::Damaged) {
                return false;
            }
            before = Some(std::mem::replace(seen, now));
            true
        });
        before
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
            match error.constraint() {
                Some(constraint) => format!("code {code} {constraint}"),
                // PostgreSQL's, while it serves: the first server became one that follows
                None if code == "25006" => format!("code {code}: the server only reads"),
                None => format!("code {code}"),
            }
        }
        sqlx::Error::Io(error) => error.kind().to_string(),
        sqlx::Error::PoolTimedOut => "no free connection".to_owned(),
        sqlx::Error::ColumnDecode { index, .. } => format!("column {index} that does not read"),
        _ => "the driver".to_owned(),
    }
}
