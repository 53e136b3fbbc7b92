//! The rules for children's data.

use app::pages;

use crate::{page::Page, visit::Visiting};

/// The page.
pub async fn children(Visiting(visit): Visiting) -> Page {
    pages::children(&visit).into()
}
