//! The little mark for programs that look for it by its oldest name.

use std::sync::Arc;

use axum::extract::State;
use http::{
    StatusCode,
    header::{CACHE_CONTROL, HeaderName, LOCATION},
};

use crate::portal::Portal;

/// Leads to the mark that the pages use.
pub async fn favicon(
    State(portal): State<Arc<Portal>>,
) -> (StatusCode, [(HeaderName, &'static str); 2]) {
    let kept = (CACHE_CONTROL, "public, max-age=86400");
    (StatusCode::FOUND, [(LOCATION, portal.assets.favicon), kept])
}
