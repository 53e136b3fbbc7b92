//! A family tells that something has changed: a pregnancy that ended, a baby that died.

use std::sync::Arc;

use app::{
    forms::{apply::key, check::pairs},
    pages::file::changed::{self, ChangedOutcome, Matter},
};
use axum::{
    extract::{Query, State},
    response::IntoResponse,
};
use http::StatusCode;
use policy::Facts;
use registry::{
    ApplicationNumber,
    entry::{Event, SenderKey},
    file::File,
    matter::before_loss,
    office::Hand,
};
use serde::Deserialize;

use super::{back, hand, own_file, unkept};
use crate::{
    chance,
    portal::Portal,
    session::{Answered, Family},
};

/// Which application it is about.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Which {
    number: String,
}

/// Asks what has changed. Another's number is answered like one that does not exist.
pub async fn ask_changed(
    State(portal): State<Arc<Portal>>,
    family: Family,
    Query(which): Query<Which>,
) -> Answered {
    let own = own_file(&portal, &family).await?;
    let number = ApplicationNumber::parse(&which.number);
    Ok(match own.zip(number) {
        Some((own, number)) => match matter(&own, &family, &number, chance::drawn()) {
            None => StatusCode::NOT_FOUND.into_response(),
            Some(matter) if !matter.is_open() && matter.before.is_none() => back("told"),
            Some(matter) => unkept(changed::ask(&family.visit, &matter)),
        },
        None => StatusCode::NOT_FOUND.into_response(),
    })
}

/// Shows it once more, or notes it. Noted twice is noted once.
pub async fn tell_changed(
    State(portal): State<Arc<Portal>>,
    family: Family,
    body: String,
) -> Answered {
    let sent = |name: &str| {
        let mut sent = pairs(&body).filter(|(sent, _)| sent == name);
        sent.next()
            .map_or_else(String::new, |(_, value)| value.into_owned())
    };
    let own = own_file(&portal, &family).await?;
    let (Some(own), Some(number)) = (own, ApplicationNumber::parse(&sent("number"))) else {
        return Ok(StatusCode::NOT_FOUND.into_response());
    };
    let key = key(&sent("key")).unwrap_or_else(chance::drawn);
    let Some(matter) = matter(&own, &family, &number, key) else {
        return Ok(StatusCode::NOT_FOUND.into_response());
    };
    let mut before = own.act(SenderKey(key));
    let is_noted = before.any(|entry| matches!(entry.event, Event::Told { .. }));
    if is_noted || (!matter.is_open() && matter.before.is_none()) {
        return Ok(back("told"));
    }
    let facts = match changed::submit_change(&family.visit, &matter, &sent("act"), &body) {
        ChangedOutcome::Show(page) => return Ok(unkept(page)),
        ChangedOutcome::Tell(facts) => facts,
    };
    let hand = Hand {
        key: SenderKey(key),
        ..hand(&family)
    };
    let office = &portal.office;
    let told = office.tell_of(own.family, &number, &facts, &hand).await?;
    Ok(match told {
        true => back("told"),
        false => unkept(changed::not_kept(&family.visit)),
    })
}

/// An application's matter, as it was told last, asked about today.
fn matter<'a>(
    own: &File,
    family: &Family,
    number: &'a ApplicationNumber,
    key: [u8; 16],
) -> Option<Matter<'a>> {
    let standing = own.standing();
    let told = &standing.application(number)?.told;
    let today = family.visit.today;
    let asked_today = |facts: Facts| Facts {
        asked_on: today,
        ..facts
    };
    let known = standing.facts_of(told, today)?;
    let same = standing.applications.iter();
    let same = same.filter(|there| there.told == *told && there.is_before_hukou());
    Some(Matter {
        number,
        told: asked_today(told.facts()?.clone()),
        before: before_loss(&own.entries, number).map(asked_today),
        paid: known.payments.iter().map(|payment| payment.year).collect(),
        entered: same.map(|there| there.identities.len()).max().unwrap_or(0),
        has_other: standing.has_other(told),
        known,
        key,
    })
}
