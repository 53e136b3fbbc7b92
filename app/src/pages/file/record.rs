//! `/file/data`: everything the file holds, entry by entry, for the family to read.

use leptos::prelude::*;

use super::{Shelf, back, history::who, moment};
use crate::{
    Reply,
    shell::{Head, document},
    visit::Visit,
    words::pages::File,
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
                    <p>{moment(visit.lang, entry.at)}" "{who(words, &entry.by)}</p>
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
        </div>
    }
    .into_any()
}
