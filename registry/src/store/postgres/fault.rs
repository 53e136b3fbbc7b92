//! What PostgreSQL's error codes mean (its manual's appendix A).

use crate::store::{StoreFault, fault::Trouble};

/// What a standby answers, and a server that was set to read only.
const READ_ONLY: &str = "25006";

/// Was something to be written on a server that only reads?
pub(super) fn is_read_only(error: &sqlx::Error) -> bool {
    matches!(error, sqlx::Error::Database(error) if error.code().as_deref() == Some(READ_ONLY))
}

/// An error of any statement but a commit.
pub(super) fn trouble(error: &sqlx::Error) -> Trouble {
    match error {
        sqlx::Error::Database(error) => error
            .code()
            .map_or(Trouble::Fault(StoreFault::Ours), |code| of_code(&code)),
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => Trouble::Fault(StoreFault::Away),
        _ => Trouble::Fault(StoreFault::Ours),
    }
}

/// An error that was the answer to a commit. A connection that was cut, and a server that was shut down, leave open
/// whether it happened before.
pub(super) fn commit_trouble(error: &sqlx::Error) -> Trouble {
    match error {
        sqlx::Error::Database(cause) => {
            let code = cause.code().unwrap_or_default();
            if code.starts_with("08") || code.starts_with("57P") {
                Trouble::Unknown
            } else {
                trouble(error)
            }
        }
        _ => Trouble::Unknown,
    }
}

fn of_code(code: &str) -> Trouble {
    let fault = match code {
        // serialization failure, deadlock
        "40001" | "40P01" => return Trouble::Again,
        // disk full
        "53100" => StoreFault::Full,
        // data or index corrupted; an I/O error of a file
        "XX001" | "XX002" | "58030" => StoreFault::Damaged,
        // too long or in somebody's way
        "57014" | "55P03" | READ_ONLY | "25P03" => StoreFault::Away,
        // connections; too many of them, no memory; shut down, starting up; not let in
        _ if ["08", "53", "57", "28"]
            .iter()
            .any(|class| code.starts_with(class)) =>
        {
            StoreFault::Away
        }
        _ => StoreFault::Ours,
    };
    Trouble::Fault(fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_code_means_decides_what_is_done() {
        use StoreFault::{Away, Damaged, Full, Ours};
        let rows = [
            ("53100", Trouble::Fault(Full)),
            ("XX001", Trouble::Fault(Damaged)),
            ("XX002", Trouble::Fault(Damaged)),
            ("58030", Trouble::Fault(Damaged)),
            ("40001", Trouble::Again),
            ("40P01", Trouble::Again),
            ("25006", Trouble::Fault(Away)),
            ("55P03", Trouble::Fault(Away)),
            ("57014", Trouble::Fault(Away)),
            ("57P01", Trouble::Fault(Away)),
            ("08006", Trouble::Fault(Away)),
            ("53300", Trouble::Fault(Away)),
            ("28P01", Trouble::Fault(Away)),
            ("23505", Trouble::Fault(Ours)),
            ("42P01", Trouble::Fault(Ours)),
        ];
        for (code, trouble) in rows {
            assert_eq!(of_code(code), trouble, "{code}");
        }
    }
}
