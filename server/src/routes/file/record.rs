//! Everything the file holds: to read, and to take along.

use std::sync::Arc;

use app::pages::file;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use http::{
    StatusCode,
    header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE},
};

use super::{hand, own_file, readable::readable, shelf, unkept};
use crate::{
    headers::KEEP_NOTHING,
    portal::Portal,
    session::{Answered, Family},
};

/// To read.
pub async fn record(State(portal): State<Arc<Portal>>, family: Family) -> Answered {
    let own = own_file(&portal, &family).await?;
    let shelf = match own {
        Some(own) => Some(shelf(&portal, &family, own).await?),
        None => None,
    };
    Ok(unkept(file::record(&family.visit, shelf.as_ref())))
}

/// To take along, as a file. That it was taken stands in the record, so it is sent for, not looked at.
pub async fn take_along(State(portal): State<Arc<Portal>>, family: Family) -> Answered {
    let own = own_file(&portal, &family).await?;
    let taken = match own {
        Some(own) => {
            let hand = hand(&family);
            portal.office.take_along(own.family, &hand).await?
        }
        None => None,
    };
    let Some(taken) = taken else {
        return Ok(StatusCode::NOT_FOUND.into_response());
    };
    let record = serde_json::to_value(&taken).expect("a record is plain data");
    let json = serde_json::to_string_pretty(&readable(record)).expect("a record is plain data");
    let name = "attachment; filename=\"yucan.json\"";
    Ok(as_a_file(json, "application/json", name))
}

/// To take along as a page that anybody can read. WeChat saves no file, so there the page itself is shown.
pub async fn take_page(State(portal): State<Arc<Portal>>, family: Family) -> Answered {
    let Some(own) = own_file(&portal, &family).await? else {
        return Ok(StatusCode::NOT_FOUND.into_response());
    };
    if portal
        .office
        .take_along(own.family, &hand(&family))
        .await?
        .is_none()
    {
        return Ok(StatusCode::NOT_FOUND.into_response());
    }
    let shelf = shelf(&portal, &family, own).await?;
    if family.visit.browser.wechat {
        return Ok(unkept(file::record(&family.visit, Some(&shelf))));
    }
    let html = file::taken(&family.visit, &shelf);
    let name = "attachment; filename=\"yucan.html\"";
    Ok(as_a_file(html, "text/html; charset=utf-8", name))
}

fn as_a_file(body: String, kind: &'static str, name: &'static str) -> Response {
    let mut response = body.into_response();
    let headers = response.headers_mut();
    let fixed = http::HeaderValue::from_static;
    headers.insert(CONTENT_TYPE, fixed(kind));
    headers.insert(CONTENT_DISPOSITION, fixed(name));
    headers.insert(CACHE_CONTROL, KEEP_NOTHING);
    response
}
