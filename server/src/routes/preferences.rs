//! `/preferences`: language and size of the whole portal.

mod set;

pub use set::{Choice, set};
