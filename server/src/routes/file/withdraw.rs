//! An application is taken back by its family.

use std::sync::Arc;

use axum::{Form, extract::State, response::IntoResponse};
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
    session::{Answered, Family},
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
) -> Answered {
    let Some(number) = ApplicationNumber::parse(&which.number) else {
        return Ok(StatusCode::NOT_FOUND.into_response());
    };
    let own = own_file(&portal, &family).await?;
    if own.is_none_or(|file| file.standing().application(&number).is_none()) {
        return Ok(StatusCode::NOT_FOUND.into_response());
    }
    let act = Act {
        number,
        step: Step::Withdraw,
    };
    Ok(match portal.office.act(&act, &hand(&family)).await? {
        Acted::Now(_) | Acted::NotFrom(_) | Acted::NotOf(_) => back("withdrawn"),
        Acted::NoSuch | Acted::KeyUsed | Acted::OtherCount { .. } | Acted::Differs { .. } => {
            StatusCode::NOT_FOUND.into_response()
        }
    })
}
