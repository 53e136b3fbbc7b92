//! A number asks for a code.

use std::sync::Arc;

use app::pages::sign_in::{self, Step};
use axum::{Extension, Form, extract::State, response::Response};
use http::HeaderMap;

use super::{Typed, unkept};
use crate::{accept::Client, codes::Caller, portal::Portal, session, visit::Visiting};

/// Sends a code, and asks for it.
pub async fn phone(
    State(portal): State<Arc<Portal>>,
    Visiting(visit): Visiting,
    client: Option<Extension<Client>>,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Response {
    let browser = session::token(&headers, &portal);
    let caller = Caller::new(&portal, browser.as_ref(), client.as_deref());
    match caller.ask(&typed.phone).await {
        Ok(asking) => {
            let state = sign_in::State {
                shown_code: asking.shown_code,
                ..typed.state(Step::Code, asking.trouble)
            };
            let page = unkept(sign_in::sign_in(&visit, &state));
            session::with_cookie(page, &asking.token, &portal)
        }
        Err(stopped) => typed.stopped(&visit, stopped),
    }
}
