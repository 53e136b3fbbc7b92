//! A family's file is destroyed.

use std::sync::Arc;

use app::pages::file::{self, Refusal};
use axum::{
    Form,
    extract::State,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use registry::office::Deleted;
use serde::Deserialize;

use super::{hand, own_file, unkept};
use crate::{
    portal::Portal,
    session::{Answered, Family},
};

/// Whether it is understood.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    sure: String,
}

/// Asks once.
pub async fn ask(family: Family) -> Response {
    unkept(file::delete(&family.visit, None, false))
}

/// Destroys it, and signs every browser of this number out.
pub async fn delete(
    State(portal): State<Arc<Portal>>,
    family: Family,
    Form(typed): Form<Typed>,
) -> Answered {
    let show = |refusal| Ok(unkept(file::delete(&family.visit, Some(refusal), false)));
    if typed.sure != "yes" {
        return show(Refusal::NotSure);
    }
    let own = own_file(&portal, &family).await?;
    let Some(own) = own else {
        return Ok(StatusCode::NOT_FOUND.into_response());
    };
    match portal.office.delete(own.family, &hand(&family)).await? {
        Deleted::StillNeeded => return show(Refusal::of(&own.standing())),
        Deleted::Gone | Deleted::NoFile => {}
    }
    let phone = &family.signed_in.phone;
    // The file is gone whether or not this succeeds; sessions end by themselves.
    if let Err(fault) = portal.sign_in.leave_everywhere(phone, family.now).await {
        tracing::warn!(%fault, "sessions of a deleted file were not ended");
    }
    Ok(unkept(file::delete(&family.visit, None, true)))
}
