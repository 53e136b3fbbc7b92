//! What people see: pages, islands, forms and words.
//!
//! Absent here: the law (`policy` has it), the network and the clock (a page is a plain function of values).

pub mod answer;
pub mod calendar;
pub mod forms;
#[cfg(feature = "ssr")]
pub mod functions;
pub mod islands;
pub mod lang;
#[cfg(any(test, feature = "hydrate"))]
pub mod law;
mod markup;
pub mod parts;
pub mod words;

#[cfg(feature = "ssr")]
pub mod area_names;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
mod reply;
#[cfg(feature = "ssr")]
pub mod shell;
#[cfg(feature = "ssr")]
pub mod visit;

pub use lang::Lang;
#[cfg(feature = "ssr")]
pub use reply::Reply;
