//! The process: command line, settings, connections, limits and routes around what `app` shows and `policy` decides.
//! [`start`] runs the portal inside another program; [`cli::run`] is the `yucan` command.
//!
//! Absent here: the law and the words of the pages.

pub mod accept;
pub mod adapters;
pub mod batch;
mod calendar;
pub mod cli;
pub mod clock;
pub mod config;
mod cookie;
pub mod double;
mod figures;
mod gate;
mod headers;
pub mod inventory;
mod journal;
mod logs;
mod open_files;
mod page;
mod portal;
mod problem;
mod rate;
mod router;
mod routes;
pub mod rules;
pub mod site;
mod start;
mod visit;

pub use portal::Portal;
pub use start::{Running, StartFault, start};
