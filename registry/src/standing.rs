//! Where a family stands: a fold over its entries, and nothing else.

use std::{collections::BTreeMap, fmt};

use policy::{Facts, verdict::Service};

use crate::{
    application::{ApplicationNumber, Stage},
    entry::{Actor, Arrived, Consent, Entry, Event, Registered, Reply, Sent, Step},
    instant::Instant,
    matter::Told,
};

/// Where a family stands. `Debug` shows what names nobody.
#[derive(Clone, Default, PartialEq)]
pub struct Standing {
    /// The phone that opens the file.
    pub phone: String,
    /// Consents that hold, with their wording and who gave them.
    pub consents: BTreeMap<Consent, (String, String)>,
    /// Its applications, oldest first.
    pub applications: Vec<Application>,
    /// The facts told last, in the wire form.
    pub facts: Option<String>,
    /// Was the file destroyed?
    pub is_deleted: bool,
}

/// One application, as it is now.
#[derive(Clone, Debug, PartialEq)]
pub struct Application {
    /// What was sent last.
    pub sent: Sent,
    /// The facts of its matter, as they were told last.
    pub told: Told,
    /// When it was first sent.
    pub sent_at: Instant,
    /// How far it is.
    pub stage: Stage,
    /// Every step, oldest first.
    pub history: Vec<Moved>,
    /// The babies as the agency entered them.
    pub identities: Vec<Registered>,
    /// Who the platform says is in its register.
    pub enrolled: Vec<Registered>,
    /// Who it says stands there under an own name and number.
    pub updated: Vec<Registered>,
    /// Premiums that came, as the tax side says.
    pub arrived: Vec<Arrived>,
    /// What an undo brings back: none where the last thing that happened was no step of the agency's.
    pub before: Option<Before>,
}

/// Where an application was before the agency's last step.
#[derive(Clone, Debug, PartialEq)]
pub struct Before {
    /// How far.
    pub stage: Stage,
    /// With which babies.
    pub identities: Vec<Registered>,
}

/// A step that was taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// When.
    pub at: Instant,
    /// By whom.
    pub by: Actor,
    /// What.
    pub step: Step,
    /// Where it led.
    pub stage: Stage,
}

impl fmt::Debug for Standing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Standing")
            .field("consents", &self.consents.keys())
            .field("applications", &self.applications)
            .field("is_deleted", &self.is_deleted)
            .finish_non_exhaustive()
    }
}

impl Standing {
    /// Folds a family's entries. What cannot follow from where things stood is passed over: it was refused before it
    /// was written, and a fold never fails.
    pub fn of(entries: &[Entry]) -> Standing {
        let mut standing = Standing::default();
        for entry in entries {
            standing.take(entry);
        }
        standing
    }

    /// The application of that number.
    pub fn application(&self, number: &ApplicationNumber) -> Option<&Application> {
        self.applications
            .iter()
            .find(|application| application.sent.number == *number)
    }

    /// The application for the same service and the same babies that is still on its way: those born are known by their
    /// birthdays, those unborn are all alike.
    pub fn on_its_way(&self, service: Service, facts: &Facts) -> Option<&Application> {
        let is_of = |told: &Facts| {
            let days = |facts: &Facts| {
                facts
                    .births
                    .iter()
                    .map(|birth| birth.on)
                    .collect::<Vec<_>>()
            };
            days(told) == days(facts)
        };
        self.applications.iter().find(|there| {
            let is_open = !there.stage.is_over() && there.sent.service == service;
            let told = Told::read(&there.sent.facts);
            is_open && told.facts().is_some_and(is_of)
        })
    }

    /// Its place among the family's.
    pub fn place_of(&self, number: &ApplicationNumber) -> Option<u32> {
        (0..)
            .zip(&self.applications)
            .find(|(_, application)| application.sent.number == *number)
            .map(|(place, _)| place)
    }

    /// Where the family would stand after one more entry.
    #[must_use]
    pub fn after(&self, entry: &Entry) -> Standing {
        let mut standing = self.clone();
        standing.take(entry);
        standing
    }

