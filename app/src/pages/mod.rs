//! Pages, one a file; each a plain function from values to a [`crate::Reply`].

mod accessibility;
pub mod apply;
pub mod check;
mod children;
pub mod compare;
mod error;
pub mod file;
mod home;
pub mod law;
pub mod paper;
pub(crate) mod place;
mod privacy;
pub mod sign_in;
#[cfg(test)]
mod tests;
pub mod wrong;

pub use accessibility::accessibility;
pub use children::children;
pub use error::{Trouble, error};
pub use home::{Ask, home};
pub use privacy::privacy;

use leptos::prelude::*;

/// A section of a page of prose: its heading and its paragraphs.
fn section(heading: &'static str, body: AnyView) -> AnyView {
    view! { <section><h2>{heading}</h2>{body}</section> }.into_any()
}

/// A paragraph.
fn paragraph(words: &'static str) -> AnyView {
    view! { <p>{words}</p> }.into_any()
}
