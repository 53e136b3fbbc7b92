//! An application comes in (提交申请): consents first, then the server decides again, then it is kept, once.

use std::collections::BTreeMap;

use policy::{
    Areas, Facts, decide,
    facts::Applicant,
    phone::Phone,
    verdict::{Service, Verdict},
    wire,
};

use super::{Change, Done, Hand, Office, change::Changed};
use crate::{
    application::{ApplicationNumber, Stage},
    calls::What,
    entry::{Consent, Event, Sent, Signature},
    family::FamilyId,
    file::File,
    limits,
    outside::{Message, Template},
    standing::Standing,
    store::{KeyChange, Passing},
};

/// An application as it comes from a form: every field checked already, obsolete ones dropped.
#[derive(Clone, Debug, PartialEq)]
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

/// A consent, given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreed {
    /// To what.
    pub consent: Consent,
    /// The wording, by its day.
    pub version: String,
    /// Who agreed: the applicant, for a child its guardian.
    pub by: String,
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

impl Office {
    /// Opens a file for a confirmed phone, or finds the one there is, and writes down what was agreed to. Nothing is
    /// kept before every consent is there.
    pub async fn open(
        &self,
        phone: &Phone,
        consents: &[Agreed],
        hand: &Hand,
    ) -> Done<Result<FamilyId, Consent>> {
        let own = self.files_of(phone).await?.into_iter();
        let own = own.into_iter().find(|file| file.standing().phone == phone.expose());
        let held = own.as_ref().map(File::standing).unwrap_or_default();
        if let Some(missing) = missing_consent(&held, consents) {
            return Ok(Err(missing));
        }
        let events = new_consents(&held, consents);
        if let Some(file) = own {
            if !events.is_empty() {
                let change = |file: &File| -> Result<Change, ()> {
                    Ok(Change {
                        events: new_consents(&file.standing(), consents),
                        ..Change::default()
                    })
                };
                let hand = self.hand_of(hand);
                self.change(file.family, &hand, change).await?;
            }
            return Ok(Ok(file.family));
        }
        let family = FamilyId(self.draw());
        let (file, wrapped) = File::create(&*self.keys, family).await?;
        let opened = Event::Opened {
            phone: phone.expose().to_owned(),
        };
        let change = Change {
            events: std::iter::once(opened).chain(events).collect(),
            ..Change::default()
        };
        let kept: Option<Changed<()>> = self
            .keep(file, &self.hand_of(hand), change, KeyChange::Create(wrapped))
            .await?;
        debug_assert!(kept.is_some(), "a random name was there already");
        Ok(Ok(family))
    }

    /// Takes an application for a family that opened its file.
    pub async fn send(
        &self,
        family: FamilyId,
        application: &Application,
        hand: &Hand,
    ) -> Done<SendOutcome> {
        let verdict = self.verdict(application);
        let number = ApplicationNumber::from_chance(self.draw());
        let changed = self
            .change(family, hand, |file| {
                let standing = file.standing();
                if let Some(missing) = missing_consent(&standing, &application.consents) {
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
                    ends: ends(application),
                    destroys: false,
                })
            })
            .await?;
        Ok(match changed {
            Changed::Kept {
                file,
                first_leaf,
                is_repeat,
            } => {
                let there = file.act(hand.key).find_map(|entry| match &entry.event {
                    Event::Sent(sent) => Some(sent),
                    _ => None,
                });
                let is_same = there.is_some_and(|sent| {
                    sent.service == application.service && sent.fields == application.fields
                });
                if !is_same {
                    return Ok(SendOutcome::KeyUsed);
                }
                let number = there.map_or(number, |sent| sent.number.clone());
                SendOutcome::Sent {
                    number,
                    file,
                    leaf: first_leaf,
                    is_repeat,
                }
            }
            Changed::Not(why) => why,
            Changed::KeyUsed => SendOutcome::KeyUsed,
            Changed::NoFile => SendOutcome::NoConsent(Consent::Form),
        })
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
        let changed = self
            .change(family, hand, |file| {
                let standing = file.standing();
                let is_back = standing.application(number).is_some_and(|there| {
                    there.stage == Stage::AskedBack
                        && there.sent.service == application.service
                });
                if !is_back {
                    return Err(SendOutcome::AlreadyThere {
                        number: number.clone(),
                    });
                }
                let sent = self.sent(application, number.clone(), verdict);
                Ok(Change {
                    events: vec![Event::Mended(Box::new(sent))],
                    calls: received(&standing, application, number),
                    area: application.facts.area.to_string(),
                    ends: ends(application),
                    destroys: false,
                })
            })
            .await?;
        Ok(match changed {
            Changed::Kept {
                file,
                first_leaf,
                is_repeat,
            } => SendOutcome::Sent {
                number: number.clone(),
                file,
                leaf: first_leaf,
                is_repeat,
            },
            Changed::Not(why) => why,
            Changed::KeyUsed => SendOutcome::KeyUsed,
            Changed::NoFile => SendOutcome::NoConsent(Consent::Form),
        })
    }

    /// A hand of the portal's own for what goes along with an act: the act's key is for the act.
    fn hand_of(&self, hand: &Hand) -> Hand {
        Hand {
            key: crate::entry::SenderKey(self.draw()),
            ..hand.clone()
        }
    }

    fn verdict(&self, application: &Application) -> Verdict {
        decide(&application.facts, self.areas)
            .service(application.service)
            .verdict
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

/// The first consent that neither stands in the file nor comes with the form.
fn missing_consent(standing: &Standing, given: &[Agreed]) -> Option<Consent> {
    Consent::ALL.into_iter().find(|needed| {
        !standing.consents.contains_key(needed)
            && !given
                .iter()
                .any(|agreed| agreed.consent == *needed && !agreed.by.trim().is_empty())
    })
}

/// Consents that say something new: another wording, another guardian.
fn new_consents(standing: &Standing, given: &[Agreed]) -> Vec<Event> {
    given
        .iter()
        .filter(|agreed| {
            let held = standing.consents.get(&agreed.consent);
            held.is_none_or(|(version, by)| *version != agreed.version || *by != agreed.by)
        })
        .map(|agreed| Event::Consented {
            consent: agreed.consent,
            version: agreed.version.clone(),
            guardian: agreed.by.clone(),
        })
        .collect()
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
        return tell(&standing.phone, Template::Received, &number).into_iter().collect();
    }
    let mut phones = vec![standing.phone.as_str()];
    for person in ["mother", "agent"] {
        let phone = application.fields.get(&format!("{person}_phone"));
        phones.extend(phone.map(String::as_str));
    }
    phones.sort_unstable();
    phones.dedup();
    let told = phones.into_iter();
    told.filter_map(|phone| tell(phone, Template::ToldToBoth, &number)).collect()
}

/// A message with an application's number to a phone; none where that is no phone.
pub(super) fn tell(phone: &str, template: Template, number: &str) -> Option<What> {
    let phone = Phone::parse(phone).ok()?;
    Message::new(&phone, template, &[number]).ok().map(What::Message)
}

fn ends(application: &Application) -> Vec<(Passing, Vec<u8>)> {
    let draft = application.draft.iter();
    draft.map(|id| (Passing::Draft, id.clone())).collect()
}

/// The edition's first day.
fn edition_of(areas: &Areas, facts: &Facts) -> String {
    let edition = areas.edition(facts.area, facts.asked_on);
    edition
        .in_force_from
        .map_or_else(|| "always".to_owned(), |day| day.to_string())
}
