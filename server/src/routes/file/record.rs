//! Everything the file holds: to read, and to take along.

use std::sync::Arc;

use app::pages::file;
use axum::{extract::State, response::IntoResponse};
use http::{
    StatusCode,
    header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE},
};

use super::{hand, own_file, shelf, unkept};
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
    let json = serde_json::to_string_pretty(&taken).expect("a record is plain data");
    let mut response = json.into_response();
    let headers = response.headers_mut();
    let fixed = http::HeaderValue::from_static;
    headers.insert(CONTENT_TYPE, fixed("application/json"));
    let name = fixed("attachment; filename=\"yucan.json\"");
    headers.insert(CONTENT_DISPOSITION, name);
    headers.insert(CACHE_CONTROL, KEEP_NOTHING);
    Ok(response)
}
