//! `/privacy` and what is under it.

mod children;
mod show;

pub use children::children;
pub use show::show;
