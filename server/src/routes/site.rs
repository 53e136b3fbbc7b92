//! What is served as it lies on disk.

mod file;
mod robots;

pub use file::file;
pub use robots::robots;
