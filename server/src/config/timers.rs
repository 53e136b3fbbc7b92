//! How long anything may take before it is cut off.

use std::{num::NonZeroU64, time::Duration};

use clap::Args;
use serde::Deserialize;

/// What may be given about time, in seconds; `[timers]` in the file.
#[derive(Debug, Clone, Copy, Default, Args, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[command(next_help_heading = "How long anything may take, in seconds")]
pub struct TimersGiven {
    /// From connecting to the first byte [default: 5]
    #[arg(long, value_name = "N", env = "YUCAN_FIRST_BYTE_SECONDS")]
    pub first_byte_seconds: Option<NonZeroU64>,
    /// From a request's first byte to the end of its header [default: 10]
    #[arg(long, value_name = "N", env = "YUCAN_HEADER_SECONDS")]
    pub header_seconds: Option<NonZeroU64>,
    /// Between two requests of one connection [default: 75]
    #[arg(long, value_name = "N", env = "YUCAN_IDLE_SECONDS")]
    pub idle_seconds: Option<NonZeroU64>,
    /// Between two pieces of a body, either way [default: 5]
    #[arg(long, value_name = "N", env = "YUCAN_STALL_SECONDS")]
    pub stall_seconds: Option<NonZeroU64>,
    /// For a whole body sent to us [default: 8]
    #[arg(long, value_name = "N", env = "YUCAN_BODY_SECONDS")]
    pub body_seconds: Option<NonZeroU64>,
    /// For a whole request until its answer begins [default: 10]
    #[arg(long, value_name = "N", env = "YUCAN_REQUEST_SECONDS")]
    pub request_seconds: Option<NonZeroU64>,
    /// From the signal to stop until the end, at the latest [default: 20]
    #[arg(long, value_name = "N", env = "YUCAN_STOP_SECONDS")]
    pub stop_seconds: Option<NonZeroU64>,
}

impl TimersGiven {
    pub(super) fn or(self, others: Self) -> Self {
        Self {
            first_byte_seconds: self.first_byte_seconds.or(others.first_byte_seconds),
            header_seconds: self.header_seconds.or(others.header_seconds),
            idle_seconds: self.idle_seconds.or(others.idle_seconds),
            stall_seconds: self.stall_seconds.or(others.stall_seconds),
            body_seconds: self.body_seconds.or(others.body_seconds),
            request_seconds: self.request_seconds.or(others.request_seconds),
            stop_seconds: self.stop_seconds.or(others.stop_seconds),
        }
    }
}

/// How long anything may take.
#[derive(Debug, Clone, Copy)]
pub struct Timers {
    /// From connecting to the first byte.
    pub first_byte: Duration,
    /// From a request's first byte to the end of its header.
    pub header: Duration,
    /// Between two requests; longer than a proxy's own, so that it is the proxy that closes and no request is lost.
    pub idle: Duration,
    /// Between two pieces of a body, to us or from us.
    pub stall: Duration,
    /// For a whole body sent to us.
    pub body: Duration,
    /// For a request until its answer begins.
    pub request: Duration,
    /// From the signal to stop until the end.
    pub stop: Duration,
}

impl Default for Timers {
    fn default() -> Self {
        TimersGiven::default().into()
    }
}

impl From<TimersGiven> for Timers {
    fn from(given: TimersGiven) -> Self {
        let seconds = |given: Option<NonZeroU64>, usual: u64| {
            Duration::from_secs(given.map_or(usual, NonZeroU64::get))
        };
        Self {
            first_byte: seconds(given.first_byte_seconds, 5),
            header: seconds(given.header_seconds, 10),
            idle: seconds(given.idle_seconds, 75),
            stall: seconds(given.stall_seconds, 5),
            body: seconds(given.body_seconds, 8),
            request: seconds(given.request_seconds, 10),
            stop: seconds(given.stop_seconds, 20),
        }
    }
}
