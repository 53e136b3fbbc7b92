//! What SQLite's error codes mean.

use libsqlite3_sys::{
    SQLITE_BUSY, SQLITE_CANTOPEN, SQLITE_CORRUPT, SQLITE_FULL, SQLITE_INTERRUPT, SQLITE_IOERR,
    SQLITE_IOERR_SHMSIZE, SQLITE_LOCKED, SQLITE_NOTADB, SQLITE_PERM, SQLITE_READONLY,
    SQLITE_READONLY_DBMOVED,
};

use crate::store::{StoreFault, fault::Trouble};

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
