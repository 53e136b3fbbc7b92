//! What happened to an application, oldest first, in plain words.

use leptos::prelude::*;
use registry::{
    Entry, Instant,
    entry::{Actor, Event},
    standing::Application,
};

use super::{application::step_says, moment};
use crate::{
    Lang,
    pages::sign_in::masked,
    visit::Visit,
    words::{fill, pages::File, words},
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
                    <span>{[&who(visit.lang, by), blank(visit.lang, by), &word].concat()}</span>
                </li>
            }
            .into_any()
        })
        .collect();
    view! { <ol class="file-history">{rows}</ol> }.into_any()
}

/// Between who and what: Chinese sets none, but after a name in Latin letters.
fn blank(lang: Lang, by: &Actor) -> &'static str {
    let is_latin = who(lang, by).ends_with(|last: char| last.is_ascii());
    match lang.spoken() {
        Lang::Zh if !is_latin => "",
        Lang::Zh | Lang::En => " ",
    }
}

/// Who did it.
pub fn who(lang: Lang, by: &Actor) -> String {
    let pages = &words(lang).pages;
    let words = &pages.file;
    match by {
        Actor::Family => words.by_family.to_owned(),
        Actor::Named(phone) => fill(pages.named.by, &[("phone", &masked(phone))]),
        Actor::Agency(name) => match name.as_str() {
            "desk" => words.by_desk.to_owned(),
            "tax" => words.by_tax.to_owned(),
            name => fill(
                "{agency} {name}",
                &[("agency", words.by_agency), ("name", name)],
            ),
        },
        Actor::Portal => words.by_portal.to_owned(),
    }
}
