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

/// Takes it back, if it is this family's or names this phone. Another's number is answered like one that does not exist.
pub async fn withdraw(
    State(portal): State<Arc<Portal>>,
    family: Family,
    Form(which): Form<Which>,
) -> Answered {
    let Some(number) = ApplicationNumber::parse(&which.number) else {
        return Ok(StatusCode::NOT_FOUND.into_response());
    };
    let own = own_file(&portal, &family).await?;
    let is_own = own.is_some_and(|file| file.standing().application(&number).is_some());
    let acted = if is_own {
        let act = Act {
            number,
            step: Step::Withdraw,
        };
        portal.office.act(&act, &hand(&family)).await?
    } else {
        let phone = &family.signed_in.phone;
        let office = &portal.office;
        office.withdraw_named(&number, phone, family.now).await?
    };
    Ok(match acted {
        Acted::Now(_) | Acted::NotFrom(_) | Acted::NotOf(_) => back("withdrawn"),
        Acted::NoConsent(_)
        | Acted::NotFinished(_)
        | Acted::Lost
        | Acted::NotThatYear(_)
        | Acted::OtherCount { .. }
        | Acted::Differs { .. }
        | Acted::NoSuch
        | Acted::KeyUsed => StatusCode::NOT_FOUND.into_response(),
    })
}
