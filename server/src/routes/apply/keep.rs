//! What was typed so far is kept as a draft, for a phone that is known, once its keeping is agreed to.

use std::sync::Arc;

use app::{
    forms::apply::Act,
    pages::{
        apply::{self, Confirm, Keeping},
        sign_in::{Step, masked},
    },
};
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header::LOCATION};
use policy::phone::Phone;
use registry::{
    entry::{Actor, Consent, SenderKey},
    hex,
    office::{Agreed, DraftKept, Hand, Office, OfficeFault},
};

use super::send::{Desk, unkept};
use crate::{chance, session::with_cookie};

/// The day of the consent's wording; a changed sentence is a new day.
const WORDED_ON: &str = "2026-11-27";

/// Keeps it, or asks for what is missing: the phone, its code, the consent.
pub(super) async fn keep(desk: &Desk<'_>, keeping: &Keeping, signed_in: Option<Phone>) -> Response {
    if let Some(phone) = signed_in {
        return put_away(desk, keeping, &phone).await;
    }
    // Whether this number agreed before is not told to who has not confirmed it.
    if keeping.act != Act::Save && !keeping.is_agreed {
        return desk.asking(&Confirm {
            lacks_consent: true,
            ..Confirm::at(Step::Phone)
        });
    }
    match keeping.act {
        Act::Code => desk.ask_code(&keeping.phone).await,
        Act::Enter => match desk.enter(&keeping.code).await {
            Ok((token, phone)) => {
                let answer = put_away(desk, keeping, &phone).await;
                with_cookie(answer, &token, desk.portal)
            }
            Err(asked) => asked,
        },
        _ => desk.ask(Step::Phone, None),
    }
}

/// In a task of its own, so that a line that breaks leaves it whole.
async fn put_away(desk: &Desk<'_>, keeping: &Keeping, phone: &Phone) -> Response {
    let office = Arc::clone(&desk.portal.office);
    let to_keep = ToKeep {
        phone: phone.clone(),
        agreed: keeping.is_agreed.then(|| agreed(keeping, phone)),
        id: hex::decode(&keeping.id).filter(|id| !id.is_empty()),
        seen: keeping.seen,
        draft: keeping.draft(desk.now),
        hand: Hand {
            by: Actor::Family,
            at: desk.now,
            key: SenderKey(chance::drawn()),
        },
    };
    let kept = tokio::spawn(async move { to_keep.keep(&office).await });
    let outcome = match kept.await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(fault)) => return desk.undrafted(&fault),
        Err(_) => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    };
    let (visit, service) = (&desk.visit, desk.service);
    match outcome {
        DraftKept::Kept { id, .. } => to_the_draft(desk, &id),
        DraftKept::Elsewhere(Some(there)) if keeping.is_same(&there.draft) => {
            to_the_draft(desk, &there.id)
        }
        DraftKept::Elsewhere(Some(there)) => {
            let page = apply::elsewhere(visit, service, desk.query, desk.body, &there);
            unkept(page)
        }
        DraftKept::TooMany | DraftKept::Elsewhere(None) => {
            let page = apply::too_many_drafts(visit, service, desk.query, desk.body);
            unkept(page)
        }
        DraftKept::NoConsent => desk.asking(&Confirm {
            lacks_consent: keeping.was_asked,
            ..Confirm::default()
        }),
    }
}

/// Agreed to by whoever signs, or by the phone where no name was typed yet.
fn agreed(keeping: &Keeping, phone: &Phone) -> Agreed {
    let by = match keeping.signer.trim() {
        "" => masked(phone.expose()),
        name => name.to_owned(),
    };
    Agreed {
        consent: Consent::Draft,
        version: WORDED_ON.to_owned(),
        by,
    }
}

/// 303, so that a page that is drawn again saves nothing again.
fn to_the_draft(desk: &Desk<'_>, id: &[u8]) -> Response {
    let service = desk.service.as_str();
    let to = format!("/apply/{service}?draft={}&just=saved", hex::encode(id));
    (StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response()
}

/// A draft on its way to the office.
struct ToKeep {
    phone: Phone,
    agreed: Option<Agreed>,
    id: Option<Vec<u8>>,
    seen: u32,
    draft: registry::office::Draft,
    hand: Hand,
}

impl ToKeep {
    async fn keep(self, office: &Office) -> Result<DraftKept, OfficeFault> {
        let opened = office
            .file_for_drafts(&self.phone, self.agreed.as_ref(), &self.hand)
            .await?;
        let Some(file) = opened else {
            return Ok(DraftKept::NoConsent);
        };
        let draft = self.draft.clone();
        match office.keep_draft(&file, self.id, self.seen, draft).await? {
            // It was sent, thrown away or forgotten meanwhile: what is typed here is no less worth keeping.
            DraftKept::Elsewhere(None) => office.keep_draft(&file, None, 0, self.draft).await,
            outcome => Ok(outcome),
        }
    }
}
