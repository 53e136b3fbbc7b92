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

use super::{hand, own_file, shelf, unkept};
use crate::{
    headers::KEEP_NOTHING,
    portal::Portal,
    session::{self, Family},
};

/// To read.
pub async fn record(State(portal): State<Arc<Portal>>, family: Family) -> Response {
    let own = match own_file(&portal, &family).await {
        Ok(own) => own,
        Err(fault) => return session::away(&fault),
    };
    let shelf = match own {
        Some(own) => shelf(&portal, &family, own).await.map(Some),
        None => Ok(None),
    };
    match shelf {
        Ok(shelf) => unkept(file::record(&family.visit, shelf.as_ref())),
        Err(fault) => session::away(&fault),
    }
}

/// To take along, as a file. That it was taken stands in the record, so it is sent for, not looked at.
pub async fn take_along(State(portal): State<Arc<Portal>>, family: Family) -> Response {
    let own = match own_file(&portal, &family).await {
        Ok(own) => own,
        Err(fault) => return session::away(&fault),
    };
    let Some(own) = own else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let taken = portal.office.take_along(own.family, &hand(&family)).await;
    match taken {
        Ok(Some(taken)) => {
            let json = serde_json::to_string_pretty(&taken).expect("a record is plain data");
            let mut response = json.into_response();
            let headers = response.headers_mut();
            let fixed = http::HeaderValue::from_static;
            headers.insert(CONTENT_TYPE, fixed("application/json"));
            let name = fixed("attachment; filename=\"yucan.json\"");
            headers.insert(CONTENT_DISPOSITION, name);
            headers.insert(CACHE_CONTROL, KEEP_NOTHING);
            response
        }
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(fault) => session::away(&fault),
    }
}
