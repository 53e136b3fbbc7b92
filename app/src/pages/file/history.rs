//! What happened to an application, oldest first, in plain words.

use leptos::prelude::*;
use registry::{
    Entry, Instant,
    entry::{Actor, Event},
    standing::Application,
};

use super::{application::step_says, moment};
use crate::{
    visit::Visit,
    words::{fill, pages::File},
};

/// The list.
pub fn list(
    visit: &Visit,
    words: &'static File,
    application: &Application,
    entries: &[Entry],
) -> AnyView {
    let number = &application.sent.number;
    let sendings = entries.iter().filter_map(|entry| match &entry.event {
        Event::Sent(sent) if sent.number == *number => Some((entry.at, &entry.by, words.step_sent)),
        Event::Mended(sent) if sent.number == *number => {
            Some((entry.at, &entry.by, words.step_mended))
        }
        _ => None,
    });
    let mut rows: Vec<(Instant, &Actor, String)> = sendings
        .map(|(at, by, word)| (at, by, word.to_owned()))
        .collect();
    let moves = application.history.iter();
    rows.extend(moves.map(|moved| (moved.at, &moved.by, step_says(words, &moved.step))));
    rows.sort_by_key(|(at, _, _)| *at);
    let rows: Vec<AnyView> = rows
        .into_iter()
        .map(|(at, by, word)| {
            view! {
                <li>
                    <span class="file-when">{moment(visit.lang, at)}</span>" "
                    <span>{who(words, by)}</span>" "
                    <span>{word}</span>
                </li>
            }
            .into_any()
        })
        .collect();
    view! { <ol class="file-history">{rows}</ol> }.into_any()
}

/// Who did it.
pub fn who(words: &'static File, by: &Actor) -> String {
    match by {
        Actor::Family => words.by_family.to_owned(),
        Actor::Agency(name) => fill(
            "{agency} {name}",
            &[("agency", words.by_agency), ("name", name)],
        ),
        Actor::Portal => words.by_portal.to_owned(),
    }
}
