//! `/metrics`, on the admin address alone.

use std::sync::Arc;

use axum::{extract::State, response::IntoResponse};
use http::header::CONTENT_TYPE;

use crate::portal::Portal;

/// All that is counted, as Prometheus reads it.
pub async fn show(State(portal): State<Arc<Portal>>) -> impl IntoResponse {
    (
        [(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")],
        portal.figures.to_prometheus(),
    )
}
