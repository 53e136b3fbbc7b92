//! A consent is withdrawn.

use std::sync::Arc;

use axum::{Form, extract::State, response::IntoResponse};
use http::StatusCode;
use registry::entry::Consent;
use serde::Deserialize;

use super::{back, hand, own_file};
use crate::{
    portal::Portal,
    session::{Answered, Family},
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
) -> Answered {
    let named = Consent::ALL
        .into_iter()
        .find(|consent| consent.as_str() == which.consent);
    let own = own_file(&portal, &family).await?;
    let (Some(consent), Some(own)) = (named, own) else {
        return Ok(StatusCode::NOT_FOUND.into_response());
    };
    let hand = hand(&family);
    portal
        .office
        .withdraw_consent(own.family, consent, &hand)
        .await?;
    Ok(back("consent"))
}
