//! What was typed into a form: shown again with what is wrong, looked over, printed, or ready to be kept.

use app::pages::apply::{self, ApplyOutcome};
use axum::{
    extract::{Path, RawQuery},
    response::{IntoResponse, Response},
};
use http::StatusCode;

use super::{fresh_key, service};
use crate::{page::Page, visit::Visiting};

/// One step of the form. Nothing of it is kept or logged.
pub async fn send(
    Visiting(visit): Visiting,
    Path(word): Path<String>,
    RawQuery(query): RawQuery,
    body: String,
) -> Response {
    let Some(service) = service(&word) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let query = query.unwrap_or_default();
    let reply = match apply::submit(&visit, service, &query, &body, fresh_key()) {
        ApplyOutcome::Closed(page)
        | ApplyOutcome::Show(page)
        | ApplyOutcome::Review(page)
        | ApplyOutcome::Print(page) => page,
        // The family's file takes it over from here, once it can be signed in to. Until then it is printed, and the page
        // says that nothing was sent.
        ApplyOutcome::Ready(_) => apply::unsent(&visit, service, &query, &body),
    };
    Page::from(reply).into_response()
}
