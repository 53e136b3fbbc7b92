//! The form, filled from the check; or from what was sent, where the agency asked it back.

use std::sync::Arc;

use app::{forms::check::pairs, pages::apply, visit::Visit};
use axum::{
    extract::{Path, RawQuery, State},
    response::{IntoResponse, Response},
};
use http::{HeaderMap, StatusCode};
use policy::{verdict::Service, wire};
use registry::{ApplicationNumber, Stage};

use super::{fresh_key, send::unkept, service};
use crate::{page::Page, portal::Portal, session, visit::Visiting};

/// The form for the check's query; 404 for a service that there is not.
pub async fn show(
    State(portal): State<Arc<Portal>>,
    Visiting(visit): Visiting,
    Path(word): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let Some(service) = service(&word) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let query = query.unwrap_or_default();
    let mended = pairs(&query).find(|(name, _)| name == "mend");
    if let Some(number) = mended.and_then(|(_, number)| ApplicationNumber::parse(&number)) {
        return again(&portal, &visit, service, &number, &headers).await;
    }
    Page::from(apply::show(&visit, service, &query, fresh_key())).into_response()
}

/// The form of an application that was asked back, for the phone whose it is. Another's is answered like none.
async fn again(
    portal: &Portal,
    visit: &Visit,
    service: Service,
    number: &ApplicationNumber,
    headers: &HeaderMap,
) -> Response {
    let token = session::token(headers, portal);
    let signed_in = match &token {
        Some(token) => portal.sign_in.who(token, portal.now()).await,
        None => Ok(None),
    };
    let phone = match signed_in {
        Ok(Some(signed_in)) => signed_in.phone,
        Ok(None) => return session::to_the_door(&visit.path_and_query, token.is_some()),
        Err(fault) => return session::away(&fault),
    };
    let files = match portal.office.files_of(&phone).await {
        Ok(files) => files,
        Err(fault) => return session::away(&fault),
    };
    let there = files.iter().find_map(|file| {
        let standing = file.standing();
        let application = standing.application(number)?.clone();
        let is_back = application.stage == Stage::AskedBack && application.sent.service == service;
        is_back.then_some(application.sent)
    });
    let page = there.and_then(|sent| {
        let wire::Line::Facts(facts) = wire::read(sent.facts.as_bytes()) else {
            return None;
        };
        let number = number.to_string();
        apply::again(visit, service, &facts, &sent.fields, &number, fresh_key())
    });
    match page {
        Some(page) => unkept(page),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
