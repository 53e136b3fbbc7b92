//! Answers from the world outside, written down: each is an entry, and where it completes what an application waited for,
//! the step stands beside it in the same change. An answer's key is the call's, so it is written once however often it
//! comes.

use std::collections::BTreeMap;

use async_trait::async_trait;
use policy::Day;

use super::{
    Change, Done, Hand, Office,
    acts::{silence, tellings},
    change::Changed,
    errands::{are_updated, assessment, entered, errands, payment, year},
};
use crate::{
    application::{ApplicationNumber, Stage},
    calls::{Answer, Call, Listener, What},
    entry::{Actor, Arrived, Event, Registered, Reply, SenderKey, Step},
    family::FamilyId,
    file::File,
    instant::Instant,
    outside::Person,
    standing::{Application, Standing},
    store::Intent,
};

/// Listens for an office.
#[derive(Clone, Copy)]
pub struct Ear<'a> {
    /// Who writes it down.
    pub office: &'a Office,
    /// What time it is.
    pub now: &'a (dyn Fn() -> Instant + Send + Sync),
}

#[async_trait]
impl Listener for Ear<'_> {
    async fn heard(&self, intent: &Intent, call: &Call, answer: &Answer) -> bool {
        let (Some(number), Some(reply)) = (&call.about, reply(&call.what, answer)) else {
            // a message that was sent was sent
            return true;
        };
        let hand = Hand {
            by: Actor::Portal,
            at: (self.now)(),
            key: self.office.answer_key(intent.id),
        };
        let office = self.office;
        match office.hear(intent.family, number, reply, &hand).await {
            Ok(()) => true,
            Err(fault) => {
                tracing::error!(%fault, to = intent.to, "an answer was not written down");
                false
            }
        }
    }
}

/// What an answer says, as it is kept; none where it says nothing that a file keeps.
fn reply(what: &What, answer: &Answer) -> Option<Reply> {
    let registered = |person: &Person, number: &str| Registered {
        name: person.name.expose().to_owned(),
        number: person.certificate_number.expose().to_owned(),
        person_number: Some(number.to_owned()),
    };
    Some(match (what, answer) {
        (What::Register(registration), Answer::Registered(found)) => {
            Reply::Enrolled(registered(&registration.baby, found.person_number.expose()))
        }
        (What::Find { person, .. }, Answer::Registered(found)) => {
            Reply::Enrolled(registered(person, found.person_number.expose()))
        }
        (What::Update(update), Answer::Updated) => {
            Reply::Updated(registered(&update.person, update.person_number.expose()))
        }
        (What::Levy(levy), Answer::Levied) => Reply::Levied {
            person_number: levy.person_number.expose().to_owned(),
            year: levy.covers_to.year.into(),
        },
        (What::Arrival(levy), Answer::Arrived(arrival)) => Reply::Arrived(Arrived {
            person_number: levy.person_number.expose().to_owned(),
            year: levy.covers_to.year.into(),
            on: arrival.arrived_at.day().to_string(),
            fen: arrival.amount_fen,
        }),
        _ => return None,
    })
}

impl Office {
    fn answer_key(&self, call: [u8; 16]) -> SenderKey {
        let name = self.keys.blinds().name("answer", &call);
        let mut key = [0; 16];
        key.copy_from_slice(&name[..16]);
        SenderKey(key)
    }

    /// Writes an answer down, and takes the step that it completes. What is of no use any more is noted all the same: it
    /// happened.
    async fn hear(
        &self,
        family: FamilyId,
        number: &ApplicationNumber,
        reply: Reply,
        hand: &Hand,
    ) -> Done<()> {
        let answered = Event::Answered {
            number: number.clone(),
            reply: reply.clone(),
        };
        let is_it = |event: &Event| *event == answered;
        let work_out = |file: &File| {
            let mut standing = file.standing().after(&hand.entry(answered.clone()));
            let application = standing.application(number).ok_or(())?;
            let mut change = Change {
                events: vec![answered.clone()],
                area: application.sent.area.clone(),
                about: Some(number.clone()),
                ..Change::default()
            };
            let today = hand.at.day();
            let steps = self.completed(&standing, application, hand.at);
            let Some(step) = steps.last().cloned() else {
                change.calls = follows(application, &reply, today).into_iter().collect();
                return Ok(change);
            };
            for step in steps {
                let moved = Event::Moved {
                    number: number.clone(),
                    step,
                };
                standing = standing.after(&hand.entry(moved.clone()));
                change.events.push(moved);
            }
            if let Some(application) = standing.application(number) {
                change.silences = silence(&standing, application, true).into_iter().collect();
                change.calls = tellings(&standing, application, &step, &hand.by);
                change
                    .calls
                    .extend(errands(self.areas, &standing, application, today));
            }
            Ok(change)
        };
        // Where the file or the application is gone, there is nobody to write it down for.
        let _: Changed<()> = self.change(family, hand, is_it, work_out).await?;
        Ok(())
    }

    /// The steps that an application may take by what was answered so far: one, but where the babies' premiums are of
    /// several years.
    fn completed(&self, standing: &Standing, application: &Application, now: Instant) -> Vec<Step> {
        match application.stage {
            Stage::Accepted if are_updated(standing, application) => vec![Step::Finish {
                on: now.day().to_string(),
            }],
            Stage::Accepted => entered(self.areas, application)
                .map(|identities| Step::Register { identities })
                .into_iter()
                .collect(),
            Stage::Registered => paid(application, now.day()).unwrap_or_default(),
            _ => Vec::new(),
        }
    }
}

/// The payments, once one came for every baby, each year's by itself: of the year that is owed for a baby, else the last.
fn paid(application: &Application, today: Day) -> Option<Vec<Step>> {
    let mut years: BTreeMap<i32, Vec<&Arrived>> = BTreeMap::new();
    for (place, identity) in application.identities.iter().enumerate() {
        let number = identity.person_number.as_deref()?;
        let owed = year(application, place, today);
        let came = application.arrived.iter();
        let came = came.filter(|arrived| arrived.person_number == number);
        let arrived = came.max_by_key(|arrived| (Some(arrived.year) == owed, &arrived.on))?;
        years.entry(arrived.year).or_default().push(arrived);
    }
    let pay = |(year, arrivals): (i32, Vec<&Arrived>)| {
        let last = arrivals.iter().max_by_key(|arrived| &arrived.on)?;
        Some(Step::Pay {
            year,
            on: last.on.clone(),
            fen: arrivals.iter().map(|arrived| arrived.fen).sum(),
        })
    };
    years.into_iter().map(pay).collect()
}

/// What an answer has said next where no step is complete: a child that was found is assessed, an amount that was handed
/// over is asked after.
fn follows(application: &Application, reply: &Reply, today: Day) -> Option<What> {
    if application.stage != Stage::Registered || application.is_silent() {
        return None;
    }
    match reply {
        Reply::Levied {
            person_number,
            year,
        } => assessment(application, person_number, *year).map(What::Arrival),
        Reply::Enrolled(found) => {
            let mut identities = application.identities.iter();
            let place = identities.position(|identity| identity == found)?;
            payment(application, place, found, today)
        }
        Reply::Updated(_) | Reply::Arrived(_) => None,
    }
}
