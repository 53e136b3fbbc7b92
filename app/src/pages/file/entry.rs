//! One entry of a file in plain words: what happened, and what stood in it.

use policy::Day;
use registry::entry::{Event, Reply, Step};

use super::{application::step_says, own::consent_word};
use crate::{
    Lang,
    answer::clause_name,
    visit::Visit,
    words::{dates, fill, pages::File, service_name},
};

/// Who agreed, to which wording: it goes by its first day.
pub fn agreed_by(lang: Lang, words: &File, who: &str, version: &str) -> String {
    let day = Day::parse(version).map(|day| dates::day_plain(lang, day));
    let version = day.unwrap_or_else(|_| version.to_owned());
    fill(words.consent_by, &[("who", who), ("version", &version)])
}

/// What happened.
pub fn says(visit: &Visit, words: &'static File, event: &Event) -> String {
    match event {
        Event::Opened { phone } => fill(words.entry_opened, &[("phone", phone)]),
        Event::PhoneChanged { phone } => fill(words.entry_phone, &[("phone", phone)]),
        Event::Consented {
            consent,
            version,
            guardian,
        } => {
            let what = consent_word(words, *consent);
            let by = agreed_by(visit.lang, words, guardian, version);
            fill(words.entry_consented, &[("what", what), ("by", &by)])
        }
        Event::ConsentWithdrawn { consent } => {
            let what = consent_word(words, *consent);
            fill(words.entry_consent_back, &[("what", what)])
        }
        Event::Sent(sent) | Event::Mended(sent) => {
            let done = match event {
                Event::Mended(_) => words.step_mended,
                _ => words.step_sent,
            };
            let service = service_name(visit.lang, sent.service);
            let number = sent.number.to_string();
            fill(
                words.entry_sent,
                &[("done", done), ("service", service), ("number", &number)],
            )
        }
        Event::Moved { number, step } => fill(
            words.entry_moved,
            &[
                ("number", &number.to_string()),
                ("step", &step_says(words, step)),
            ],
        ),
        Event::Answered { number, reply } => fill(
            words.entry_moved,
            &[
                ("number", &number.to_string()),
                ("step", &reply_says(visit, words, reply)),
            ],
        ),
        Event::Told { .. } => words.entry_told.to_owned(),
        Event::SaidAgain { number } => fill(words.entry_again, &[("number", &number.to_string())]),
        Event::PaperMade { number, paper } => {
            let papers = &visit.look().words().pages.papers;
            let paper = match &**paper {
                "receipt" => papers.receipt,
                _ => words.entry_form,
            };
            let number = number.to_string();
            fill(words.entry_paper, &[("number", &number), ("paper", paper)])
        }
        Event::Looked { .. } => words.entry_looked.to_owned(),
        Event::TakenAlong => words.entry_taken.to_owned(),
        Event::Deleted => words.delete_title.to_owned(),
    }
}

fn reply_says(visit: &Visit, words: &'static File, reply: &Reply) -> String {
    match reply {
        Reply::Enrolled(baby) | Reply::Updated(baby) => {
            let says = match reply {
                Reply::Updated(_) => words.entry_updated,
                _ => words.entry_enrolled,
            };
            let person = baby.person_number.as_deref().unwrap_or_default();
            fill(
                says,
                &[
                    ("name", &baby.name),
                    ("number", &baby.number),
                    ("person", person),
                ],
            )
        }
        Reply::Levied { year, .. } => fill(words.entry_levied, &[("year", &year.to_string())]),
        Reply::Arrived(arrived) => {
            let says = fill(words.step_pay, &[("year", &arrived.year.to_string())]);
            [
                &says,
                " ",
                &day_of(visit.lang, &arrived.on),
                &amount(words, arrived.fen),
            ]
            .concat()
        }
    }
}

/// What stood in a step, besides what its sentence says.
pub fn step_lines(visit: &Visit, words: &'static File, step: &Step) -> Vec<(String, String)> {
    match step {
        Step::Register { identities } => identities
            .iter()
            .map(|baby| {
                (
                    words.entry_baby.to_owned(),
                    [&baby.name, " ", &baby.number].concat(),
                )
            })
            .collect(),
        Step::Refuse { clause, .. } => {
            vec![(words.entry_by.to_owned(), clause_name(visit.areas, clause))]
        }
        Step::Pay { on, fen, .. } => {
            let on = [&day_of(visit.lang, on), &*amount(words, *fen)].concat();
            vec![(words.entry_day.to_owned(), on)]
        }
        Step::Finish { on } | Step::PayBack { on } => {
            vec![(words.entry_day.to_owned(), day_of(visit.lang, on))]
        }
        Step::Accept
        | Step::AskBack { .. }
        | Step::Void { .. }
        | Step::Expire
        | Step::Withdraw
        | Step::Undo { .. } => Vec::new(),
    }
}

/// A day of the file; as it stands where it reads as none.
fn day_of(lang: Lang, on: &str) -> String {
    Day::parse(on).map_or_else(|_| on.to_owned(), |on| dates::day_plain(lang, on))
}

/// `，380.00 元`, where an amount is known.
fn amount(words: &'static File, fen: Option<u64>) -> String {
    fen.map_or_else(String::new, |fen| {
        let yuan = format!("{}.{:02}", fen / 100, fen % 100);
        fill(words.entry_amount, &[("yuan", &yuan)])
    })
}
