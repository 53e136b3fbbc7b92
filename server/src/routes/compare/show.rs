//! The same family under the rules of each place that may take its child.

use app::pages::compare;
use axum::extract::RawQuery;

use crate::{page::Page, visit::Visiting};

/// The table for the check's query.
pub async fn show(Visiting(visit): Visiting, RawQuery(query): RawQuery) -> Page {
    compare::render(&visit, &query.unwrap_or_default()).into()
}
