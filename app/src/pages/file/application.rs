//! One application: how far it is, what comes next, under which names and numbers, its papers and its history. A stage
//! never sounds like the end while money or a stamp is missing.

use leptos::prelude::*;
use policy::{facts::Birth, verdict::Service};
use registry::{Stage, entry::Step, standing::Application};

use super::{
    Shelf, changed, history, lacking, matter, messages, next, papers, short, withdraw::withdraw,
};
use crate::{
    area_names,
    parts::{Icon, Tone, fold, icon},
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
    let area = application.sent.area();
    let area = area.and_then(|area| area_names::name(area.as_str()));
    let area = area.map(|place| place.alone(visit.lang));
    let gentle = next::is_quiet(application).then(|| &look.words().pages.changed);
    let (tone, (shape, word)) = gentle_or(visit, gentle.is_some(), application.stage);
    let short = short::of(visit, application, shelf);
    let (tone, shape, word) = match &short {
        Some(short) => (Tone::Soon, Icon::Clock, short::word(visit, short)),
        None => (tone, shape, word.to_owned()),
    };
    let lacking = lacking::told(visit, words, application, shelf);
    let is_held = lacking.is_some();
    let (tone, shape, word) = match is_held {
        true => (
            Tone::Soon,
            Icon::Ring,
            words.consent_lacking_word.to_owned(),
        ),
        false => (tone, shape, word),
    };
    let matter = matter::on_card(visit, application, shelf);
    let matter = matter.map(|says| view! { <p class="file-matter">{says}</p> });
    let title = gentle.is_none().then(|| view! { <h3>{words.next}</h3> });
    let next = lacking.unwrap_or_else(|| next::body(visit, words, application, shelf));
    let papers = papers::tiles(visit, application, &shelf.standing, edition, is_held);
    let papers = match gentle.is_some() || application.stage.came_to_nothing() {
        true => fold(look.words().pages.papers.tiles.into(), false, papers),
        false => papers,
    };
    let back = application.after(&Step::Withdraw);
    let back = back.map(|_| withdraw(words, &number));
    view! {
        <section class="card file-application" data-application=number.clone() data-stage=application.stage.as_str()>
            <div class="card-head" data-tone=tone_word(tone)>
                <h2><span>{service_name(visit.lang, service)}</span>{area.map(|area| view! { " "<span>{area}</span> })}</h2>
                {matter}
                <p class="badge">{icon(look, shape)}<span>{word}</span></p>
                <div class="file-next">{title}{next}</div>
            </div>
            <div class="card-body">
            <p class="file-number">{words.number}" "<strong translate="no">{number.clone()}</strong></p>
            {identities(visit, words, application, shelf, gentle.is_some())}
            {papers}
            {fold(words.history.into(), false, history::list(visit, words, application, &shelf.entries))}
            {fold(look.words().pages.messages.title.into(), false, messages::list(visit, &shelf.messages, &application.sent.number))}
            {back}
            {changed_link(visit, application, shelf)}
            </div>
        </section>
    }
    .into_any()
}

/// A stage's tone, shape and word; where it is quiet, one that holds nothing out.
pub fn gentle_or(visit: &Visit, is_quiet: bool, stage: Stage) -> (Tone, (Icon, &'static str)) {
    let pages = &visit.look().words().pages;
    match is_quiet {
        true => (Tone::Know, (Icon::None, pages.changed.stage)),
        false => (tone(stage), (shape(stage), pages.stages.word(stage))),
    }
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

/// A stage's shape, beside its word.
fn shape(stage: Stage) -> Icon {
    match stage {
        Stage::Sent | Stage::Accepted | Stage::Registered => Icon::Clock,
        Stage::AskedBack => Icon::Ring,
        Stage::Refused => Icon::Cross,
        Stage::Paid => Icon::Disc,
        Stage::Done => Icon::Tick,
        Stage::Expired | Stage::Void => Icon::Barred,
        Stage::Withdrawn => Icon::None,
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

/// The babies' names and numbers. A provisional number has the mother's own in it, so all but its ends is covered until
/// somebody asks for it, letter for letter then. What is void names nobody; after a loss nobody meets the name unasked, nor,
/// of several, that of the baby that died.
fn identities(
    visit: &Visit,
    words: &'static File,
    application: &Application,
    shelf: &Shelf,
    is_gentle: bool,
) -> Option<AnyView> {
    if application.identities.is_empty() || application.stage.came_to_nothing() {
        return None;
    }
    let babies = || application.identities.iter();
    let told = shelf.standing.facts_of(&application.told, visit.today);
    let births = told.map_or_else(Vec::new, |told| told.births);
    // Both are in birth order, where they are as many.
    let is_living = |place: usize| {
        let birth = births.get(place);
        births.len() != application.identities.len() || birth.is_none_or(Birth::is_living)
    };
    let covered: Vec<AnyView> = babies()
        .enumerate()
        .filter(|(place, _)| is_living(*place))
        .map(|(_, baby)| {
            let told = [&baby.name, " ", &covered(&baby.number)].concat();
            view! { <li translate="no">{told}</li> }.into_any()
        })
        .collect();
    let whole: Vec<AnyView> = babies()
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
    let title = match application.sent.service {
        Service::PreEnrolment | Service::HospitalPreRegistration => words.identities,
        Service::NewbornEnrolment
        | Service::DeceasedNewbornEnrolment
        | Service::InformationUpdate
        | Service::Refund => words.identities_own,
    };
    let whole = view! { <ul class="file-identities">{whole}</ul> }.into_any();
    if is_gentle {
        return Some(fold(title.into(), false, whole));
    }
    Some(
        view! {
            <section class="file-entered">
                <h3>{title}</h3>
                <ul class="file-identities">{covered}</ul>
                {fold(words.whole.into(), false, whole)}
            </section>
        }
        .into_any(),
    )
}

/// A number with its ends alone in sight: `4417…3B`.
pub fn covered(number: &str) -> String {
    let characters: Vec<char> = number.chars().collect();
    let (front, back) = match characters.len() {
        0..=8 => (1, 1),
        _ => (4, 2),
    };
    if characters.len() <= front + back {
        return "…".to_owned();
    }
    let end = characters.len() - back;
    let front: String = characters[..front].iter().collect();
    let back: String = characters[end..].iter().collect();
    [&front, "…", &back].concat()
}

/// A step in plain words.
pub fn step_says(words: &'static File, step: &Step) -> String {
    match step {
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
