//! What is kept, why and how long.

use app::pages;

use crate::{page::Page, visit::Visiting};

/// The page.
pub async fn show(Visiting(visit): Visiting) -> Page {
    pages::privacy(&visit).into()
}
