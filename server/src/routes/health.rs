//! Whether we are well, for those who run or balance.

use std::sync::Arc;

use axum::extract::State;
use http::StatusCode;

use crate::portal::Portal;

/// The process is there and answers.
pub async fn live() -> &'static str {
    "ok\n"
}

/// The process takes new visitors: not any more once it was told to stop.
pub async fn ready(State(portal): State<Arc<Portal>>) -> (StatusCode, &'static str) {
    if portal.is_ready() {
        (StatusCode::OK, "ready\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "stopping\n")
    }
}
