//! `/check` and what is under it.

mod show;

pub use show::show;
