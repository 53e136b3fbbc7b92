//! The documents, article by article.

use app::pages;

use crate::{page::Page, visit::Visiting};

/// All of them.
pub async fn index(Visiting(visit): Visiting) -> Page {
    pages::law::index(&visit).into()
}
