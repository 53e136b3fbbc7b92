//! An application comes in (提交申请): the server decides again, then it is kept, once.

use std::{collections::BTreeMap, fmt};

use policy::{
    Facts, decide_service,
    phone::Phone,
    verdict::{Service, Verdict},
};

use super::{
    Change, Done, Hand, Office, OfficeFault,
    change::{Changed, TRIES_MAX},
    consents::of_form,
    open::{Agreed, needed_to_open, opened},
    sending::Sending,
};
use crate::{
    application::ApplicationNumber,
    calls::What,
    entry::{Consent, Event, Signature},
    family::FamilyId,
    file::File,
    named,
    outside::{Message, Template},
    standing::Standing,
    store::{Passing, Silence},
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
    /// Takes an application for a confirmed phone. Where it has no file, one is opened in the same commit, so nothing is
    /// kept of an application that is not taken.
    pub async fn apply(
        &self,
        phone: &Phone,
        application: &Application,
        hand: &Hand,
    ) -> Done<SendOutcome> {
        let sending = self.sending(application, hand, None);
        for _ in 0..TRIES_MAX {
            let (own, found) = self.own_file_found(phone).await?;
            if let Some(file) = own {
                return self.take(file, &sending).await;
            }
            let opened = hand.entry(opened(phone));
            let change = match sending.change(&Standing::default().after(&opened)) {
                Ok(change) => change,
                Err(why) => return Ok(why),
            };
            if let Some(begun) = self.begin(phone, found, hand, change).await? {
                return Ok(sending.outcome(begun));
            }
        }
        Err(OfficeFault::Busy)
    }

    /// Takes an application for a family that opened its file.
    pub async fn send(
        &self,
        family: FamilyId,
        application: &Application,
        hand: &Hand,
    ) -> Done<SendOutcome> {
        let sending = self.sending(application, hand, None);
        self.take_for(family, &sending).await
    }

    /// Sends an application again that was asked back. Its number stays.
    pub async fn mend(
        &self,
        family: FamilyId,
        number: &ApplicationNumber,
        application: &Application,
        hand: &Hand,
    ) -> Done<SendOutcome> {
        let sending = self.sending(application, hand, Some(number));
        self.take_for(family, &sending).await
    }

    async fn take_for(&self, family: FamilyId, sending: &Sending<'_>) -> Done<SendOutcome> {
        match self.file(family).await? {
            Some(file) => self.take(file, sending).await,
            None => Ok(sending.outcome(Changed::NoFile)),
        }
    }

    async fn take(&self, file: File, sending: &Sending<'_>) -> Done<SendOutcome> {
        let ends = self.ends(file.family, sending).await?;
        let changed = self
            .change_read(
                file,
                sending.hand,
                |event| sending.is_it(event),
                |file| {
                    let change = sending.change(&file.standing())?;
                    Ok(Change {
                        ends: ends.clone(),
                        ..change
                    })
                },
            )
            .await?;
        Ok(sending.outcome(changed))
    }

    fn sending<'a>(
        &'a self,
        application: &'a Application,
        hand: &'a Hand,
        mended: Option<&ApplicationNumber>,
    ) -> Sending<'a> {
        let number = mended.cloned();
        Sending {
            application,
            hand,
            areas: self.areas,
            is_mended: number.is_some(),
            number: number.unwrap_or_else(|| ApplicationNumber::from_chance(self.draw())),
            verdict: decide_service(&application.facts, self.areas, application.service).verdict,
            needed: self.needed(application),
        }
    }

    /// What must be agreed to: what opens a file, and what the application's own form asks; everything where there is no
    /// such form.
    fn needed(&self, application: &Application) -> Vec<Consent> {
        let facts = &application.facts;
        let edition = self.areas.edition(facts.area, facts.asked_on);
        let form = self
            .areas
            .form(edition, application.service, facts.asked_on);
        let to_open = needed_to_open(&application.consents).into_iter();
        to_open
            .chain(of_form(form.map(|form| (form, facts))))
            .collect()
    }

    /// The draft ends that it was made from, where it is the family's own.
    async fn ends(&self, family: FamilyId, sending: &Sending<'_>) -> Done<Vec<(Passing, Vec<u8>)>> {
        let Some(id) = &sending.application.draft else {
            return Ok(Vec::new());
        };
        let now = sending.hand.at;
        let kept = self.store.get(Passing::Draft, id.clone(), now).await?;
        let own = kept.filter(|kept| kept.family == Some(family));
        Ok(own
            .map(|kept| (Passing::Draft, kept.id))
            .into_iter()
            .collect())
    }
}

/// Who is told of an application: the number the file was opened with, and whoever else the application names.
pub(super) fn phones<'a>(file: &'a str, fields: &'a BTreeMap<String, String>) -> Vec<&'a str> {
    let mut phones = vec![file];
    phones.extend(named::phones(fields));
    phones.sort_unstable();
    phones.dedup();
    phones
}

/// What is of no use any more once these events tell that the baby of a matter is lost: all that was to be said of it.
pub(super) fn silences(before: &Standing, events: &[Event], hand: &Hand) -> Vec<Silence> {
    let after = events.iter().fold(before.clone(), |standing, event| {
        standing.after(&hand.entry(event.clone()))
    });
    (0..)
        .zip(&after.applications)
        .filter(|(_, application)| application.is_silent())
        .map(|(place, _)| Silence { place, but_to: &[] })
        .collect()
}

/// A message with an application's number to a phone; none where that is no phone.
pub(super) fn tell(phone: &str, template: Template, number: &str) -> Option<What> {
    let phone = Phone::parse(phone).ok()?;
    Message::new(&phone, template, &[number])
        .ok()
        .map(What::Message)
}
