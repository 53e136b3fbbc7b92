//! Where things stand.

use std::sync::Arc;

use app::pages::file::{self, Just, View};
use axum::{
    extract::{Query, State},
    response::Response,
};
use serde::Deserialize;

use super::{named, shelf, unkept};
use crate::{
    portal::Portal,
    session::{self, Family},
};

/// What was just done, by the address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Mark {
    just: String,
    number: String,
}

/// The family's page.
pub async fn show(
    State(portal): State<Arc<Portal>>,
    family: Family,
    Query(mark): Query<Mark>,
) -> Response {
    let phone = &family.signed_in.phone;
    let files = match portal.office.files_of(phone).await {
        Ok(files) => files,
        Err(fault) => return session::away(&fault),
    };
    let mut shelves = Vec::with_capacity(files.len());
    for file in files {
        match shelf(&portal, &family, file).await {
            Ok(shelf) => shelves.push(shelf),
            Err(fault) => return session::away(&fault),
        }
    }
    let named = match named(&portal, &family).await {
        Ok(named) => named,
        Err(fault) => return session::away(&fault),
    };
    // a link may say of any number that it came in; what is not there did not
    let is_there = |just: &Just| match just {
        Just::Sent(number) => shelves
            .iter()
            .flat_map(|shelf| &shelf.standing.applications)
            .any(|application| application.sent.number.to_string() == *number),
        _ => true,
    };
    let view = View {
        phone: phone.expose(),
        ends_at: family.signed_in.ends_at,
        files: &shelves,
        named: &named,
        just: Just::parse(&mark.just, &mark.number).filter(is_there),
    };
    unkept(file::file(&family.visit, &view))
}
