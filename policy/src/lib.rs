//! The law as data, and one function over it: [`decide`].
//!
//! Facts in, answer out. Nothing here reads a clock, a file or a socket, and nothing panics on any input: the day
//! asked about is a fact like the others. The numbers, letters and names of the law stand in `areas/`, one dated
//! edition a file; this code knows only their shape.

pub mod answer;
pub mod area;
pub mod areas;
mod case;
pub mod clause;
pub mod day;
mod deadline;
mod decide;
mod digits;
pub mod edition;
#[cfg(feature = "files")]
mod editions;
pub mod facts;
pub mod finding;
#[cfg(feature = "files")]
pub mod form;
pub mod gestation;
pub mod id_number;
pub mod identity;
pub mod name;
pub mod notice;
pub mod phone;
pub mod refusal;
mod services;
pub mod verdict;
#[cfg(feature = "json")]
pub mod wire;

pub use answer::Answer;
pub use area::AreaCode;
pub use areas::Areas;
pub use day::Day;
pub use decide::{decide, decide_service};
#[cfg(feature = "files")]
pub use editions::Fault;
pub use facts::Facts;
pub use refusal::{Code, Refusal};
pub use verdict::Verdict;
