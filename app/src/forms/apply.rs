//! What a family types into a service's form: read, made plain, and held against the form and the facts.
//!
//! The form itself is data of the area ([`policy::form`]). Absent: pages; keeping anything.

mod answers;
mod application;
mod check;
mod plain;
mod sent;
#[cfg(test)]
mod tests;

pub use answers::Answers;
pub use application::{Application, Given, Signature, Unsent};
pub(crate) use check::value;
pub use check::{Change, Checked, FieldFault, check};
pub use plain::plain;
pub use sent::{Act, Sent, key, key_digits};
