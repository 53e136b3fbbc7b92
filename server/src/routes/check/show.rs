//! The questions, and the answer to what the query tells.

use std::sync::Arc;

use app::{
    forms::check::{Field, Typed},
    pages::check,
};
use axum::extract::{RawQuery, State};

use crate::{page::Page, portal::Portal, visit::Visiting};

/// The check; a place told there is remembered.
pub async fn show(
    State(portal): State<Arc<Portal>>,
    Visiting(visit): Visiting,
    RawQuery(query): RawQuery,
) -> Page {
    let query = query.unwrap_or_default();
    let reply = check::render(&visit, &query);
    let typed = Typed::parse(&query);
    Page::from(reply)
        .with_island(&portal)
        .remembering(&visit, Some(typed.value(Field::Area)), &portal)
        .counting(&visit, &query, &portal)
}
