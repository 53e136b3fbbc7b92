//! Calls to the world outside, from the intent to what the other side has afterwards: the runner, the adapters and the
//! double, with HTTP between them.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on says where it stopped"
)]

mod adapters;
mod controls;
mod office;
mod runs;
#[path = "../../../registry/tests/office/sent.rs"]
mod sent;
mod shelf;
mod way;
mod world;
