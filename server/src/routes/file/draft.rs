//! A draft is thrown away.

use std::sync::Arc;

use axum::{Form, extract::State};
use serde::Deserialize;

use super::{back, own_file};
use crate::{
    portal::Portal,
    session::{Answered, Family},
};

/// Which draft.
#[derive(Debug, Deserialize)]
pub struct Which {
    draft: String,
}

/// Throws it away. One that is gone already, or another's, is gone for this family too.
pub async fn draft(
    State(portal): State<Arc<Portal>>,
    family: Family,
    Form(which): Form<Which>,
) -> Answered {
    let own = own_file(&portal, &family).await?;
    if let (Some(own), Some(id)) = (own, registry::hex::decode(&which.draft)) {
        portal
            .office
            .drop_draft(own.family, &id, family.now)
            .await?;
    }
    Ok(back("draft"))
}
