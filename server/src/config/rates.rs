//! How often one address may ask. Generous: a mobile carrier puts thousands of families behind one address.

use clap::Args;
use serde::Deserialize;

/// What may be given about rates, a minute and address; 0 is without limit; `[rates]` in the file.
#[derive(Debug, Clone, Copy, Default, Args, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[command(next_help_heading = "How often one address may ask, a minute (0: without limit)")]
pub struct RatesGiven {
    /// Files [default: 30000]
    #[arg(long, value_name = "N", env = "YUCAN_STATIC_PER_MINUTE")]
    pub static_per_minute: Option<u32>,
    /// Pages [default: 6000]
    #[arg(long, value_name = "N", env = "YUCAN_READ_PER_MINUTE")]
    pub read_per_minute: Option<u32>,
    /// Posts [default: 3000]
    #[arg(long, value_name = "N", env = "YUCAN_WRITE_PER_MINUTE")]
    pub write_per_minute: Option<u32>,
}

impl RatesGiven {
    pub(super) fn or(self, others: Self) -> Self {
        Self {
            static_per_minute: self.static_per_minute.or(others.static_per_minute),
            read_per_minute: self.read_per_minute.or(others.read_per_minute),
            write_per_minute: self.write_per_minute.or(others.write_per_minute),
        }
    }
}

/// A steady rate; what was not used in the last minute may be used at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rate {
    /// So many a minute.
    PerMinute(u32),
    /// As many as come.
    Unlimited,
}

/// How often one address may ask.
#[derive(Debug, Clone, Copy)]
pub struct Rates {
    /// For files.
    pub statics: Rate,
    /// For pages.
    pub read: Rate,
    /// For posts.
    pub write: Rate,
}

impl Default for Rates {
    fn default() -> Self {
        RatesGiven::default().into()
    }
}

impl From<RatesGiven> for Rates {
    fn from(given: RatesGiven) -> Self {
        let rate = |given: Option<u32>, usual: u32| match given.unwrap_or(usual) {
            0 => Rate::Unlimited,
            count => Rate::PerMinute(count),
        };
        Self {
            statics: rate(given.static_per_minute, 30_000),
            read: rate(given.read_per_minute, 6_000),
            write: rate(given.write_per_minute, 3_000),
        }
    }
}
