//! `/file`: a family's own page. Next step first; then each application with its history, the dates, drafts, papers, who
//! looked, and the family's own data. Absent: the database and the session; a page is made of what they gave.

mod application;
pub mod changed;
mod delete;
mod entry;
mod history;
mod lacking;
mod line;
mod matter;
mod mend;
mod messages;
mod named;
mod next;
mod order;
mod own;
mod papers;
mod part;
mod quiet;
mod record;
mod seal;
mod short;
mod since;
#[cfg(test)]
mod tests;
mod way;
mod withdraw;

use leptos::prelude::*;
use registry::{
    Entry, Instant, Standing,
    entry::Event,
    hex,
    matter::is_same,
    office::{KeptDraft, KeptMessage},
};

pub use delete::{Deletion, Refusal, delete};
pub use matter::told_in;
pub use named::Named;
pub use next::{told, why};
use part::ID_NUMBER;
pub use part::{Contents, Part, Proof};
pub use record::{Kept, record, taken};

use crate::{
    Lang, Reply,
    pages::{apply, sign_in::masked},
    parts::{Tone, back_link, empty, fold, notice, quiet_link},
    shell::{Head, scripted_document},
    visit::Visit,
    words::{dates, fill, pages::File, service_name},
};

/// What the page shows.
#[derive(Debug)]
pub struct View<'a> {
    /// The number signed in with.
    pub phone: &'a str,
    /// When the session ends.
    pub ends_at: Instant,
    /// Each file that was opened for the number.
    pub files: &'a [Shelf],
    /// Applications of others' files that name it, oldest first.
    pub named: &'a [Named],
    /// What was just done, to be said on top.
    pub just: Option<Just>,
}

/// One file with what lies beside it.
#[derive(Debug)]
pub struct Shelf {
    /// Where the family stands.
    pub standing: Standing,
    /// Every entry.
    pub entries: Vec<Entry>,
    /// What is not sent yet.
    pub drafts: Vec<KeptDraft>,
    /// What was said in messages, to any number, in order.
    pub messages: Vec<KeptMessage>,
}

/// What was just done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Just {
    /// An application came in, under this number.
    Sent(String),
    /// An application was taken back.
    Withdrawn,
    /// A consent was withdrawn.
    ConsentWithdrawn,
    /// A draft was thrown away.
    DraftDropped,
    /// What has changed was told.
    Told,
}

impl Just {
    /// Reads the address's mark. Only our own words are shown, whatever it says.
    pub fn parse(mark: &str, number: &str) -> Option<Just> {
        match mark {
            "sent" => registry::ApplicationNumber::parse(number)
                .map(|number| Just::Sent(number.to_string())),
            "withdrawn" => Some(Just::Withdrawn),
            "consent" => Some(Just::ConsentWithdrawn),
            "draft" => Some(Just::DraftDropped),
            "told" => Some(Just::Told),
            _ => None,
        }
    }
}

/// The page.
pub fn file(visit: &Visit, view: &View<'_>) -> Reply {
    let words = &visit.look().words().pages.file;
    let head = Head {
        title: words.title.to_owned(),
        description: words.description.to_owned(),
        ..Head::default()
    };
    let kept = visit.assets.scripts.kept;
    let html = scripted_document(visit, head, || page(visit, words, view), &[kept]);
    Reply::scripted(200, html)
}

fn page(visit: &Visit, words: &'static File, view: &View<'_>) -> AnyView {
    let look = visit.look();
    let ends = clock(view.ends_at);
    let told = fill(
        words.signed_in,
        &[("phone", &masked(view.phone)), ("time", &ends)],
    );
    let shelves: Vec<AnyView> = view
        .files
        .iter()
        .map(|shelf| shelf_view(visit, words, shelf))
        .collect();
    let is_empty = view.named.is_empty()
        && view
            .files
            .iter()
            .all(|shelf| shelf.standing.applications.is_empty() && shelf.drafts.is_empty());
    // After a loss what was noted is said by the section itself.
    let says_it = |just: &&Just| {
        **just == Just::Told && view.files.iter().any(|shelf| quiet::has(&shelf.standing))
    };
    let just = view.just.as_ref().filter(|just| !says_it(just));
    let nothing = is_empty.then(|| {
        let way = quiet_link(look, None, words.to_check.into(), "/check".to_owned());
        empty(look, words.nothing.into(), way)
    });
    view! {
        <div class="prose file-page">
            <h1>{words.title}</h1>
            {just.map(|just| just_done(visit, words, just))}
            {nothing}
            {shelves}
            {named::section(visit, words, view.named)}
            <section class="file-session no-print">
                <p>{told}</p>
                <div class="file-ways">
                    <form method="post" action="/sign-out">
                        <button class="button button-quiet" type="submit">{words.leave}</button>
                    </form>
                    <form method="post" action="/sign-out/everywhere">
                        <button class="button button-quiet" type="submit">{words.everywhere}</button>
                    </form>
                </div>
            </section>
        </div>
    }
    .into_any()
}

fn shelf_view(visit: &Visit, words: &'static File, shelf: &Shelf) -> AnyView {
    let applications: Vec<AnyView> = order::applications(visit, shelf)
        .into_iter()
        .map(|application| application::card(visit, words, application, shelf))
        .collect();
    view! {
        <div class="file-shelf">
            <div>
                {quiet::sections(visit, shelf)}
                {drafts(visit, words, shelf)}
                {applications}
            </div>
            <div>
                {line::lines(visit, shelf)}
                {own::section(visit, words, shelf)}
            </div>
        </div>
    }
    .into_any()
}

