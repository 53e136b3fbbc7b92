//! What must hold when the machine fails: the power is cut, the process is killed, the disk is full or broken, the
//! server ends. A few rounds with every run of the tests; many where `YUCAN_FAULTS` is set, as `cargo xtask faults` does.
#![expect(
    clippy::unwrap_used,
    reason = "a test that can't go on has nothing better to say than where it stopped"
)]

mod clerk;
#[allow(dead_code, reason = "the store's own tests use all of it")]
#[path = "../store/cluster.rs"]
mod cluster;
mod disk;
mod injected;
mod kept;
mod killed;
mod migrating;
mod power;
mod sealed;
#[path = "../office/sent.rs"]
mod sent;
mod server;
mod small;
mod trace;
mod trial;
