//! A code is tried.

use std::sync::Arc;

use app::pages::sign_in::{self, Step, Trouble};
use axum::{
    Form,
    extract::State,
    response::{IntoResponse, Response},
};
use http::{
    HeaderMap, StatusCode,
    header::{LOCATION, SET_COOKIE},
};
use registry::sign_in::Confirmed;

use super::{Typed, unkept};
use crate::{codes, portal::Portal, session, visit::Visiting};

/// Lets a browser in whose code is right.
pub async fn code(
    State(portal): State<Arc<Portal>>,
    Visiting(visit): Visiting,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Response {
    let show = |step, trouble| unkept(sign_in::sign_in(&visit, &typed.state(step, Some(trouble))));
    let Some(digits) = codes::read(&typed.code) else {
        return show(Step::Code, Trouble::BadCode);
    };
    let Some(browser) = session::token(&headers, &portal) else {
        return show(Step::Phone, Trouble::Over);
    };
    match portal
        .sign_in
        .confirm(&browser, &digits, portal.now())
        .await
    {
        Ok(Confirmed::Right { token, .. }) => {
            let cookie = session::given(&token, &portal);
            let headers = [(LOCATION, typed.to().to_owned()), (SET_COOKIE, cookie)];
            (StatusCode::SEE_OTHER, headers).into_response()
        }
        Ok(Confirmed::Wrong { left }) => show(Step::Code, Trouble::WrongCode(left)),
        Ok(Confirmed::Over) => show(Step::Phone, Trouble::Over),
        Err(fault) => session::away(&fault),
    }
}
