//! How calls to the world outside are made; `[outside.calls]` in the file, and there alone.

use std::{num::NonZeroU64, path::PathBuf, time::Duration};

use serde::Deserialize;

/// What may be given about calls.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CallsGiven {
    /// Until a connection is there [default: 5]
    pub connect_seconds: Option<NonZeroU64>,
    /// For a whole call [default: 15]
    pub answer_seconds: Option<NonZeroU64>,
    /// Authorities to believe instead of the machine's, as PEM
    pub certificates: Option<PathBuf>,
}

/// How calls are made.
#[derive(Debug, Clone)]
pub struct Calls {
    /// Until a connection is there.
    pub connect: Duration,
    /// For a whole call, connecting and all.
    pub answer: Duration,
    /// Authorities to believe instead of the machine's.
    pub certificates: Option<PathBuf>,
    /// Whether any of those called is called by HTTPS.
    pub is_tls_needed: bool,
}

/// Most that a call may take. A claimed call is asked about and said in a few of these, well within its lease.
const ANSWER_SECONDS_MAX: u64 = 30;

impl From<&CallsGiven> for Calls {
    fn from(given: &CallsGiven) -> Self {
        let seconds = |given: Option<NonZeroU64>, usual: u64| {
            let seconds = given.map_or(usual, NonZeroU64::get);
            Duration::from_secs(seconds.min(ANSWER_SECONDS_MAX))
        };
        Self {
            connect: seconds(given.connect_seconds, 5),
            answer: seconds(given.answer_seconds, 15),
            certificates: given.certificates.clone(),
            is_tls_needed: true,
        }
    }
}
