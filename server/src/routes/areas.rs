//! `/api/areas`.

mod search;

pub use search::search;
