//! The office and its door from outside, on a file of their own and, told so, on a server of their own: what families and the agency do, and what must never
//! come of it.
#![expect(
    clippy::unwrap_used,
    reason = "a test that can't go on has nothing better to say than where it stopped"
)]

mod attempts;
mod browsers;
mod calls;
#[allow(dead_code, reason = "the store's own tests use all of it")]
#[path = "../store/cluster.rs"]
mod cluster;
mod codes;
mod damaged;
mod deletions;
mod drafts;
mod due;
mod elsewhere;
mod entering;
mod errands;
mod folding;
mod house;
mod mending;
mod messages;
mod moving;
mod named;
mod overdue;
mod own;
mod rebuilding;
mod register;
mod retention;
mod sending;
mod sent;
mod silence;
mod tasks;
mod told;
