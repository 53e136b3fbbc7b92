//! What the process says about itself: JSON lines on standard error, from our own code only, with fields we chose.
//! Libraries may name what a visitor sent; they are not heard.

use std::{io, panic::PanicHookInfo};

use tracing::Level;
use tracing_subscriber::{
    Layer, filter::Targets, fmt, layer::SubscriberExt, util::SubscriberInitExt,
};

/// Whose lines are heard: this crate's, and those of what keeps the families' files.
const OURS: [&str; 2] = [env!("CARGO_CRATE_NAME"), "registry"];

/// Starts the log of a server, panics included.
pub fn start() {
    let lines = fmt::layer()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_span_list(false)
        .with_target(false)
        .with_writer(io::stderr)
        .with_filter(Targets::new().with_targets(OURS.map(|ours| (ours, Level::INFO))));
    tracing_subscriber::registry().with(lines).init();
    std::panic::set_hook(Box::new(|panic| {
        tracing::error!(at = place(panic), "panicked");
    }));
}

/// For commands: a panic names its place and nothing that it was working on.
pub fn keep_panics_quiet() {
    std::panic::set_hook(Box::new(|panic| {
        eprintln!(
            "yucan: a fault of ours at {}; please report it",
            place(panic)
        );
    }));
}

/// File and line; the message may quote what somebody sent.
fn place(panic: &PanicHookInfo<'_>) -> String {
    panic
        .location()
        .map_or_else(|| "an unknown place".to_owned(), ToString::to_string)
}
