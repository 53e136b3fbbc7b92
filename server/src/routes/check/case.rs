//! The same case as a file.

use app::pages::wrong;
use axum::{
    extract::RawQuery,
    response::{IntoResponse, Response},
};
use http::{
    StatusCode,
    header::{CONTENT_DISPOSITION, CONTENT_TYPE},
};

use crate::visit::Visiting;

/// Facts and answer, in the command's own words; the refusal with 422.
pub async fn case(Visiting(visit): Visiting, RawQuery(query): RawQuery) -> Response {
    let (status, json) = wrong::case_json(&visit, &query.unwrap_or_default());
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = [
        (CONTENT_TYPE, "application/json"),
        (CONTENT_DISPOSITION, "attachment; filename=\"case.json\""),
    ];
    (status, headers, json).into_response()
}
