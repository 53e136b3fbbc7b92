//! The check's query form (`/check?area=…&due_date=…`): what was typed, the facts in it, and the query again.
//!
//! Nothing in it names a person, except four controls that only the browser reads and no query ever holds. Absent:
//! places by their names; whoever reads the form has put codes in their stead, see [`Field::is_place`].

mod clean;
mod field;
mod place;
mod read;
mod told;
mod typed;
mod write;

#[cfg(all(test, feature = "ssr"))]
mod tests;

pub use clean::{clean, day};
pub use field::{Field, Kind, at_fault, control_name};
pub use place::{Found, meant};
pub use typed::{Typed, escape, pairs};
