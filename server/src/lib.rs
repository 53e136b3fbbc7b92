//! The process: command line, settings, connections, limits and routes around what `app` shows and `policy` decides.
//! [`start`] runs the portal inside another program; [`cli::run`] is the `yucan` command.
//!
//! Absent here: the law and the words of the pages.

pub mod accept;
pub mod adapters;
mod address;
pub mod batch;
mod calendar;
mod chance;
pub mod cli;
pub mod clock;
mod codes;
pub mod config;
mod control;
mod cookie;
mod demo;
mod disk;
pub mod double;
mod figures;
mod gate;
mod headers;
pub mod inventory;
mod journal;
mod keeping;
mod logs;
mod memory;
mod open_files;
mod page;
pub mod papers;
mod portal;
mod problem;
mod rate;
mod router;
mod routes;
pub mod rules;
mod session;
pub mod site;
mod start;
mod visit;
mod work;
mod world;

pub use portal::Portal;
pub use start::{Running, StartFault, start};
