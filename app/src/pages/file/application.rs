//! One application: how far it is, what comes next, and its history. A stage never sounds like the end while money or a
//! stamp is missing.

use leptos::prelude::*;
use registry::{
    Stage,
    entry::Step,
    standing::{Application, Moved},
};

use super::{Shelf, changed, history, messages, papers, withdraw::withdraw};
use crate::{
    parts::{Icon, Tone, fold, icon, notice, quiet_link},
    visit::Visit,
    words::{fill, pages::File, service_name},
};

/// The card.
pub fn card(
    visit: &Visit,
    words: &'static File,
    application: &Application,
    shelf: &Shelf,
) -> AnyView {
    let look = visit.look();
    let number = application.sent.number.to_string();
    let service = application.sent.service;
    let edition = application
        .sent
        .area()
        .map(|area| visit.areas.edition(area, application.sent_at.day()));
    let area = edition.map(|edition| edition.name.in_lang(visit.lang).to_owned());
    let gentle = is_quiet(application).then(|| &look.words().pages.changed);
    let (tone, (shape, word)) = gentle_or(visit, words, gentle.is_some(), application.stage);
    let (title, says) = match gentle {
        Some(gentle) => (None, gentle.next.to_owned()),
        None => (Some(words.next.into()), next_step(words, application)),
    };
    let next = view! {
        <p data-next=application.stage.as_str()>{says}</p>
        {ways(visit, words, application, &number)}
    }
    .into_any();
    let papers = papers::tiles(visit, application, edition);
    let papers = match gentle {
        Some(_) => fold(look.words().pages.papers.tiles.into(), false, papers),
        None => papers,
    };
    view! {
        <section class="card file-application" data-application=number.clone() data-stage=application.stage.as_str()>
            <div class="card-head" data-tone=tone_word(tone)>
                <h2>{service_name(visit.lang, service)}</h2>
                <p class="badge">{icon(look, shape)}<span>{word}</span></p>
            </div>
            <div class="card-body">
            <p class="file-number">{words.number}" "<strong translate="no">{number.clone()}</strong>{area.map(|area| [" · ", &area].concat())}</p>
            {notice(look, tone, title, next)}
            {identities(words, application)}
            {papers}
            {fold(words.history.into(), false, history::list(visit, words, application, &shelf.entries))}
            {fold(look.words().pages.messages.title.into(), false, messages::list(visit, &shelf.messages, &application.sent.number))}
            {changed_link(visit, application, shelf)}
            </div>
        </section>
    }
    .into_any()
}

/// An application's tone, shape and word; where it is quiet, one that holds nothing out.
pub fn gentle_or(
    visit: &Visit,
    words: &'static File,
    is_quiet: bool,
    stage: Stage,
) -> (Tone, (Icon, &'static str)) {
    match is_quiet {
        true => {
            let word = visit.look().words().pages.changed.stage;
            (Tone::Know, (Icon::None, word))
        }
        false => (tone(stage), stage_word(words, stage)),
    }
}

/// After a loss a stage that waits for something is not held out to the family: nothing of it needs them.
pub fn is_quiet(application: &Application) -> bool {
    let waits = !application.stage.is_over() || application.stage == Stage::Refused;
    waits && application.is_silent()
}

/// One quiet way to tell of a loss, at each matter of which there is something to tell.
fn changed_link(visit: &Visit, application: &Application, shelf: &Shelf) -> Option<AnyView> {
    let is_asked = changed::is_asked_at(&shelf.standing, application);
    is_asked.then(|| {
        let words = &visit.look().words().pages.changed;
        let to = [
            "/file/changed?number=",
            &application.sent.number.to_string(),
        ]
        .concat();
        view! { <p class="no-print"><a class="alone" href=to data-changed>{words.link}</a></p> }
            .into_any()
    })
}

/// How far an application is and what comes next, in words: for its receipt.
pub fn told(lang: crate::Lang, application: &Application) -> (&'static str, String) {
    let words = &crate::words::words(lang).pages.file;
    let (_, word) = stage_word(words, application.stage);
    (word, next_step(words, application))
}

/// The word, with its shape.
pub fn stage_word(words: &'static File, stage: Stage) -> (Icon, &'static str) {
    match stage {
        Stage::Sent => (Icon::Clock, words.stage_sent),
        Stage::AskedBack => (Icon::Ring, words.stage_asked_back),
        Stage::Accepted => (Icon::Clock, words.stage_accepted),
        Stage::Refused => (Icon::Cross, words.stage_refused),
        Stage::Registered => (Icon::Clock, words.stage_registered),
        Stage::Paid => (Icon::Disc, words.stage_paid),
        Stage::Done => (Icon::Tick, words.stage_done),
        Stage::Expired => (Icon::Barred, words.stage_expired),
        Stage::Void => (Icon::Barred, words.stage_void),
        Stage::Withdrawn => (Icon::None, words.stage_withdrawn),
    }
}

fn tone(stage: Stage) -> Tone {
    match stage {
        Stage::Sent | Stage::Accepted | Stage::Withdrawn => Tone::Know,
        Stage::AskedBack | Stage::Registered => Tone::Soon,
        Stage::Refused | Stage::Expired | Stage::Void => Tone::Over,
        Stage::Paid | Stage::Done => Tone::Done,
    }
}

/// The word by which the style knows a tone.
pub fn tone_word(tone: Tone) -> &'static str {
    match tone {
        Tone::Know => "know",
        Tone::Soon => "soon",
        Tone::Over => "over",
        Tone::Done => "done",
    }
}

