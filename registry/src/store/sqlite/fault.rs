//! What SQLite's error codes mean.

use std::{borrow::Cow, error::Error, fmt};

use libsqlite3_sys::{
    SQLITE_BUSY, SQLITE_CANTOPEN, SQLITE_CORRUPT, SQLITE_FULL, SQLITE_INTERRUPT, SQLITE_IOERR,
    SQLITE_IOERR_SHMSIZE, SQLITE_LOCKED, SQLITE_NOTADB, SQLITE_PERM, SQLITE_READONLY,
    SQLITE_READONLY_DBMOVED,
};

use sqlx::error::{DatabaseError, ErrorKind};

use crate::store::{StoreFault, fault::Trouble};

/// What rusqlite says of a statement, as sqlx would say it: what an error means is written once.
pub(super) fn told(error: rusqlite::Error) -> sqlx::Error {
    match error {
        rusqlite::Error::SqliteFailure(failure, message) => Said {
            code: failure.extended_code,
            message: message.unwrap_or_default(),
        }
        .into(),
        other => sqlx::Error::Decode(Box::new(other)),
    }
}

/// SQLite's code and words.
#[derive(Debug)]
struct Said {
    code: i32,
    message: String,
}

impl fmt::Display for Said {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "(code: {}) {}", self.code, self.message)
    }
}

impl Error for Said {}

impl DatabaseError for Said {
    fn message(&self) -> &str {
        &self.message
    }
    fn code(&self) -> Option<Cow<'_, str>> {
        Some(self.code.to_string().into())
    }
    fn as_error(&self) -> &(dyn Error + Send + Sync + 'static) {
        self
    }
    fn as_error_mut(&mut self) -> &mut (dyn Error + Send + Sync + 'static) {
        self
    }
    fn into_error(self: Box<Self>) -> Box<dyn Error + Send + Sync + 'static> {
        self
    }
    fn kind(&self) -> ErrorKind {
        ErrorKind::Other
    }
}

/// The low byte of an extended code.
const PRIMARY: i32 = 0xff;

/// An error of any statement but a commit.
pub(super) fn trouble(error: &sqlx::Error) -> Trouble {
    match error {
        sqlx::Error::Database(error) => {
            let code = error.code().and_then(|code| code.parse().ok());
            code.map_or(Trouble::Fault(StoreFault::Ours), of_code)
        }
        sqlx::Error::Io(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => Trouble::Fault(StoreFault::Away),
        _ => Trouble::Fault(StoreFault::Ours),
    }
}

/// An error that was the answer to a commit. SQLite says itself that nothing was kept, or the file is not trusted any
/// more; only a driver that went away in between leaves it open.
pub(super) fn commit_trouble(error: &sqlx::Error) -> Trouble {
    match error {
        sqlx::Error::Database(_) => trouble(error),
        _ => Trouble::Unknown,
    }
}

fn of_code(code: i32) -> Trouble {
    // the log's index could not grow, which is a full disk seen from its other side; and a file that was moved away
    // takes its commits along
    match code {
        SQLITE_IOERR_SHMSIZE => return Trouble::Fault(StoreFault::Full),
        SQLITE_READONLY_DBMOVED => return Trouble::Fault(StoreFault::Damaged),
        _ => {}
    }
    Trouble::Fault(match code & PRIMARY {
        SQLITE_FULL => StoreFault::Full,
        SQLITE_IOERR | SQLITE_CORRUPT | SQLITE_NOTADB => StoreFault::Damaged,
        SQLITE_BUSY | SQLITE_LOCKED | SQLITE_CANTOPEN | SQLITE_PERM | SQLITE_READONLY
        | SQLITE_INTERRUPT => StoreFault::Away,
        _ => StoreFault::Ours,
    })
}
