//! Saying what is due to the world outside, so that each thing takes effect once.
//!
//! A call is written with the entry that wants it, claimed, said, and settled. Between the saying and the settling a
//! process may die and an answer may be lost, so whatever was claimed before is asked about before it is said again.
//! What remains: where the other side does not know yet what it has already done, one repetition for each lost answer;
//! a rest of five minutes stands between the two. Nothing is lost in any case.
//!
//! Absent here: a clock, sleeping, and the writing down of what was answered, which is the [`Listener`]'s.

mod call;
mod pace;

use async_trait::async_trait;

pub use call::{Call, MESSAGES, TO_BOTH, What};
pub(crate) use pace::end_of_night;
pub use pace::{CLAIMS_MAX, LEASE_SECONDS, SECOND_THOUGHT_SECONDS};

use crate::{
    family::FamilyId,
    instant::Instant,
    outside::{Answered, Arrival, CallId, Delivery, Enrolled, Fault, LevyState, Outside},
    store::{Intent, IntentEnd, Store, StoreFault},
};

/// What came of opening a call.
#[derive(Clone, PartialEq, Eq)]
pub enum Opened {
    /// What is to be said: [`Call::to_bytes`].
    Open(Vec<u8>),
    /// The family's key is destroyed; nobody can read it, and nothing is said.
    Gone,
    /// It was silenced since it was claimed: nothing is said.
    Needless,
    /// The keys cannot be had just now.
    NotNow,
}

/// Opens sealed calls.
#[async_trait]
pub trait Opener: Send + Sync {
    /// Opens one.
    async fn open(&self, intent: &Intent) -> Opened;
}

/// Writes down what was answered, before the call is settled.
#[async_trait]
pub trait Listener: Send + Sync {
    /// Takes an answer to a call; true once it is durable. The same answer may come again and changes nothing then.
    async fn heard(&self, intent: &Intent, call: &Call, answer: &Answer) -> bool;
}

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The gateway has the message.
    Sent,
    /// The baby is in the register.
    Registered(Enrolled),
    /// Name and number are changed.
    Updated,
    /// The tax side has the amount.
    Levied,
    /// The money came.
    Arrived(Arrival),
}

/// One run's means.
#[derive(Clone, Copy)]
pub struct Runner<'a> {
    /// Where calls are kept.
    pub store: &'a dyn Store,
    /// Who is called.
    pub outside: &'a Outside,
    /// Who can read them.
    pub opener: &'a dyn Opener,
    /// Who is told the answers.
    pub listener: &'a dyn Listener,
    /// What time it is.
    pub now: &'a (dyn Fn() -> Instant + Send + Sync),
}

/// What a run did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Calls that took effect.
    pub done: u32,
    /// Calls to be tried again.
    pub again: u32,
    /// Calls given up: each is somebody's to look after.
    pub dead: Vec<Dead>,
    /// The database's fault that ended the run; what was claimed then comes up again when its lease ends.
    pub stopped_by: Option<StoreFault>,
}

/// A call that was given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dead {
    /// Its key.
    pub id: [u8; 16],
    /// Whose.
    pub family: FamilyId,
    /// To whom.
    pub to: String,
    /// Why.
    pub why: Why,
}

/// Why a call was given up.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// The other side will never take it, or has no use for more tries.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// It was claimed again and again and never settled.
    #[error("claimed too often")]
    TooOften,
    /// It is of no use any more.
    #[error("its time ran out")]
    TooLate,
    /// The file was destroyed.
    #[error("the file was destroyed")]
    Gone,
    /// It does not read: a fault of ours.
    #[error("the call does not read")]
    Unreadable,
}

impl Why {
    /// A word for the desk; behind a refusal's stands the other side's own code, which names nobody.
    pub fn word(&self) -> String {
        match self {
            Why::Fault(Fault::Refused { code }) => format!("refused {code}"),
            Why::Fault(Fault::Unreachable) => "unreachable".to_owned(),
            Why::Fault(Fault::Unknown) => "unanswered".to_owned(),
            Why::TooOften => "claimed_too_often".to_owned(),
            Why::TooLate => "too_late".to_owned(),
            Why::Gone => "destroyed".to_owned(),
            Why::Unreadable => "unreadable".to_owned(),
        }
    }
}

/// Says up to `at_most` calls that are due, one after the other. Several runs may go on at once, here and elsewhere:
/// a call is claimed by one alone, and never waits in a row longer than its lease.
pub async fn run_due(runner: Runner<'_>, at_most: u32) -> Report {
    let mut report = Report::default();
    for _ in 0..at_most {
        let claimed = runner.store.claim(1, (runner.now)(), LEASE_SECONDS).await;
        let intent = match claimed {
            Ok(mut intents) => match intents.pop() {
                Some(intent) => intent,
                None => break,
            },
            Err(fault) => {
                report.stopped_by = Some(fault);
                break;
            }
        };
        let end = runner.take(&intent).await;
        let kept = match &end {
            End::Done => IntentEnd::Done,
            End::Told => IntentEnd::Told { at: (runner.now)() },
            End::Again(at) => IntentEnd::Again(*at),
            End::Dead(why) => IntentEnd::Dead {
                at: (runner.now)(),
                why: why.word(),
            },
        };
        if let Err(fault) = runner.store.settle(&intent, kept).await {
            report.stopped_by = Some(fault);
            break;
        }
        report.take(intent, end);
    }
    report
}

