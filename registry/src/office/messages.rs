//! What a family was told in text messages, and what is still to go out: it reads on its page what the phone may have lost.

use serde::Serialize;

use super::{Done, Office, change::intent_cell};
use crate::{
    application::ApplicationNumber,
    calls::{Call, What, end_of_night},
    file::File,
    instant::Instant,
    outside::{Personal, Template},
    store::{IntentState, KeptIntent},
};

/// Calls that are looked through at once; a family's whole way through has some dozens.
pub(super) const CALLS_MAX: u32 = 1000;

/// One message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KeptMessage {
    /// About which application, where it is about one.
    pub number: Option<ApplicationNumber>,
    /// To which phone.
    pub to: Personal,
    /// What it is about.
    pub template: Template,
    /// Its words, as they arrive.
    pub text: String,
    /// How far it is.
    #[serde(flatten)]
    pub state: MessageState,
}

/// How far a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "state", content = "at", rename_all = "snake_case")]
pub enum MessageState {
    /// It goes out, not before then.
    Waits(Instant),
    /// It goes out then, in the morning: nothing of it rings at night.
    WaitsForMorning(Instant),
    /// The gateway has it since then.
    Sent(Instant),
    /// It was given up then: the desk looks after it.
    GivenUp(Instant),
}

impl Office {
    /// A family's messages in the order in which they were written, as its history has it. Those that are silenced were
    /// never sent, and are not shown.
    pub async fn messages(&self, file: &File, now: Instant) -> Done<Vec<KeptMessage>> {
        let calls = self.store.calls_of(file.family, CALLS_MAX).await?;
        let oldest_first = calls.iter().rev();
        let mut messages: Vec<_> = oldest_first
            .filter_map(|kept| open(file, kept, now))
            .collect();
        messages.sort_by_key(|(made_at, _)| *made_at);
        Ok(messages.into_iter().map(|(_, message)| message).collect())
    }
}

/// When it was written, and the message. One whose words did not stay, or do not open, is none.
fn open(file: &File, kept: &KeptIntent, now: Instant) -> Option<(Instant, KeptMessage)> {
    let body = file.key.open(&intent_cell(kept.id), &kept.body).ok()?;
    let call = Call::from_bytes(&body)?;
    let is_awaited = call.what.is_awaited();
    let What::Message(message) = call.what else {
        return None;
    };
    let message = KeptMessage {
        number: call.about,
        to: message.to().clone(),
        template: message.template(),
        text: message.template().filled(message.parameters()),
        state: match kept.state {
            IntentState::Due => match put_off(kept.at, now).filter(|_| !is_awaited) {
                Some(morning) => MessageState::WaitsForMorning(morning),
                None => MessageState::Waits(kept.at),
            },
            IntentState::Done => MessageState::Sent(kept.at),
            IntentState::Dead => MessageState::GivenUp(kept.at),
        },
    };
    Some((call.made_at, message))
}

/// The morning for which a notice waits that is due then: put off by whoever would have said it at night, or to be.
fn put_off(due_at: Instant, now: Instant) -> Option<Instant> {
    let tonight = || end_of_night(now).filter(|morning| *morning == due_at);
    end_of_night(due_at.max(now)).or_else(tonight)
}
