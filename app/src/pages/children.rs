//! `/privacy/children`: the rules for children's data. Absent: a consent form, as nothing is collected.

use leptos::prelude::*;

use super::{paragraph, section};
use crate::{
    Reply,
    shell::{Head, document},
    visit::Visit,
};

/// The page on children's data.
pub fn children(visit: &Visit) -> Reply {
    let words = &visit.look().words().pages.children;
    let head = Head {
        title: words.title.to_owned(),
        description: words.description.to_owned(),
        ..Head::default()
    };
    let body = || {
        view! {
            <article class="prose">
                <h1>{words.title}</h1>
                <p class="lead">{words.short}</p>
                {section(words.what_title, paragraph(words.what))}
                {section(words.how_title, paragraph(words.how))}
                {section(words.law_title, paragraph(words.law))}
                {section(words.loss_title, paragraph(words.loss))}
                {section(words.later_title, paragraph(words.later))}
            </article>
        }
        .into_any()
    };
    Reply::plain(200, document(visit, head, body, false))
}