    /// One more entry.
    pub(crate) fn take(&mut self, entry: &Entry) {
        match &entry.event {
            Event::Opened { phone } | Event::PhoneChanged { phone } => self.phone.clone_from(phone),
            Event::Consented {
                consent,
                version,
                guardian,
            } => {
                let given = (version.clone(), guardian.clone());
                self.consents.insert(*consent, given);
            }
            Event::ConsentWithdrawn { consent } => {
                self.consents.remove(consent);
            }
            Event::Sent(sent) => {
                let told = self.tell(&sent.facts);
                self.applications.push(Application {
                    sent: (**sent).clone(),
                    told,
                    sent_at: entry.at,
                    stage: Stage::Sent,
                    history: Vec::new(),
                    identities: Vec::new(),
                    enrolled: Vec::new(),
                    updated: Vec::new(),
                    arrived: Vec::new(),
                    before: None,
                });
            }
            Event::Mended(sent) => {
                let told = self.tell(&sent.facts);
                if let Some(application) = self.by_number(&sent.number) {
                    application.mend(sent, told);
                }
            }
            Event::Moved { number, step } => {
                if let Some(application) = self.by_number(number) {
                    application.take(entry, step);
                }
            }
            Event::Answered { number, reply } => {
                if let Some(application) = self.by_number(number) {
                    application.hear(reply);
                }
            }
            Event::Told { facts, of: None } => {
                self.tell(facts);
            }
            Event::Told {
                facts,
                of: Some(number),
            } => self.tell_of(facts, number),
            Event::SaidAgain { .. }
            | Event::PaperMade { .. }
            | Event::Looked { .. }
            | Event::TakenAlong => {}
            Event::Deleted => self.is_deleted = true,
        }
    }

    /// Takes facts for every application that they are about.
    fn tell(&mut self, facts: &str) -> Told {
        let told = Told::read(facts);
        for application in &mut self.applications {
            application.told.hear(application.sent_at, &told);
        }
        self.facts = Some(facts.to_owned());
        told
    }

    /// Takes facts for one matter, whatever its days were taken to be: who tells them says which.
    fn tell_of(&mut self, facts: &str, number: &ApplicationNumber) {
        let Some(before) = self.application(number).map(|there| there.told.clone()) else {
            return;
        };
        let told = Told::read(facts);
        for application in &mut self.applications {
            if application.told == before {
                application.told.clone_from(&told);
            }
        }
        self.facts = Some(facts.to_owned());
    }

    fn by_number(&mut self, number: &ApplicationNumber) -> Option<&mut Application> {
        self.applications
            .iter_mut()
            .find(|application| application.sent.number == *number)
    }
}

impl Application {
    /// Is a baby entered by it under the name and number that it has until its hukou?
    pub fn is_before_hukou(&self) -> bool {
        match self.sent.service {
            Service::PreEnrolment | Service::HospitalPreRegistration => true,
            Service::NewbornEnrolment
            | Service::DeceasedNewbornEnrolment
            | Service::InformationUpdate
            | Service::Refund => false,
        }
    }

    /// Where a step leads from here; none where it cannot be taken.
    pub fn after(&self, step: &Step) -> Option<Stage> {
        use Stage::{
            Accepted, AskedBack, Done, Expired, Paid, Refused, Registered, Void, Withdrawn,
        };
        if !step.is_of(self.sent.service) {
            return None;
        }
        let is_with_agency = matches!(self.stage, Stage::Sent | Accepted);
        match step {
            Step::Accept => (self.stage == Stage::Sent).then_some(Accepted),
            Step::AskBack { .. } => is_with_agency.then_some(AskedBack),
            Step::Refuse { .. } => is_with_agency.then_some(Refused),
            // by hand again after the platform's own answer: what the agency typed goes before it
            Step::Register { identities } => {
                // babies that were found since: what was paid did not pay for all of them
                let is_more = identities.len() > self.identities.len();
                let is_open = matches!(self.stage, Accepted | Registered);
                (is_open || (self.stage == Paid && is_more)).then_some(Registered)
            }
            Step::Pay { .. } => matches!(self.stage, Registered | Paid).then_some(Paid),
            Step::Finish { .. } => {
                let is_open = !self.stage.is_over() && self.stage != AskedBack;
                (is_open && self.ahead().is_none()).then_some(Done)
            }
            Step::PayBack { .. } => (self.stage == Accepted).then_some(Done),
            Step::Void { .. } => (!self.stage.is_over()).then_some(Void),
            Step::Expire => (!self.stage.is_over()).then_some(Expired),
            Step::Withdraw => {
                matches!(self.stage, Stage::Sent | AskedBack | Accepted).then_some(Withdrawn)
            }
            Step::Undo { .. } => self.before.as_ref().map(|before| before.stage),
        }
    }

