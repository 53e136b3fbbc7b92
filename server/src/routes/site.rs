//! What is served as it lies on disk.

mod favicon;
mod file;
mod robots;

pub use favicon::favicon;
pub use file::file;
pub use robots::robots;
