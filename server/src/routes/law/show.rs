//! One article with what hangs on it.

use app::pages;
use axum::extract::Path;

use crate::{page::Page, visit::Visiting};

/// The article of that id.
pub async fn show(Visiting(visit): Visiting, Path(clause): Path<String>) -> Page {
    pages::law::clause(&visit, &clause).into()
}
