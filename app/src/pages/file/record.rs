//! `/file/data`: everything the file holds, entry by entry, and every draft beside it, for the family to read.

use leptos::prelude::*;
use registry::{
    hex,
    office::{Draft, KeptDraft, KeptMessage},
};

use super::{Shelf, back, history::who, messages::row, moment, saved};
use crate::{
    Reply,
    pages::apply,
    shell::{Head, document},
    visit::Visit,
    words::{pages::File, service_name},
};

/// The page.
pub fn record(visit: &Visit, shelf: Option<&Shelf>) -> Reply {
    let words = &visit.look().words().pages.file;
    let head = Head {
        title: words.data_title.to_owned(),
        description: words.own_lead.to_owned(),
        ..Head::default()
    };
    Reply::plain(
        200,
        document(visit, head, || page(visit, words, shelf), false),
    )
}

fn page(visit: &Visit, words: &'static File, shelf: Option<&Shelf>) -> AnyView {
    let entries = shelf.map_or(&[][..], |shelf| &shelf.entries);
    let rows: Vec<AnyView> = entries
        .iter()
        .map(|entry| {
            let json = serde_json::to_string_pretty(&entry.event).unwrap_or_default();
            view! {
                <li>
                    <p>{moment(visit.lang, entry.at)}" "{who(visit.lang, &entry.by)}</p>
                    <pre class="case" tabindex="0" translate="no">{json}</pre>
                </li>
            }
            .into_any()
        })
        .collect();
    view! {
        <div class="prose">
            {back(visit, words)}
            <h1>{words.data_title}</h1>
            <p class="lead">{words.data_lead}</p>
            <ol class="file-record">{rows}</ol>
            {shelf.map(|shelf| drafts(visit, words, &shelf.drafts))}
            {shelf.map(|shelf| told(visit, &shelf.messages))}
        </div>
    }
    .into_any()
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
            <div class="apply-known"><dl>{typed(visit, words, &kept.draft)}</dl></div>
        </li>
    }
    .into_any()
}

/// What the check was told, then field by field.
fn typed(visit: &Visit, words: &'static File, draft: &Draft) -> Vec<AnyView> {
    let told = (words.data_query.to_owned(), draft.query.replace('&', " "));
    std::iter::once(told)
        .chain(apply::typed(visit, draft))
        .map(|(label, typed)| {
            view! { <div><dt>{label}</dt><dd translate="no">{typed}</dd></div> }.into_any()
        })
        .collect()
}
