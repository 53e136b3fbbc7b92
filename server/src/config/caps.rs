//! How much may happen at once. What is over a cap is turned away at once, never queued.

use std::num::NonZeroUsize;

use clap::Args;
use serde::Deserialize;

/// What may be given about crowds; `[caps]` in the file.
#[derive(Debug, Clone, Copy, Default, Args, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[command(next_help_heading = "How much may happen at once")]
pub struct CapsGiven {
    /// Open connections in all [default: 4096]
    #[arg(long, value_name = "N", env = "YUCAN_CONNECTIONS")]
    pub connections: Option<NonZeroUsize>,
    /// Open connections from one address, trusted proxies excepted [default: 512]
    #[arg(long, value_name = "N", env = "YUCAN_CONNECTIONS_PER_ADDRESS")]
    pub connections_per_address: Option<NonZeroUsize>,
    /// Files being opened [default: 200]
    #[arg(long, value_name = "N", env = "YUCAN_STATIC_AT_ONCE")]
    pub static_at_once: Option<NonZeroUsize>,
    /// Pages being made [default: 64]
    #[arg(long, value_name = "N", env = "YUCAN_READ_AT_ONCE")]
    pub read_at_once: Option<NonZeroUsize>,
    /// Posts being taken [default: 16]
    #[arg(long, value_name = "N", env = "YUCAN_WRITE_AT_ONCE")]
    pub write_at_once: Option<NonZeroUsize>,
}

impl CapsGiven {
    pub(super) fn or(self, others: Self) -> Self {
        Self {
            connections: self.connections.or(others.connections),
            connections_per_address: self
                .connections_per_address
                .or(others.connections_per_address),
            static_at_once: self.static_at_once.or(others.static_at_once),
            read_at_once: self.read_at_once.or(others.read_at_once),
            write_at_once: self.write_at_once.or(others.write_at_once),
        }
    }
}

/// How much may happen at once.
#[derive(Debug, Clone, Copy)]
pub struct Caps {
    /// Open connections in all.
    pub connections: usize,
    /// Open connections from one address; a mobile carrier puts thousands of families behind one.
    pub connections_per_address: usize,
    /// Requests for files at once.
    pub static_at_once: usize,
    /// Requests for pages at once.
    pub read_at_once: usize,
    /// Posts at once.
    pub write_at_once: usize,
}

impl Default for Caps {
    fn default() -> Self {
        CapsGiven::default().into()
    }
}

impl From<CapsGiven> for Caps {
    fn from(given: CapsGiven) -> Self {
        let count =
            |given: Option<NonZeroUsize>, usual: usize| given.map_or(usual, NonZeroUsize::get);
        Self {
            connections: count(given.connections, 4096),
            connections_per_address: count(given.connections_per_address, 512),
            static_at_once: count(given.static_at_once, 200),
            read_at_once: count(given.read_at_once, 64),
            write_at_once: count(given.write_at_once, 16),
        }
    }
}
