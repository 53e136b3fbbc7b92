//! Forms: from what stands in their controls to facts, and back. One parser for the plain form and the island.
//!
//! Absent: how a form looks; the pages draw it.

#[cfg(feature = "ssr")]
pub mod apply;
pub mod bookmark;
#[cfg(feature = "ssr")]
pub mod changed;
pub mod check;
