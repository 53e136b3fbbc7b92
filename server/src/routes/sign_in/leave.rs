//! Signing out, here or everywhere.

use std::sync::Arc;

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use http::{
    HeaderMap, HeaderName, StatusCode,
    header::{LOCATION, SET_COOKIE},
};

use crate::{
    portal::Portal,
    session::{self, Family},
};

/// Tells a browser to forget our pages, and what it kept of what was typed: whoever sits down next is another.
const CLEAR: HeaderName = HeaderName::from_static("clear-site-data");

/// Signs this browser out.
pub async fn leave(State(portal): State<Arc<Portal>>, headers: HeaderMap) -> Response {
    if let Some(token) = session::token(&headers, &portal)
        && let Err(fault) = portal.sign_in.leave(&token).await
    {
        return session::away(&fault);
    }
    out(&portal, "/")
}

/// Signs every browser of this phone out.
pub async fn everywhere(State(portal): State<Arc<Portal>>, family: Family) -> Response {
    let phone = &family.signed_in.phone;
    match portal.sign_in.leave_everywhere(phone, family.now).await {
        // The door says that it is done, and is where one comes in again.
        Ok(_) => out(&portal, "/sign-in?left=everywhere"),
        Err(fault) => session::away(&fault),
    }
}

fn out(portal: &Portal, to: &str) -> Response {
    let headers = [
        (LOCATION, to.to_owned()),
        (SET_COOKIE, session::taken(portal)),
        (CLEAR, "\"cache\", \"storage\"".to_owned()),
    ];
    (StatusCode::SEE_OTHER, headers).into_response()
}
