//! Keeps a choice in a cookie and leads back.

use std::sync::Arc;

use axum::{
    extract::{Query, State},
    response::{AppendHeaders, IntoResponse, Response},
};
use http::{
    StatusCode,
    header::{LOCATION, SET_COOKIE},
};
use serde::Deserialize;

use crate::{
    address::is_local,
    cookie::{Cookie, ELDER, LANG},
    portal::Portal,
};

/// What can be chosen.
#[derive(Debug, Deserialize)]
pub struct Choice {
    lang: Option<String>,
    elder: Option<String>,
    /// Where to lead back to.
    to: Option<String>,
}

/// Sets what was chosen and says 303 to where the visitor was; a word that is no choice changes nothing.
pub async fn set(State(portal): State<Arc<Portal>>, Query(choice): Query<Choice>) -> Response {
    let lang = choice
        .lang
        .as_deref()
        .filter(|lang| matches!(*lang, "zh" | "en"));
    let elder = choice
        .elder
        .as_deref()
        .filter(|elder| matches!(*elder, "on" | "off"));
    let cookies = [(LANG, lang), (ELDER, elder)];
    let cookies = cookies.into_iter().filter_map(|(name, value)| {
        let cookie = Cookie {
            name,
            value: value?,
            is_https: portal.is_https,
        };
        Some((SET_COOKIE, cookie.to_string()))
    });
    let to = choice
        .to
        .as_deref()
        .filter(|to| is_local(to))
        .unwrap_or("/");
    (
        StatusCode::SEE_OTHER,
        [(LOCATION, to)],
        AppendHeaders(cookies),
    )
        .into_response()
}
