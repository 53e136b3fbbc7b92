//! `/law` and `/law/{clause}`: the documents, article by article, as the reasons cite them.
//! Absent: any opinion of ours that is not marked as a reading.

mod citing;
mod clause;
mod index;

pub use clause::clause;
pub use index::index;

use leptos::prelude::*;
use policy::{
    clause::{Clause, Reading},
    notice::Notice,
};

use crate::{
    Lang,
    lang::tag,
    parts::{Tone, notice},
    visit::Visit,
    words::{dates, fill, pages::Law},
};

/// What an article says, in a sentence for a family; `None` where nobody has written one.
fn summary(lang: Lang, clause: &Clause) -> Option<String> {
    let summary = match lang {
        Lang::Zh => &clause.summary_zh,
        Lang::En => &clause.summary_en,
    };
    (!summary.is_empty()).then(|| summary.to_string())
}

/// The article's own words.
fn original(clause: &Clause) -> AnyView {
    view! { <blockquote class="law-text" lang=tag(Lang::Zh)>{clause.text.to_string()}</blockquote> }
        .into_any()
}

/// The sense taken of ambiguous words.
fn reading_note(visit: &Visit, words: &'static Law, reading: &Reading) -> AnyView {
    let sense = match visit.lang {
        Lang::Zh => &reading.zh,
        Lang::En => &reading.en,
    };
    view! {
        <aside class="law-reading" data-reading=reading.id.to_string()>
            <p class="law-reading-title">{words.reading}" "{reading.id.to_string()}</p>
            <p class="law-reading-of">{words.reading_of}" "<q lang=tag(Lang::Zh)>{reading.of.to_string()}</q></p>
            <p>{sense.to_string()}</p>
        </aside>
    }
    .into_any()
}

/// A newer document that changes no verdict.
fn later_news(visit: &Visit, words: &'static Law, news: &Notice) -> AnyView {
    let day = dates::day_plain(visit.lang, news.on);
    let title = fill(
        words.notice_from,
        &[("day", &day), ("source", &news.source)],
    );
    let says = news.says.in_lang(visit.lang).to_owned();
    notice(
        visit.look(),
        Tone::Know,
        Some(title.into()),
        view! { <p>{says}</p> }.into_any(),
    )
}
