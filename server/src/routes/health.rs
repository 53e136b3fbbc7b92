//! Whether we are well, for those who run or balance.

use std::sync::Arc;

use axum::{Extension, extract::State, response::IntoResponse};
use http::StatusCode;
use registry::store::StoreFault;

use crate::{portal::Portal, problem::OwnWords};

const CLOCK_SET: &str = "the clock was set: start anew if it is right";

/// The process is there and answers.
pub async fn live() -> &'static str {
    "ok\n"
}

/// The process takes new visitors: not any more once it was told to stop, its database is damaged, or its clock was set
/// and tells days that may be false. A database that is full or away is told of, but sends nobody elsewhere: the law's
/// pages need none, and families' files are still read while the disk is full.
pub async fn ready(State(portal): State<Arc<Portal>>) -> impl IntoResponse {
    let (status, says) = match portal.office.store.health() {
        _ if !portal.is_ready() => (StatusCode::SERVICE_UNAVAILABLE, "stopping".to_owned()),
        Err(fault @ StoreFault::Damaged) => (StatusCode::SERVICE_UNAVAILABLE, fault.to_string()),
        _ if !portal.clock.is_steady() => (StatusCode::SERVICE_UNAVAILABLE, CLOCK_SET.to_owned()),
        Err(fault) => (StatusCode::OK, format!("ready, but {fault}")),
        Ok(()) => (StatusCode::OK, "ready".to_owned()),
    };
    (status, Extension(OwnWords), says + "\n")
}
