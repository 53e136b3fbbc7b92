//! The check's island: the answer follows what is typed, and nothing has to be sent.
//!
//! The controls stay the page's own: they are read when something happens, and written only where a button was pressed
//! for it. Absent: a clock (the page tells today), props, any word that the plain page could not say, and the framework's
//! own runtime: nothing here is a graph of signals, one function of the form gives the answer, and the runtime alone
//! would be a third of what a phone may be asked to load (`docs/decisions`, 2026-11-26).

#[cfg(feature = "hydrate")]
mod finder;
#[cfg(feature = "hydrate")]
mod gestures;
#[cfg(feature = "hydrate")]
mod live;
#[cfg(feature = "hydrate")]
mod marks;
#[cfg(feature = "hydrate")]
mod page;

#[cfg(feature = "hydrate")]
pub use live::start;

/// Where it stands in the page, by the name that `front` exports. It draws nothing of its own there.
#[cfg(feature = "ssr")]
pub fn place() -> leptos::prelude::AnyView {
    use leptos::prelude::*;
    view! { <leptos-island data-component="Check"></leptos-island> }.into_any()
}
