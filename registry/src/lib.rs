//! What the agency keeps. A family's file only grows: what happens is an [`Entry`], where things stand is a fold over
//! the entries ([`Standing`]), and every other row is derived from them and can be made again.
//!
//! Nothing here reads a clock, draws chance or opens a socket by itself: clock, keys, databases and the world outside
//! are traits ([`store`], [`vault`], [`outside`]) that whoever starts the portal fills.

pub mod application;
pub mod audit;
pub mod blind;
pub mod calls;
mod dates;
pub mod derived;
pub mod entry;
pub mod family;
pub mod file;
pub mod hex;
pub mod instant;
pub mod keys;
pub mod limits;
pub mod matter;
mod named;
pub mod office;
pub mod outside;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod shelf;
pub mod shortfall;
pub mod sign_in;
mod small_file;
pub mod standing;
pub mod store;
pub mod vault;
pub mod verify;

pub use application::{ApplicationNumber, Stage};
pub use entry::{Entry, Event};
pub use family::FamilyId;
pub use file::File;
pub use instant::Instant;
pub use standing::Standing;
pub use store::Store;
