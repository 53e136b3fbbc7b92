//! A code is tried.

use std::sync::Arc;

use axum::{
    Extension, Form,
    extract::State,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, StatusCode, header::LOCATION};

use super::Typed;
use crate::{accept::Client, codes::Caller, portal::Portal, session, visit::Visiting};

/// Lets a browser in whose code is right.
pub async fn code(
    State(portal): State<Arc<Portal>>,
    Visiting(visit): Visiting,
    client: Option<Extension<Client>>,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Response {
    let browser = session::token(&headers, &portal);
    let caller = Caller::new(&portal, browser.as_ref(), client.as_deref());
    match caller.enter(&typed.code).await {
        Ok((token, _)) => {
            let to = [(LOCATION, typed.to().to_owned())];
            let answer = (StatusCode::SEE_OTHER, to).into_response();
            session::with_cookie(answer, &token, &portal)
        }
        Err(stopped) => typed.stopped(&visit, stopped),
    }
}
