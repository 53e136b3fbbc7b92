//! A consent is withdrawn.

use std::sync::Arc;

use axum::{
    Form,
    extract::State,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use registry::entry::Consent;
use serde::Deserialize;

use super::{back, hand, own_file};
use crate::{
    portal::Portal,
    session::{self, Family},
};

/// Which consent.
#[derive(Debug, Deserialize)]
pub struct Which {
    consent: String,
}

/// Withdraws it.
pub async fn consent(
    State(portal): State<Arc<Portal>>,
    family: Family,
    Form(which): Form<Which>,
) -> Response {
    let named = Consent::ALL
        .into_iter()
        .find(|consent| consent.as_str() == which.consent);
    let own = match own_file(&portal, &family).await {
        Ok(own) => own,
        Err(fault) => return session::away(&fault),
    };
    let (Some(consent), Some(own)) = (named, own) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let withdrawn = portal
        .office
        .withdraw_consent(own.family, consent, &hand(&family))
        .await;
    match withdrawn {
        Ok(_) => back("consent"),
        Err(fault) => session::away(&fault),
    }
}
