//! `/file/data`: everything the file holds, entry by entry, in the words of the pages it came from, for the family to
//! read; and the same as a page to take along, which needs nothing beside it.

use leptos::prelude::*;
use registry::{
    Entry,
    entry::{Event, Sent, Signature},
    hex,
    matter::Told,
    office::{Draft, KeptDraft, KeptMessage},
};

use super::{
    Part, Proof, Shelf, back,
    entry::{says, step_lines},
    history::who,
    messages::row,
    moment, own, part, saved,
};
use crate::{
    Reply,
    forms::check::Typed,
    lang::tag,
    pages::{apply, check},
    parts::{empty, quiet_link},
    shell::{Head, document},
    visit::Visit,
    words::{Forms, dates, fill, pages::File, service_name, started},
};

/// How the page to take along looks: it has nothing beside it.
const TAKEN_STYLE: &str = include_str!("../../../../style/taken.css");

/// What is kept under a phone.
pub struct Kept<'a> {
    /// Its own file.
    pub shelf: Option<&'a Shelf>,
    /// What others' files say of its holder.
    pub parts: &'a [Part],
    /// How far the holder has shown who it is.
    pub proof: &'a Proof,
}

impl Kept<'_> {
    /// What goes along with taking it: the ID number by which the holder is known.
    fn carried(&self) -> &str {
        match self.proof {
            Proof::IdNumber(typed) => typed,
            Proof::Phone | Proof::Other => "",
        }
    }

    fn is_nothing(&self) -> bool {
        self.shelf.is_none() && self.parts.is_empty()
    }
}

/// The page.
pub fn record(visit: &Visit, kept: &Kept<'_>) -> Reply {
    let words = &visit.look().words().pages.file;
    let (status, wrong) = match kept.proof {
        Proof::Other => (422, Forms::of(visit.lang).wrong),
        Proof::Phone | Proof::IdNumber(_) => (200, ""),
    };
    let head = Head {
        title: [wrong, words.data_title].concat(),
        description: words.own_lead.to_owned(),
        ..Head::default()
    };
    let body = || {
        view! {
            <div class="prose file-data">
                {back(visit, words)}
                {part::mistakes(visit, kept.proof)}
                <h1>{words.data_title}</h1>
                {told_whole(visit, words, kept)}
            </div>
        }
        .into_any()
    };
    Reply::plain(status, document(visit, head, body, false))
}

fn told_whole(visit: &Visit, words: &'static File, kept: &Kept<'_>) -> AnyView {
    if kept.is_nothing() {
        return nothing(visit, words.data_nothing);
    }
    let take = || own::take(visit, words, kept.carried());
    let own = kept.shelf.map(|shelf| {
        view! {
            <p class="lead">{words.data_lead}</p>
            {take()}
            {contents(visit, words, shelf)}
        }
    });
    let in_others = part::section(visit, kept.parts, kept.proof, || {
        // With a file of one's own, all of it is taken at once.
        kept.shelf.is_none().then(take).into_any()
    });
    view! { {own}{in_others} }.into_any()
}

/// Nothing is kept, and where to begin.
pub(super) fn nothing(visit: &Visit, says: &'static str) -> AnyView {
    let look = visit.look();
    let words = &look.words().pages.file;
    let way = quiet_link(look, None, words.to_check.into(), "/check".to_owned());
    view! { <div data-nothing>{empty(look, says.into(), way)}</div> }.into_any()
}

/// The same to take along: one file that any browser shows, without a link, a script or a sheet of style beside it.
pub fn taken(visit: &Visit, kept: &Kept<'_>) -> String {
    let words = &visit.look().words().pages.file;
    let draw = || {
        view! {
            <html lang=tag(visit.lang)>
                <head>
                    <meta charset="utf-8" />
                    <meta name="viewport" content="width=device-width, initial-scale=1" />
                    <title>{words.data_title}</title>
                    <style inner_html=TAKEN_STYLE></style>
                </head>
                <body>
                    <h1>{words.data_title}</h1>
                    <p>{fill(words.data_taken, &[("day", &dates::day_plain(visit.lang, visit.today))])}</p>
                    {kept.shelf.map(|shelf| contents(visit, words, shelf))}
                    {part::taken(visit, kept.parts)}
                </body>
            </html>
        }
        .to_html()
    };
    ["<!DOCTYPE html>", &Owner::new().with(draw)].concat()
}

fn contents(visit: &Visit, words: &'static File, shelf: &Shelf) -> AnyView {
    let rows: Vec<AnyView> = shelf
        .entries
        .iter()
        .map(|entry| entry_row(visit, words, entry))
        .collect();
    view! {
        <h2>{words.data_entries}</h2>
        <ol class="file-record">{rows}</ol>
        <h2>{words.consents}</h2>
        {own::consents_told(visit, words, shelf)}
        <h2>{words.looked}</h2>
        {own::looked(visit, words, shelf)}
        {told(visit, &shelf.messages)}
        {drafts(visit, words, &shelf.drafts)}
    }
    .into_any()
}

