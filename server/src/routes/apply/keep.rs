//! What was typed so far is kept as a draft, for a phone that is known, once its keeping is agreed to.

use std::sync::Arc;

use app::{
    forms::apply::Act,
    pages::{
        apply::{self, Confirm, Keeping, Leaving},
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

/// Keeps it before the form is left for the check, where the phone is known and drafts are agreed to, and leads there; from
/// there the way leads back to it. Nobody is asked for anything on the way.
pub(super) async fn leave(
    desk: &Desk<'_>,
    leaving: &Leaving,
    signed_in: Option<Phone>,
) -> Response {
    let keeping = &leaving.keeping;
    let Some(phone) = signed_in.filter(|_| !keeping.is_empty()) else {
        return see_other(leaving.to(None));
    };
    match kept(desk, keeping, &phone).await {
        Ok(DraftKept::Kept { id, .. }) => see_other(leaving.to(Some(hex::encode(&id)))),
        Ok(DraftKept::Elsewhere(Some(there))) if keeping.is_same(&there.draft) => {
            see_other(leaving.to(Some(hex::encode(&there.id))))
        }
        Ok(DraftKept::NoConsent) => see_other(leaving.to(None)),
        outcome => put_by(desk, keeping, outcome),
    }
}

async fn put_away(desk: &Desk<'_>, keeping: &Keeping, phone: &Phone) -> Response {
    let outcome = kept(desk, keeping, phone).await;
    put_by(desk, keeping, outcome)
}

/// In a task of its own, so that a line that breaks leaves it whole.
async fn kept(
    desk: &Desk<'_>,
    keeping: &Keeping,
    phone: &Phone,
) -> Result<DraftKept, Option<OfficeFault>> {
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
    match kept.await {
        Ok(outcome) => outcome.map_err(Some),
        Err(_) => Err(None),
    }
}

/// The page for what became of it.
fn put_by(
    desk: &Desk<'_>,
    keeping: &Keeping,
    outcome: Result<DraftKept, Option<OfficeFault>>,
) -> Response {
    let outcome = match outcome {
        Ok(outcome) => outcome,
        Err(Some(fault)) => return desk.undrafted(&fault),
        Err(None) => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
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
    see_other(format!(
        "/apply/{service}?draft={}&just=saved",
        hex::encode(id)
    ))
}

fn see_other(to: String) -> Response {
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
