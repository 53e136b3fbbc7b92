//! Papers as this process makes them. A [`Matter`] is what a paper is about, and goes under a ticket; [`Matter::paper`] is
//! the mapping to what `papers` draws, by the form's own definition; [`Press`] draws.
//!
//! Why here: `papers` knows no law and no words, `policy` and `registry` know no paper. Absent: which form has which
//! field, which is the edition's, and what stands beside the fields, which is `app`'s words.

mod drawn;
mod form;
mod matter;
mod press;
mod receipt;
#[cfg(test)]
mod tests;
mod value;

pub use matter::{Kind, Matter};
pub use press::{Press, Unprinted};