fn entry_row(visit: &Visit, words: &'static File, entry: &Entry) -> AnyView {
    let lines = match &entry.event {
        Event::Sent(sent) | Event::Mended(sent) => sent_lines(visit, words, sent),
        Event::Told { facts, .. } => facts_lines(visit, facts),
        Event::Moved { step, .. } => step_lines(visit, words, step),
        _ => Vec::new(),
    };
    view! {
        <li>
            <p class="file-when">{moment(visit.lang, entry.at)}" "{who(visit.lang, &entry.by)}</p>
            <p><strong>{started(visit.lang, says(visit, words, &entry.event))}</strong></p>
            {list(lines)}
        </li>
    }
    .into_any()
}

/// Labels and what stands under them.
pub(super) fn list(lines: Vec<(String, String)>) -> Option<AnyView> {
    if lines.is_empty() {
        return None;
    }
    let rows: Vec<AnyView> = lines
        .into_iter()
        .map(|(label, told)| {
            view! { <div><dt>{label}</dt><dd translate="no">{told}</dd></div> }.into_any()
        })
        .collect();
    Some(view! { <dl class="apply-answers">{rows}</dl> }.into_any())
}

/// What was sent: the form, then what the check was told, then how it was signed.
fn sent_lines(visit: &Visit, words: &'static File, sent: &Sent) -> Vec<(String, String)> {
    let told = Told::read(&sent.facts);
    let mut lines = match told.facts() {
        Some(facts) => apply::answered(visit, sent, facts),
        None => sent.fields.clone().into_iter().collect(),
    };
    add_facts(visit, &mut lines, facts_lines(visit, &sent.facts));
    let signed = match &sent.signature {
        Signature::Typed(name) => name.clone(),
        Signature::Drawn(_) => words.data_drawn.to_owned(),
    };
    lines.push((words.data_signature.to_owned(), signed));
    lines
}

/// What the check was told, after the form's answers: nothing twice, and what is called alike with where it comes from.
pub(super) fn add_facts(
    visit: &Visit,
    lines: &mut Vec<(String, String)>,
    facts: Vec<(String, String)>,
) {
    let words = &visit.look().words().pages.apply;
    for (label, told) in facts {
        match lines.iter().find(|(other, _)| *other == label) {
            Some((_, same)) if *same == told => {}
            Some(_) => {
                let named = [("label", label.as_str()), ("section", words.known)];
                lines.push((fill(words.of_section, &named), told));
            }
            None => lines.push((label, told)),
        }
    }
}

fn facts_lines(visit: &Visit, facts: &str) -> Vec<(String, String)> {
    let told = Told::read(facts);
    told.facts()
        .map_or_else(Vec::new, |facts| check::told(visit, facts))
}

/// What was typed and not sent: word for word, right or wrong.
fn drafts(visit: &Visit, words: &'static File, drafts: &[KeptDraft]) -> Option<AnyView> {
    let rows: Vec<AnyView> = drafts
        .iter()
        .map(|kept| draft(visit, words, kept))
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <h2>{words.drafts}</h2>
            <p>{words.data_drafts}</p>
            <ul class="file-record">{rows}</ul>
        }
        .into_any()
    })
}

/// What was said to the family.
fn told(visit: &Visit, messages: &[KeptMessage]) -> Option<AnyView> {
    let words = &visit.look().words().pages.messages;
    let rows: Vec<AnyView> = messages
        .iter()
        .map(|message| row(visit.lang, words, message))
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <h2>{words.title}</h2>
            <ul class="file-record">{rows}</ul>
        }
        .into_any()
    })
}

fn draft(visit: &Visit, words: &'static File, kept: &KeptDraft) -> AnyView {
    // A word of another edition of this program names no service; it is shown as it stands.
    let service = kept.draft.service();
    let service = service.map_or(kept.draft.service.clone(), |service| {
        service_name(visit.lang, service).to_owned()
    });
    view! {
        <li data-draft=hex::encode(&kept.id)>
            <p><strong>{service}</strong></p>
            <p class="saved">{saved(visit, words, kept)}</p>
            {list(typed(visit, words, &kept.draft))}
        </li>
    }
    .into_any()
}

/// Field by field, then what the check was told; as it was typed where it can't be read.
fn typed(visit: &Visit, words: &'static File, draft: &Draft) -> Vec<(String, String)> {
    let mut lines = apply::typed(visit, draft);
    match Typed::parse(&draft.query).facts(draft.saved_at.day()) {
        Ok(facts) => lines.extend(check::told(visit, &facts)),
        Err(_) => lines.push((words.data_query.to_owned(), draft.query.replace('&', " "))),
    }
    lines
}
