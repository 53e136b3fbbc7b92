//! An application is taken back by its family.

use std::sync::Arc;

use axum::{
    Form,
    extract::State,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use registry::{
    ApplicationNumber,
    entry::Step,
    office::{Act, Acted},
};
use serde::Deserialize;

use super::{back, hand, own_file};
use crate::{
    portal::Portal,
    session::{self, Family},
};

/// Which application.
#[derive(Debug, Deserialize)]
pub struct Which {
    number: String,
}

/// Takes it back, if it is this family's. Another's number is answered like one that does not exist.
pub async fn withdraw(
    State(portal): State<Arc<Portal>>,
    family: Family,
    Form(which): Form<Which>,
) -> Response {
    let Some(number) = ApplicationNumber::parse(&which.number) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let own = match own_file(&portal, &family).await {
        Ok(own) => own,
        Err(fault) => return session::away(&fault),
    };
    if own.is_none_or(|file| file.standing().application(&number).is_none()) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let act = Act {
        number,
        step: Step::Withdraw,
    };
    match portal.office.act(&act, &hand(&family)).await {
        Ok(Acted::Now(_) | Acted::NotFrom(_)) => back("withdrawn"),
        Ok(Acted::NoSuch | Acted::KeyUsed) => StatusCode::NOT_FOUND.into_response(),
        Err(fault) => session::away(&fault),
    }
}
