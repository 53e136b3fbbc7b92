//! What must hold of the serving process when the machine, the database or the visitors fail it. A few rounds with every
//! run of the tests; many where `YUCAN_FAULTS` is set, as `cargo xtask faults` does.
#![expect(
    clippy::unwrap_used,
    reason = "a test that can't go on has nothing better to say than where it stopped"
)]

mod clock;
#[allow(dead_code, reason = "the registry's own tests use all of it")]
#[path = "../../../registry/tests/store/cluster.rs"]
mod cluster;
mod command;
mod damaged;
mod ended;
mod families;
mod foreign;
mod full;
mod hanging;
mod journey;
#[allow(dead_code, reason = "the process's own tests use all of it")]
#[path = "../process/kept.rs"]
mod kept;
mod keys;
mod killed;
mod known;
mod lying;
mod outside;
#[allow(dead_code, reason = "the process's own tests use all of it")]
#[path = "../process/portal.rs"]
mod portal;
mod posts;
mod preloaded;
#[path = "../../../registry/tests/office/sent.rs"]
mod sent;
mod served;
mod slow;
#[path = "../../../registry/tests/faults/small.rs"]
mod small;
mod smuggling;
mod strangers;
#[path = "../../../registry/tests/faults/trial.rs"]
mod trial;
mod versions;