/// What comes next, in a sentence or two.
pub fn next_step(words: &'static File, application: &Application) -> String {
    let last = application.history.last().map(|moved| &moved.step);
    match application.stage {
        Stage::Sent => words.sent.to_owned(),
        Stage::AskedBack => fill(words.asked_back, &[("why", why(last))]),
        Stage::Accepted => words.accepted.to_owned(),
        Stage::Refused => {
            let clause = match last {
                Some(Step::Refuse { clause, .. }) => clause.as_str(),
                _ => "",
            };
            let told = fill(words.refused, &[("why", why(last)), ("clause", clause)]);
            [&told, " ", words.refused_way].concat()
        }
        Stage::Registered => words.registered.to_owned(),
        Stage::Paid => words.paid.to_owned(),
        Stage::Done => words.done.to_owned(),
        Stage::Expired => words.expired.to_owned(),
        Stage::Void => fill(words.void, &[("why", why(last))]),
        Stage::Withdrawn => words.withdrawn.to_owned(),
    }
}

/// The agency's own words for its last step.
fn why(step: Option<&Step>) -> &str {
    match step {
        Some(
            Step::AskBack { why, .. }
            | Step::Refuse { why, .. }
            | Step::Void { why }
            | Step::Undo { why },
        ) => why,
        _ => "",
    }
}

/// What can be done from here.
fn ways(
    visit: &Visit,
    words: &'static File,
    application: &Application,
    number: &str,
) -> Option<AnyView> {
    let service = application.sent.service.as_str();
    let is_wanted = application.stage == Stage::AskedBack && !application.is_silent();
    let mend = is_wanted.then(|| {
        let to = ["/apply/", service, "?mend=", number].concat();
        view! { <p>{quiet_link(visit.look(), None, words.mend.into(), to)}</p> }.into_any()
    });
    let may_withdraw = application.after(&Step::Withdraw).is_some();
    let withdraw = may_withdraw.then(|| withdraw(words, number));
    (mend.is_some() || withdraw.is_some()).then(|| view! { {mend}{withdraw} }.into_any())
}

/// The babies' provisional names and numbers, letter for letter.
fn identities(words: &'static File, application: &Application) -> Option<AnyView> {
    if application.identities.is_empty() {
        return None;
    }
    let rows: Vec<AnyView> = application
        .identities
        .iter()
        .map(|baby| {
            view! {
                <li data-provisional translate="no">
                    <data value=baby.name.clone()>{baby.name.clone()}</data>" "
                    <data value=baby.number.clone()>{baby.number.clone()}</data>
                </li>
            }
            .into_any()
        })
        .collect();
    let body = view! { <ul class="file-identities">{rows}</ul> }.into_any();
    Some(fold(words.identities.into(), false, body))
}

/// A step in plain words.
pub fn step_word(words: &'static File, moved: &Moved) -> String {
    match &moved.step {
        Step::Accept => words.step_accept.to_owned(),
        Step::AskBack { why, .. } => fill(words.step_ask_back, &[("why", why)]),
        Step::Refuse { why, .. } => fill(words.step_refuse, &[("why", why)]),
        Step::Register { .. } => words.step_register.to_owned(),
        Step::Pay { year, .. } => fill(words.step_pay, &[("year", &year.to_string())]),
        Step::Finish { .. } => words.step_finish.to_owned(),
        Step::PayBack { .. } => words.step_pay_back.to_owned(),
        Step::Void { why } => fill(words.step_void, &[("why", why)]),
        Step::Expire => words.step_expire.to_owned(),
        Step::Withdraw => words.step_withdraw.to_owned(),
        Step::Undo { why } => fill(words.step_undo, &[("why", why)]),
    }
}