    /// Sent again. What was asked back is answered, so there is nothing to undo any more.
    fn mend(&mut self, sent: &Sent, told: Told) {
        if self.stage == Stage::AskedBack {
            self.told = told;
            self.sent = sent.clone();
            self.stage = Stage::Sent;
            self.before = None;
        }
    }

    /// A baby with the platform's number for it, where that was answered before.
    fn known(&self, baby: &Registered) -> Registered {
        let is_same = |one: &&Registered| (&one.name, &one.number) == (&baby.name, &baby.number);
        let known = self.enrolled.iter().rfind(is_same);
        known.unwrap_or(baby).clone()
    }

    /// The same answer twice is one.
    fn hear(&mut self, reply: &Reply) {
        match reply {
            Reply::Enrolled(baby) => {
                for identity in &mut self.identities {
                    if (&identity.name, &identity.number) == (&baby.name, &baby.number) {
                        identity.person_number.clone_from(&baby.person_number);
                    }
                }
                keep(&mut self.enrolled, baby);
            }
            Reply::Updated(child) => keep(&mut self.updated, child),
            Reply::Levied { .. } => {}
            Reply::Arrived(arrived) => keep(&mut self.arrived, arrived),
        }
    }

    fn take(&mut self, entry: &Entry, step: &Step) {
        let Some(stage) = self.after(step) else {
            return;
        };
        let before = Before {
            stage: self.stage,
            identities: self.identities.clone(),
        };
        let undone = self.before.take();
        if let Step::Register { identities } = step {
            self.identities = identities.iter().map(|one| self.known(one)).collect();
        } else if let Step::Undo { .. } = step {
            self.identities = undone.map_or_else(Vec::new, |was| was.identities);
        }
        let is_undoable =
            matches!(entry.by, Actor::Agency(_)) && !matches!(step, Step::Undo { .. });
        self.before = is_undoable.then_some(before);
        self.stage = stage;
        self.history.push(Moved {
            at: entry.at,
            by: entry.by.clone(),
            step: step.clone(),
            stage,
        });
    }
}

impl Step {
    /// Has an application for this service such a step? Only who is entered is paid for, and only an entry becomes void; a
    /// refund ends with the money, which nothing else pays back.
    pub fn is_of(&self, service: Service) -> bool {
        match self {
            Step::Register { .. } | Step::Pay { .. } | Step::Void { .. } => is_entered(service),
            Step::Finish { .. } => service != Service::Refund,
            Step::PayBack { .. } => service == Service::Refund,
            Step::Accept
            | Step::AskBack { .. }
            | Step::Refuse { .. }
            | Step::Expire
            | Step::Withdraw
            | Step::Undo { .. } => true,
        }
    }
}

/// Does a service end in an entry, for which a premium is paid?
pub fn is_entered(service: Service) -> bool {
    match service {
        Service::PreEnrolment
        | Service::HospitalPreRegistration
        | Service::NewbornEnrolment
        | Service::DeceasedNewbornEnrolment => true,
        Service::InformationUpdate | Service::Refund => false,
    }
}

fn keep<T: Clone + PartialEq>(kept: &mut Vec<T>, one: &T) {
    if !kept.contains(one) {
        kept.push(one.clone());
    }
}
