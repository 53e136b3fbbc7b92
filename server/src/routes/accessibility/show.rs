//! The statement of accessibility.

use app::pages;

use crate::{page::Page, visit::Visiting};

/// The page.
pub async fn show(Visiting(visit): Visiting) -> Page {
    pages::accessibility(&visit).into()
}
