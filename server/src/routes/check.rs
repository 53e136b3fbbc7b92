//! `/check` and what is under it.

mod case;
mod show;
mod wrong;

pub use case::case;
pub use show::show;
pub use wrong::wrong;
