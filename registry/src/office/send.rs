//! An application comes in (提交申请): the server decides again, then it is kept, once.

use std::{collections::BTreeMap, fmt};

use policy::{
    Areas, Facts, decide_service,
    facts::Applicant,
    phone::Phone,
    verdict::{Service, Verdict},
    wire,
};

use super::{
    Change, Done, Hand, Office,
    change::Changed,
    open::{Agreed, missing_consent, new_consents},
};
use crate::{
    application::{ApplicationNumber, Stage},
    calls::What,
    entry::{Consent, Event, Sent, Signature},
    family::FamilyId,
    file::File,
    instant::Instant,
    limits,
    outside::{Message, Template},
    standing::Standing,
    store::Passing,
};

/// An application as it comes from a form: every field checked already, obsolete ones dropped.
/// `Debug` shows what names nobody.
#[derive(Clone, PartialEq)]
pub struct Application {
    /// For what.
    pub service: Service,
    /// What is told, with today as the day asked about.
    pub facts: Facts,
    /// The form's wording, by its first day.
    pub form: String,
    /// What was typed, by the form's own field names.
    pub fields: BTreeMap<String, String>,
    /// The verdict that the page had shown.
    pub shown: Option<Verdict>,
    /// 签名.
    pub signature: Signature,
    /// What the family agreed to with it, each with the wording's day and who agreed.
    pub consents: Vec<Agreed>,
    /// The draft it was made from.
    pub draft: Option<Vec<u8>>,
}

/// What became of an application.
#[derive(Debug)]
pub enum SendOutcome {
    /// It is with the agency.
    Sent {
        /// Its number.
        number: ApplicationNumber,
        /// The file as it is now.
        file: Box<File>,
        /// Its leaf in the audit's tree.
        leaf: u64,
        /// Was it sent before, by the same form?
        is_repeat: bool,
    },
    /// The rules do not take it today, whatever the page had shown.
    NotOpen {
        /// What they say.
        verdict: Verdict,
    },
    /// The same thing was applied for already, and is not over.
    AlreadyThere {
        /// Under which number.
        number: ApplicationNumber,
    },
    /// A consent is missing, so nothing is kept.
    NoConsent(Consent),
    /// The form was sent before with something else in it.
    KeyUsed,
    /// More applications than any family has.
    TooMany,
}

impl fmt::Debug for Application {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Application")
            .field("service", &self.service)
            .field("form", &self.form)
            .field("shown", &self.shown)
            .finish_non_exhaustive()
    }
}

impl Office {
    /// Takes an application for a family that opened its file.
    pub async fn send(
        &self,
        family: FamilyId,
        application: &Application,
        hand: &Hand,
    ) -> Done<SendOutcome> {
        let verdict = self.verdict(application);
        let number = ApplicationNumber::from_chance(self.draw());
        let needed = self.needed(application);
        let ends = self.ends(family, application, hand.at).await?;
        let is_it =
            |event: &Event| matches!(event, Event::Sent(sent) if is_same(sent, application));
        let changed = self
            .change(family, hand, is_it, |file| {
                let standing = file.standing();
                if let Some(missing) = missing_consent(&needed, &standing, &application.consents) {
                    return Err(SendOutcome::NoConsent(missing));
                }
                if let Some(there) = open_twin(&standing, application) {
                    return Err(SendOutcome::AlreadyThere { number: there });
                }
                if standing.applications.len() >= limits::APPLICATIONS_MAX {
                    return Err(SendOutcome::TooMany);
                }
                if verdict != Verdict::Eligible {
                    return Err(SendOutcome::NotOpen { verdict });
                }
                let sent = self.sent(application, number.clone(), verdict);
                let mut events = new_consents(&standing, &application.consents);
                events.push(Event::Sent(Box::new(sent)));
                Ok(Change {
                    events,
                    calls: received(&standing, application, &number),
                    area: application.facts.area.to_string(),
                    ends: ends.clone(),
                    destroys: false,
                })
            })
            .await?;
        Ok(outcome(changed, hand, is_it))
    }

    /// Sends an application again that was asked back. Its number stays.
    pub async fn mend(
        &self,
        family: FamilyId,
        number: &ApplicationNumber,
        application: &Application,
        hand: &Hand,
    ) -> Done<SendOutcome> {
        let verdict = self.verdict(application);
        let needed = self.needed(application);
        let ends = self.ends(family, application, hand.at).await?;
        let is_it = |event: &Event| {
            matches!(event, Event::Mended(sent)
                if sent.number == *number && is_same(sent, application))
        };
        let changed = self
            .change(family, hand, is_it, |file| {
                let standing = file.standing();
                let is_back = standing.application(number).is_some_and(|there| {
                    there.stage == Stage::AskedBack && there.sent.service == application.service
                });
                if !is_back {
                    return Err(SendOutcome::AlreadyThere {
                        number: number.clone(),
                    });
                }
                if let Some(missing) = missing_consent(&needed, &standing, &application.consents) {
                    return Err(SendOutcome::NoConsent(missing));
                }
                let sent = self.sent(application, number.clone(), verdict);
                let mut events = new_consents(&standing, &application.consents);
                events.push(Event::Mended(Box::new(sent)));
                Ok(Change {
                    events,
                    calls: received(&standing, application, number),
                    area: application.facts.area.to_string(),
                    ends: ends.clone(),
                    destroys: false,
                })
            })
            .await?;
        Ok(outcome(changed, hand, is_it))
    }

