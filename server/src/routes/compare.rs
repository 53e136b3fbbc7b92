//! `/compare`.

mod show;

pub use show::show;
