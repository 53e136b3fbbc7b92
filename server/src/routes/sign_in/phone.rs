//! A number asks for a code.

use std::sync::Arc;

use app::pages::sign_in::{self, Step, Trouble};
use axum::{
    Extension, Form,
    extract::State,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, header::SET_COOKIE};
use policy::phone::Phone;
use registry::sign_in::Asked;

use super::{Typed, unkept};
use crate::{accept::Client, codes, portal::Portal, session, visit::Visiting};

/// Sends a code, and asks for it.
pub async fn phone(
    State(portal): State<Arc<Portal>>,
    Visiting(visit): Visiting,
    client: Option<Extension<Client>>,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Response {
    let show = |step, trouble| unkept(sign_in::sign_in(&visit, &typed.state(step, trouble)));
    let Ok(number) = Phone::parse(typed.phone.trim()) else {
        return show(Step::Phone, Some(Trouble::BadPhone));
    };
    let browser = session::token(&headers, &portal);
    let from = session::address(client.as_deref());
    let asked = portal
        .sign_in
        .ask(browser.as_ref(), &number, from, portal.now())
        .await;
    let (token, code) = match asked {
        Ok(Asked::Send { token, code }) => (token, code),
        Ok(Asked::Wait { seconds }) => return show(Step::Phone, Some(Trouble::Slow(seconds))),
        Err(fault) => return session::away(&fault),
    };
    let mut state = typed.state(Step::Code, None);
    if portal.is_demo {
        state.shown_code = Some(code.clone());
    }
    if !codes::send(&portal, &number, &code).await {
        return show(Step::Phone, Some(Trouble::NoMessage));
    }
    let mut response = unkept(sign_in::sign_in(&visit, &state)).into_response();
    let cookie = session::given(&token, &portal);
    let cookie = HeaderValue::try_from(cookie).expect("a token is made of digits");
    response.headers_mut().append(SET_COOKIE, cookie);
    response
}
