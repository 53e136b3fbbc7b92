//! The dates of an answer, for a phone's calendar. The address says it all: no cookie, nothing kept.

use std::sync::Arc;

use app::calendar;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use http::{
    StatusCode,
    header::{CONTENT_DISPOSITION, CONTENT_TYPE},
};

use crate::portal::Portal;

/// What the address ends with; the router takes whole segments only.
const ENDING: &str = ".ics";

/// The file; 404 for a token that is none of ours, or with nothing ahead.
pub async fn show(State(portal): State<Arc<Portal>>, Path(file): Path<String>) -> Response {
    let dates = file
        .strip_suffix(ENDING)
        .and_then(|token| calendar::file(token, portal.clock.today(), portal.areas));
    match dates {
        Some(dates) => (
            [
                (CONTENT_TYPE, "text/calendar; charset=utf-8"),
                (CONTENT_DISPOSITION, "attachment; filename=\"yucan.ics\""),
            ],
            dates,
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