fn just_done(visit: &Visit, words: &'static File, just: &Just) -> AnyView {
    let told = match just {
        Just::Sent(number) => with_number(words.just_sent, number),
        Just::Withdrawn => words.withdrawn_done.into_any(),
        Just::ConsentWithdrawn => words.consent_done.into_any(),
        Just::DraftDropped => words.draft_dropped.into_any(),
        Just::Told => visit.look().words().pages.changed.noted.into_any(),
    };
    let mark = match just {
        Just::Sent(_) => "sent",
        Just::Withdrawn => "withdrawn",
        Just::ConsentWithdrawn => "consent",
        Just::DraftDropped => "draft",
        Just::Told => "told",
    };
    let tone = match just {
        Just::Told => Tone::Know,
        _ => Tone::Done,
    };
    let body = view! { <p data-just=mark>{told}</p> }.into_any();
    notice(visit.look(), tone, None, body)
}

/// A sentence with an application's number in it, which stays in one line if that is wide enough: it is read out and
/// typed again.
fn with_number(sentence: &'static str, number: &str) -> AnyView {
    let (before, after) = sentence.split_once("{number}").unwrap_or((sentence, ""));
    view! { {before}<span class="unbroken">{number.to_owned()}</span>{after} }.into_any()
}

fn drafts(visit: &Visit, words: &'static File, shelf: &Shelf) -> Option<AnyView> {
    let (lost, others): (Vec<_>, Vec<_>) = shelf
        .drafts
        .iter()
        .partition(|kept| is_of_a_loss(&shelf.standing, kept));
    let list = |drafts: Vec<&KeptDraft>, class: &'static str| {
        let rows: Vec<AnyView> = drafts
            .into_iter()
            .filter_map(|kept| draft(visit, words, kept, class))
            .collect();
        view! { <ul>{rows}</ul> }.into_any()
    };
    let others = (!others.is_empty())
        .then(|| view! { <h2>{words.drafts}</h2>{list(others, "button")} }.into_any());
    // After a loss they are there, and held out to nobody.
    let lost = (!lost.is_empty()).then(|| {
        fold(
            words.drafts.into(),
            false,
            list(lost, "button button-quiet"),
        )
    });
    (others.is_some() || lost.is_some())
        .then(|| view! { <section class="file-drafts">{others}{lost}</section> }.into_any())
}

/// Is a draft about a baby that is lost? One that does not tell is, where the family has no other.
fn is_of_a_loss(standing: &Standing, kept: &KeptDraft) -> bool {
    let matters = standing.matters();
    let mut lost = matters
        .iter()
        .filter(|told| told.facts().is_some_and(|facts| facts.is_bereaved()))
        .peekable();
    let saved_on = kept.draft.saved_at.day();
    match (lost.peek(), told_in(&kept.draft)) {
        (None, _) => false,
        (Some(told), None) => !standing.has_other(told),
        (Some(_), Some(own)) => lost
            .filter_map(|told| told.facts())
            .any(|facts| is_same(&own, saved_on, facts)),
    }
}

fn draft(
    visit: &Visit,
    words: &'static File,
    kept: &KeptDraft,
    class: &'static str,
) -> Option<AnyView> {
    let service = kept.draft.service()?;
    let id = hex::encode(&kept.id);
    let mark = id.clone();
    let go_on = ["/apply/", service.as_str(), "?draft=", &id].concat();
    // Once more, because it can't be brought back.
    let drop = view! {
        <p>{words.draft_drop_sure}</p>
        <form method="post" action="/file/draft" data-forget=apply::kept_as(visit, &kept.draft)>
            <input type="hidden" name="draft" value=id />
            <button class="button button-quiet" type="submit">{words.draft_drop}</button>
        </form>
    };
    Some(
        view! {
            <li data-draft=mark>
                <p><strong>{service_name(visit.lang, service)}</strong></p>
                <p class="saved">{saved(visit, words, kept)}</p>
                <p><a class=class href=go_on>{words.draft_go_on}</a></p>
                {fold(words.draft_drop.into(), false, drop.into_any())}
            </li>
        }
        .into_any(),
    )
}

/// When it was kept, and until when it stays.
fn saved(visit: &Visit, words: &'static File, kept: &KeptDraft) -> String {
    fill(
        words.draft_saved,
        &[
            ("time", &moment(visit.lang, kept.draft.saved_at)),
            ("until", &dates::day(visit.lang, kept.expires_at.day())),
        ],
    )
}

/// The way back to the page.
fn back(visit: &Visit, words: &'static File) -> AnyView {
    back_link(visit.look(), words.back.into(), "/file".to_owned())
}

/// Day and time of a moment: `2026年11月26日 14:02`.
pub(super) fn moment(lang: Lang, at: Instant) -> String {
    [&dates::day_plain(lang, at.day()), " ", &clock(at)].concat()
}

/// The time of a moment: `14:02`.
pub(super) fn clock(at: Instant) -> String {
    let (hour, minute) = at.hour_and_minute();
    format!("{hour:02}:{minute:02}")
}

/// Those who looked: the agency's people and phones that an application names, never the family itself.
fn lookers(entries: &[Entry]) -> Vec<(&Entry, &str)> {
    let looked = entries.iter().filter_map(|entry| match &entry.event {
        Event::Looked { at } => Some((entry, at.as_str())),
        _ => None,
    });
    looked.collect()
}
