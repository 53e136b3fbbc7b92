//! A family's file is destroyed.

use std::sync::Arc;

use app::pages::file::{self, Deletion, Refusal};
use axum::{Form, extract::State};
use registry::office::{Deleted, OfficeFault};
use serde::Deserialize;

use super::{hand, named, own_file, unkept};
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

/// Asks once, where there is something to delete and it may go.
pub async fn ask(State(portal): State<Arc<Portal>>, family: Family) -> Answered {
    let deletion = match own_file(&portal, &family).await? {
        Some(own) => Deletion::of(&own.standing()),
        None => nothing(&portal, &family).await?,
    };
    Ok(unkept(file::delete(&family.visit, deletion, false)))
}

/// Destroys it, and signs every browser of this number out.
pub async fn delete(
    State(portal): State<Arc<Portal>>,
    family: Family,
    Form(typed): Form<Typed>,
) -> Answered {
    let show = |deletion| Ok(unkept(file::delete(&family.visit, deletion, true)));
    let Some(own) = own_file(&portal, &family).await? else {
        return show(nothing(&portal, &family).await?);
    };
    if typed.sure != "yes" {
        return show(Deletion::Not(Refusal::NotSure));
    }
    match portal.office.delete(own.family, &hand(&family)).await? {
        Deleted::StillNeeded => return show(Deletion::Not(Refusal::of(&own.standing()))),
        Deleted::Gone | Deleted::NoFile => {}
    }
    let phone = &family.signed_in.phone;
    // The file is gone whether or not this succeeds; sessions end by themselves.
    if let Err(fault) = portal.sign_in.leave_everywhere(phone, family.now).await {
        tracing::warn!(%fault, "sessions of a deleted file were not ended");
    }
    show(Deletion::Gone)
}

/// There is no file of this number. What others' say of it is not deleted here.
async fn nothing(portal: &Portal, family: &Family) -> Result<Deletion, OfficeFault> {
    let is_named = !named(portal, family).await?.is_empty();
    Ok(Deletion::Nothing { is_named })
}
