//! `/calendar/{token}.ics`.

mod show;

pub use show::show;
