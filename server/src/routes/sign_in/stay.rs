//! A page that was open for long asks whether the session goes on. Asking is a use, so it does.

use axum::response::{IntoResponse, Response};
use http::{
    HeaderValue,
    header::{CACHE_CONTROL, CONTENT_TYPE},
};

use crate::{headers::KEEP_NOTHING, session::Family};

/// So many seconds are left now, in digits.
pub async fn stay(family: Family) -> Response {
    let left = family
        .visit
        .session
        .map_or(0, |session| session.left_seconds);
    let plain = HeaderValue::from_static("text/plain; charset=utf-8");
    let headers = [(CONTENT_TYPE, plain), (CACHE_CONTROL, KEEP_NOTHING)];
    (headers, left.to_string()).into_response()
}
