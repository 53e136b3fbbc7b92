//! What was said to the family in text messages about one application, and what is still to go out. A phone may lose a
//! message; this list does not.

use leptos::prelude::*;
use registry::{
    ApplicationNumber,
    office::{KeptMessage, MessageState},
};

use super::moment;
use crate::{
    Lang,
    pages::sign_in::masked,
    visit::Visit,
    words::{fill, pages::Messages},
};

/// The list, in the order in which they were written.
pub fn list(visit: &Visit, messages: &[KeptMessage], number: &ApplicationNumber) -> AnyView {
    let words = &visit.look().words().pages.messages;
    let rows: Vec<AnyView> = messages
        .iter()
        .filter(|message| message.number.as_ref() == Some(number))
        .map(|message| row(visit.lang, words, message))
        .collect();
    match rows.is_empty() {
        true => view! { <p>{words.none}</p> }.into_any(),
        false => view! { <ol class="file-history file-messages">{rows}</ol> }.into_any(),
    }
}

/// One message: its state, then its own words, which are Chinese whatever the page is.
pub fn row(lang: Lang, words: &'static Messages, message: &KeptMessage) -> AnyView {
    let (mark, says, at) = match message.state {
        MessageState::Waits(at) => ("waits", words.waits, at),
        MessageState::WaitsForMorning(at) => ("waits", words.waits_for_morning, at),
        MessageState::Sent(at) => ("sent", words.sent, at),
        MessageState::GivenUp(at) => ("given_up", words.given_up, at),
    };
    let phone = masked(message.to.expose());
    let told = fill(says, &[("time", &moment(lang, at)), ("phone", &phone)]);
    let meaning = (lang.spoken() == Lang::En)
        .then(|| view! { <p>{Messages::in_english(message.template)}</p> });
    view! {
        <li data-message=mark>
            <span class="file-when">{told}</span>
            {meaning}
            <p lang="zh-CN">{text(message)}</p>
        </li>
    }
    .into_any()
}

/// The text with the application's number in one line: it is read out and typed again.
fn text(message: &KeptMessage) -> AnyView {
    let number = message.number.as_ref().map(ToString::to_string);
    let parts = number.as_ref().and_then(|number| {
        let (before, after) = message.text.split_once(number.as_str())?;
        Some((before.to_owned(), number.clone(), after.to_owned()))
    });
    match parts {
        Some((before, number, after)) => {
            view! { {before}<span class="unbroken">{number}</span>{after} }.into_any()
        }
        None => message.text.clone().into_any(),
    }
}
