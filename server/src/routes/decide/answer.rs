//! One case in, one answer out, in the command's own words.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::State,
    response::{IntoResponse, Response},
};
use http::{StatusCode, header::CONTENT_TYPE};
use http_body_util::{BodyExt, LengthLimitError};
use tower_http::timeout::TimeoutError;

use crate::portal::Portal;

const JSON: &str = "application/json";

/// 200 with the answer, 422 with the refusal; 413 where it is too long, 408 where it comes too slowly.
pub async fn answer(State(portal): State<Arc<Portal>>, body: Body) -> Response {
    let case = match body.collect().await {
        Ok(case) => case.to_bytes(),
        Err(error) => return why_incomplete(&error).into_response(),
    };
    let mut answer = Vec::with_capacity(16 * 1024);
    let is_answered = policy::wire::answer_line(&case, portal.areas, &mut answer);
    let status = if is_answered {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    (status, [(CONTENT_TYPE, JSON)], answer).into_response()
}

/// The layers around us say in the error's sources why they cut a body off.
fn why_incomplete(error: &axum::Error) -> StatusCode {
    let mut source: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = source {
        if error.is::<LengthLimitError>() {
            return StatusCode::PAYLOAD_TOO_LARGE;
        }
        if error.is::<TimeoutError>() {
            return StatusCode::REQUEST_TIMEOUT;
        }
        source = error.source();
    }
    StatusCode::BAD_REQUEST
}
