//! What search engines may look at: the pages, not what hangs on one family's facts.

use std::sync::Arc;

use axum::extract::State;

use crate::portal::Portal;

const PAGES_ONLY: &str = "User-agent: *\nDisallow: /api/\nDisallow: /calendar/\nDisallow: /preferences\nDisallow: /check?\n";

/// A demonstration must not be found in place of the real thing.
const NOTHING: &str = "User-agent: *\nDisallow: /\n";

/// The rules for robots.
pub async fn robots(State(portal): State<Arc<Portal>>) -> &'static str {
    if portal.is_demo { NOTHING } else { PAGES_ONLY }
}
