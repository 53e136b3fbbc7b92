//! An application on its way into a file: what becomes of the file with it, or why it is not taken.

use policy::{AreaCode, Areas, Day, Facts, facts::Applicant, verdict::Verdict, wire};

use super::{
    Change, Hand,
    change::Changed,
    open::{missing_consent, new_consents},
    send::{Application, SendOutcome, phones, silences, tell},
};
use crate::{
    application::{ApplicationNumber, Stage},
    calls::What,
    entry::{Consent, Event, Sent},
    limits,
    outside::Template,
    standing::Standing,
    store::Silence,
};

/// A new one, or one that was asked back and is mended.
pub(super) struct Sending<'a> {
    pub application: &'a Application,
    pub hand: &'a Hand,
    pub areas: &'static Areas,
    /// Does it take the place of one that was asked back?
    pub is_mended: bool,
    pub number: ApplicationNumber,
    /// What the rules say of it today.
    pub verdict: Verdict,
    /// What must be agreed to.
    pub needed: Vec<Consent>,
}

impl Sending<'_> {
    /// What becomes of the file, or why nothing does.
    pub fn change(&self, standing: &Standing) -> Result<Change, SendOutcome> {
        if self.is_mended && !self.is_back(standing) {
            let number = self.number.clone();
            return Err(SendOutcome::AlreadyThere { number });
        }
        let application = self.application;
        if let Some(missing) = missing_consent(&self.needed, standing, &application.consents) {
            return Err(SendOutcome::NoConsent(missing));
        }
        if !self.is_mended {
            self.is_open(standing)?;
        }
        let mut events = new_consents(standing, &application.consents);
        let sent = Box::new(self.sent());
        events.push(if self.is_mended {
            Event::Mended(sent)
        } else {
            Event::Sent(sent)
        });
        let mut silences = silences(standing, &events, self.hand);
        if let Some(place) = standing.place_of(&self.number) {
            // That something is to be mended outlives its truth; what is received is said anew.
            silences.push(Silence { place, but_to: &[] });
        }
        Ok(Change {
            silences,
            events,
            calls: received(standing, application, &self.number),
            about: Some(self.number.clone()),
            area: application.facts.area.to_string(),
            ..Change::default()
        })
    }

    /// Was the one that it mends asked back?
    fn is_back(&self, standing: &Standing) -> bool {
        let there = standing.application(&self.number);
        there.is_some_and(|there| {
            there.stage == Stage::AskedBack && there.sent.service == self.application.service
        })
    }

    /// Is there room for it in the file, and do the rules take it today?
    fn is_open(&self, standing: &Standing) -> Result<(), SendOutcome> {
        let application = self.application;
        if let Some(there) = standing.on_its_way(application.service, &application.facts) {
            let number = there.sent.number.clone();
            return Err(SendOutcome::AlreadyThere { number });
        }
        if standing.applications.len() >= limits::APPLICATIONS_MAX {
            return Err(SendOutcome::TooMany);
        }
        match self.verdict {
            Verdict::Eligible => Ok(()),
            verdict => Err(SendOutcome::NotOpen { verdict }),
        }
    }

    pub fn is_it(&self, event: &Event) -> bool {
        match event {
            Event::Sent(sent) => !self.is_mended && is_same(sent, self.application),
            Event::Mended(sent) => {
                self.is_mended && sent.number == self.number && is_same(sent, self.application)
            }
            _ => false,
        }
    }

    fn sent(&self) -> Sent {
        let application = self.application;
        let facts = &application.facts;
        Sent {
            number: self.number.clone(),
            service: application.service,
            area: facts.area.to_string(),
            edition: edition_of(self.areas, facts.area, facts.asked_on),
            form: application.form.clone(),
            fields: application.fields.clone(),
            facts: wire::facts_json(facts),
            shown: application
                .shown
                .map_or_else(String::new, |shown| shown.as_str().to_owned()),
            verdict: self.verdict.as_str().to_owned(),
            signature: application.signature.clone(),
        }
    }

    /// How a sending ended. A receipt is for the entry with the application, whatever else was written with it.
    pub fn outcome(&self, changed: Changed<SendOutcome>) -> SendOutcome {
        let (file, is_repeat) = match changed {
            Changed::Kept { file, is_repeat } => (file, is_repeat),
            Changed::Not(why) => return why,
            Changed::KeyUsed => return SendOutcome::KeyUsed,
            Changed::NoFile => return SendOutcome::NoConsent(Consent::Form),
        };
        let entry = file
            .act(self.hand.key)
            .find(|entry| self.is_it(&entry.event));
        let kept = entry.and_then(|entry| match &entry.event {
            Event::Sent(sent) | Event::Mended(sent) => Some((sent.number.clone(), entry.leaf?)),
            _ => None,
        });
        match kept {
            Some((number, leaf)) => SendOutcome::Sent {
                number,
                file,
                leaf,
                is_repeat,
            },
            None => SendOutcome::KeyUsed,
        }
    }
}

/// Is this what was sent? The day it is asked on moves at midnight, and is no part of what a family says.
fn is_same(sent: &Sent, application: &Application) -> bool {
    let wire::Line::Facts(told) = wire::read(sent.facts.as_bytes()) else {
        return false;
    };
    let told = Facts {
        asked_on: application.facts.asked_on,
        ..*told
    };
    sent.service == application.service
        && sent.fields == application.fields
        && sent.signature == application.signature
        && told == application.facts
}

/// Both are told: the mother, and the agent who acted for her.
fn received(
    standing: &Standing,
    application: &Application,
    number: &ApplicationNumber,
) -> Vec<What> {
    let number = number.to_string();
    let template = match application.facts.applicant {
        Applicant::Agent => Template::ToldToBoth,
        Applicant::Mother | Applicant::Father | Applicant::Guardian => Template::Received,
    };
    phones(&standing.phone, &application.fields)
        .into_iter()
        .filter_map(|phone| tell(phone, template, &number))
        .collect()
}

/// The first day of the edition that is in force in an area on a day.
pub(super) fn edition_of(areas: &Areas, area: AreaCode, day: Day) -> String {
    let edition = areas.edition(area, day);
    edition
        .in_force_from
        .map_or_else(|| "always".to_owned(), |day| day.to_string())
}
