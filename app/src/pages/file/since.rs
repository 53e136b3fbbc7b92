//! Since when an application stands where it does. What lies with the agency says how long it has, and whom to ask: no
//! document says how long that takes.

use leptos::prelude::*;
use registry::{
    Instant, Stage,
    entry::Step,
    standing::{Application, Moved},
};

use super::moment;
use crate::{
    visit::Visit,
    words::{dates, fill, pages::File},
};

/// The line.
pub fn view(visit: &Visit, words: &'static File, application: &Application) -> AnyView {
    let at = since(application);
    let waited = match visit.today.since(at.day()) {
        ..=0 => words.waited_today.to_owned(),
        days => fill(words.waited, &[("days", &dates::days(visit.lang, days))]),
    };
    let time = moment(visit.lang, at);
    let says = says(words, application.stage);
    let says = fill(says, &[("time", &time), ("waited", &waited)]);
    view! { <p data-since>{says}</p> }.into_any()
}

/// A step that was taken back and taken again counts anew; one that only led back here does not.
fn since(application: &Application) -> Instant {
    let leads_here = |moved: &&Moved| {
        moved.stage == application.stage && !matches!(moved.step, Step::Undo { .. })
    };
    let last = application.history.iter().rfind(leads_here);
    last.map_or(application.sent_at, |moved| moved.at)
}

fn says(words: &'static File, stage: Stage) -> &'static str {
    match stage {
        Stage::Sent => words.since_sent,
        Stage::AskedBack => words.since_asked_back,
        Stage::Accepted => words.since_accepted,
        Stage::Refused => words.since_refused,
        Stage::Registered => words.since_registered,
        Stage::Paid => words.since_paid,
        Stage::Done => words.since_done,
        Stage::Expired => words.since_expired,
        Stage::Void => words.since_void,
        Stage::Withdrawn => words.since_withdrawn,
    }
}