impl Report {
    fn take(&mut self, intent: Intent, end: End) {
        match end {
            End::Done | End::Told => self.done += 1,
            End::Again(_) => self.again += 1,
            End::Dead(why) => self.dead.push(Dead {
                id: intent.id,
                family: intent.family,
                to: intent.to,
                why,
            }),
        }
    }
}

/// How one claimed call ends.
enum End {
    Done,
    /// Somebody was told it, and may read later what.
    Told,
    Again(Instant),
    Dead(Why),
}

impl Runner<'_> {
    async fn take(&self, intent: &Intent) -> End {
        let bytes = match self.opener.open(intent).await {
            Opened::Open(bytes) => bytes,
            Opened::Gone => return End::Dead(Why::Gone),
            Opened::Needless => return End::Done,
            Opened::NotNow => return End::Again(pace::rested((self.now)(), intent)),
        };
        let Some(call) = Call::from_bytes(&bytes) else {
            return End::Dead(Why::Unreadable);
        };
        let now = (self.now)();
        if call.until.is_some_and(|until| now >= until) {
            return End::Dead(Why::TooLate);
        }
        if intent.turn() >= CLAIMS_MAX && !call.what.is_question() {
            return End::Dead(Why::TooOften);
        }
        if !call.what.is_awaited()
            && let Some(morning) = end_of_night(now)
        {
            return End::Again(morning);
        }
        match self.say(intent, &call, now).await {
            Ok(Some(answer)) => {
                if !self.listener.heard(intent, &call, &answer).await {
                    End::Again(pace::rested((self.now)(), intent))
                } else if matches!(answer, Answer::Sent) {
                    End::Told
                } else {
                    End::Done
                }
            }
            Ok(None) => End::Again(pace::asked_again((self.now)(), intent)),
            Err(fault) => self.after(intent, &call, fault),
        }
    }

    /// Where a call goes that brought no answer.
    fn after(&self, intent: &Intent, call: &Call, fault: Fault) -> End {
        let now = (self.now)();
        let is_last = intent.turn() + 1 >= CLAIMS_MAX && !call.what.is_question();
        match fault {
            Fault::Refused { .. } => End::Dead(fault.into()),
            Fault::Unreachable | Fault::Unknown if is_last => End::Dead(fault.into()),
            Fault::Unreachable => End::Again(pace::tried_again(now, intent)),
            Fault::Unknown => End::Again(pace::rested(now, intent)),
        }
    }

    /// Says it, or finds that it was said. None where a question has no answer yet.
    async fn say(&self, intent: &Intent, call: &Call, now: Instant) -> Answered<Option<Answer>> {
        let id = CallId(intent.id);
        let was_claimed = intent.tries > 0;
        let Outside {
            messages,
            look_up,
            push,
            levy,
            identity: _,
        } = self.outside;
        let answer = match &call.what {
            What::Message(message) => {
                if was_claimed {
                    match messages.state(id, message, call.made_at, now).await? {
                        Delivery::Waiting | Delivery::Delivered => return Ok(Some(Answer::Sent)),
                        Delivery::Failed(code) => return Err(Fault::Refused { code }),
                        Delivery::Absent => {}
                    }
                }
                messages.send(id, message).await?;
                Answer::Sent
            }
            What::Register(registration) => {
                let baby = &registration.baby;
                // Also the first time: the desk may have taken a step back and then again.
                if let Some(found) = look_up.find(&registration.area, baby).await?
                    && found.is_resident_insured
                {
                    return Ok(Some(Answer::Registered(found)));
                }
                Answer::Registered(push.register(id, registration).await?)
            }
            What::Find { area, person, .. } => match look_up.find(area, person).await? {
                Some(found) if found.is_resident_insured => Answer::Registered(found),
                _ => return Ok(None),
            },
            What::Update(update) => {
                if was_claimed
                    && let Some(found) = look_up.find(&update.area, &update.person).await?
                    && found.person_number == update.person_number
                {
                    return Ok(Some(Answer::Updated));
                }
                push.update(id, update).await?;
                Answer::Updated
            }
            What::Levy(assessment) => {
                // Also the first time: where the desk enrolled by hand, it may have handed the amount over too.
                if levy.state(assessment).await? == LevyState::Absent {
                    levy.push(id, assessment).await?;
                }
                Answer::Levied
            }
            What::Arrival(assessment) => match levy.state(assessment).await? {
                LevyState::Arrived(arrival) => Answer::Arrived(arrival),
                LevyState::Absent | LevyState::Waiting => return Ok(None),
            },
        };
        Ok(Some(answer))
    }
}
