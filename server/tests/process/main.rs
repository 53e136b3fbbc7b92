//! The process from outside: by raw connections to a portal on a free port, and by the command itself.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on says where it stopped"
)]

mod agency;
mod apply;
mod changed;
#[allow(dead_code, reason = "the registry's own tests use all of it")]
#[path = "../../../registry/tests/store/cluster.rs"]
mod cluster;
mod command;
mod connections;
mod copies;
mod crowds;
mod deletions;
mod door;
mod drafts;
mod headers;
mod journal;
mod kept;
mod keys;
mod leaving;
mod lost;
mod markup;
mod moving;
mod named;
mod own_page;
mod papers;
mod portal;
mod refusals;
mod rules;
#[path = "../../../registry/tests/office/sent.rs"]
mod sent;
mod stored;
mod strangers;
mod verified;
mod written;
