//! What was typed into a form: shown again with what is wrong, looked over, printed, or ready to be kept.

use std::sync::Arc;

use app::{
    forms::apply::Unsent,
    pages::apply::{self, ApplyOutcome},
};
use axum::{
    Extension,
    extract::{Path, RawQuery, State},
    response::{IntoResponse, Response},
};
use http::StatusCode;

use super::{fresh_key, service};
use crate::{
    accept::Client, page::Page, papers::Matter, portal::Portal, routes::file::to_the_paper, session,
    visit::Visiting,
};

/// One step of the form. Nothing of it is kept or logged, but for a PDF that is asked for: sealed under its own link,
/// for an hour.
pub async fn send(
    State(portal): State<Arc<Portal>>,
    Visiting(visit): Visiting,
    client: Option<Extension<Client>>,
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
        ApplyOutcome::Pdf(unsent) => {
            return paper(&portal, *unsent, client.as_deref()).await;
        }
        // The family's file takes it over from here, once it can be signed in to. Until then it is printed, and the page
        // says that nothing was sent.
        ApplyOutcome::Ready(_) => apply::unsent(&visit, service, &query, &body),
    };
    Page::from(reply).into_response()
}

/// A link to the PDF of a form that is not sent. It needs no account, as the form itself doesn't.
async fn paper(portal: &Portal, unsent: Unsent, client: Option<&Client>) -> Response {
    let body = serde_json::to_vec(&Matter::unsent(unsent)).expect("a matter is plain data");
    let from = session::address(client);
    let issued = portal.office.issue_unsent(from, &body, portal.now()).await;
    to_the_paper(issued, "")
}
