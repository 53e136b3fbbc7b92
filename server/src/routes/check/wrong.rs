//! A result that looks wrong, as a case to save and send.

use app::pages::wrong;
use axum::extract::RawQuery;

use crate::{page::Page, visit::Visiting};

/// The page for the check's query.
pub async fn wrong(Visiting(visit): Visiting, RawQuery(query): RawQuery) -> Page {
    wrong::render(&visit, &query.unwrap_or_default()).into()
}
