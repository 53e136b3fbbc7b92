//! `/accessibility`: the statement. Absent: claims that neither a test nor the design holds.

use leptos::prelude::*;

use super::{paragraph, section};
use crate::{
    Reply,
    shell::{Head, document},
    visit::Visit,
};

/// The statement of accessibility.
pub fn accessibility(visit: &Visit) -> Reply {
    let words = &visit.look().words().pages.accessibility;
    let head = Head {
        title: words.title.to_owned(),
        description: words.description.to_owned(),
        ..Head::default()
    };
    let meets = [
        words.meets_elder,
        words.meets_zoom,
        words.meets_contrast,
        words.meets_keyboard,
        words.meets_script,
        words.meets_calm,
    ];
    let gaps = [words.gaps_law, words.gaps_id, words.gaps_sign];
    let body = || {
        view! {
            <article class="prose">
                <h1>{words.title}</h1>
                <p class="lead">{words.short}</p>
                {section(words.meets_title, list(&meets))}
                {section(words.tested_title, paragraph(words.tested))}
                {section(words.gaps_title, list(&gaps))}
                {section(words.tell_title, paragraph(words.tell))}
            </article>
        }
        .into_any()
    };
    Reply::plain(200, document(visit, head, body, false))
}

fn list(sentences: &[&'static str]) -> AnyView {
    let items: Vec<AnyView> = sentences
        .iter()
        .map(|sentence| view! { <li>{*sentence}</li> }.into_any())
        .collect();
    view! { <ul>{items}</ul> }.into_any()
}
