//! The form, filled from the check.

use app::pages::apply;
use axum::{
    extract::{Path, RawQuery},
    response::{IntoResponse, Response},
};
use http::StatusCode;

use super::{fresh_key, service};
use crate::{page::Page, visit::Visiting};

/// The form for the check's query; 404 for a service that there is not.
pub async fn show(
    Visiting(visit): Visiting,
    Path(word): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    let Some(service) = service(&word) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let reply = apply::show(&visit, service, &query.unwrap_or_default(), fresh_key());
    Page::from(reply).into_response()
}
