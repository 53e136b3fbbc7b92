//! Whether we are well, for those who run or balance.

use std::sync::Arc;

use axum::extract::State;
use http::StatusCode;
use registry::store::StoreFault;

use crate::portal::Portal;

/// The process is there and answers.
pub async fn live() -> &'static str {
    "ok\n"
}

/// The process takes new visitors: not any more once it was told to stop, or its database is damaged. A database that
/// is full or away is told of, but sends nobody elsewhere: the law's pages need none, and families' files are still read
/// while the disk is full.
pub async fn ready(State(portal): State<Arc<Portal>>) -> (StatusCode, String) {
    if !portal.is_ready() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping\n".to_owned());
    }
    match portal.office.store.health() {
        Ok(()) => (StatusCode::OK, "ready\n".to_owned()),
        Err(fault @ StoreFault::Damaged) => (StatusCode::SERVICE_UNAVAILABLE, format!("{fault}\n")),
        Err(fault) => (StatusCode::OK, format!("ready, but {fault}\n")),
    }
}