    /// What the application's own form asks to be agreed to; everything where there is no such form.
    fn needed(&self, application: &Application) -> Vec<Consent> {
        let facts = &application.facts;
        let edition = self.areas.edition(facts.area, facts.asked_on);
        let form = self
            .areas
            .form(edition, application.service, facts.asked_on);
        form.map_or_else(
            || Consent::ALL.to_vec(),
            |form| form.consents().map(Consent::from).collect(),
        )
    }

    /// The draft ends that it was made from, where it is the family's own.
    async fn ends(
        &self,
        family: FamilyId,
        application: &Application,
        now: Instant,
    ) -> Done<Vec<(Passing, Vec<u8>)>> {
        let Some(id) = &application.draft else {
            return Ok(Vec::new());
        };
        let kept = self.store.get(Passing::Draft, id.clone(), now).await?;
        let own = kept.filter(|kept| kept.family == Some(family));
        Ok(own
            .map(|kept| (Passing::Draft, kept.id))
            .into_iter()
            .collect())
    }

    fn verdict(&self, application: &Application) -> Verdict {
        decide_service(&application.facts, self.areas, application.service).verdict
    }

    fn sent(&self, application: &Application, number: ApplicationNumber, verdict: Verdict) -> Sent {
        let facts = &application.facts;
        Sent {
            number,
            service: application.service,
            area: facts.area.to_string(),
            edition: edition_of(self.areas, facts),
            form: application.form.clone(),
            fields: application.fields.clone(),
            facts: wire::facts_json(facts),
            shown: application
                .shown
                .map_or_else(String::new, |shown| shown.as_str().to_owned()),
            verdict: verdict.as_str().to_owned(),
            signature: application.signature.clone(),
        }
    }
}

/// How a sending ended. A receipt is for the entry with the application, whatever else was written with it.
fn outcome(
    changed: Changed<SendOutcome>,
    hand: &Hand,
    is_it: impl Fn(&Event) -> bool,
) -> SendOutcome {
    let (file, is_repeat) = match changed {
        Changed::Kept { file, is_repeat } => (file, is_repeat),
        Changed::Not(why) => return why,
        Changed::KeyUsed => return SendOutcome::KeyUsed,
        Changed::NoFile => return SendOutcome::NoConsent(Consent::Form),
    };
    let entry = file.act(hand.key).find(|entry| is_it(&entry.event));
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

/// An application for the same service and the same babies that is still on its way.
fn open_twin(standing: &Standing, application: &Application) -> Option<ApplicationNumber> {
    let births = births_of(&application.facts);
    standing
        .applications
        .iter()
        .filter(|there| !there.stage.is_over() && there.sent.service == application.service)
        .find(|there| {
            let told = wire::read(there.sent.facts.as_bytes());
            matches!(told, wire::Line::Facts(facts) if births_of(&facts) == births)
        })
        .map(|there| there.sent.number.clone())
}

/// Which babies an application is for: those born by their birthdays, those unborn all alike.
fn births_of(facts: &Facts) -> Vec<policy::Day> {
    facts.births.iter().map(|birth| birth.on).collect()
}

/// Both are told: the mother, and the agent who acted for her.
fn received(
    standing: &Standing,
    application: &Application,
    number: &ApplicationNumber,
) -> Vec<What> {
    let number = number.to_string();
    if application.facts.applicant != Applicant::Agent {
        return tell(&standing.phone, Template::Received, &number)
            .into_iter()
            .collect();
    }
    let mut phones = vec![standing.phone.as_str()];
    for person in ["mother", "agent"] {
        let phone = application.fields.get(&format!("{person}_phone"));
        phones.extend(phone.map(String::as_str));
    }
    phones.sort_unstable();
    phones.dedup();
    let told = phones.into_iter();
    told.filter_map(|phone| tell(phone, Template::ToldToBoth, &number))
        .collect()
}

/// A message with an application's number to a phone; none where that is no phone.
pub(super) fn tell(phone: &str, template: Template, number: &str) -> Option<What> {
    let phone = Phone::parse(phone).ok()?;
    Message::new(&phone, template, &[number])
        .ok()
        .map(What::Message)
}

/// The edition's first day.
fn edition_of(areas: &Areas, facts: &Facts) -> String {
    let edition = areas.edition(facts.area, facts.asked_on);
    edition
        .in_force_from
        .map_or_else(|| "always".to_owned(), |day| day.to_string())
}
