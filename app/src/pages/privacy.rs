//! `/privacy`: what is kept and what is not. Absent: promises about forms that can't be sent yet.

use leptos::prelude::*;

use super::{paragraph, section};
use crate::{
    Reply,
    parts::{Row, Table, table},
    shell::{Head, document},
    visit::Visit,
    words::pages::Privacy,
};

/// The privacy page.
pub fn privacy(visit: &Visit) -> Reply {
    let words = &visit.look().words().pages.privacy;
    let head = Head {
        title: words.title.to_owned(),
        description: words.description.to_owned(),
        ..Head::default()
    };
    Reply::plain(200, document(visit, head, || body(words), false))
}

fn body(words: &'static Privacy) -> AnyView {
    let typed: Vec<AnyView> = [words.typed_1, words.typed_2, words.typed_3]
        .map(paragraph)
        .into();
    view! {
        <article class="prose">
            <h1>{words.title}</h1>
            <p class="lead">{words.short}</p>
            {section(words.typed_title, typed.into_any())}
            {section(words.kept_title, view! { {kept(words)} <p>{words.kept_line}</p> }.into_any())}
            {section(words.device_title, paragraph(words.device))}
            {section(words.draft_title, paragraph(words.draft))}
            {section(words.log_title, paragraph(words.log))}
            {section(words.rights_title, paragraph(words.rights))}
            {section(words.later_title, paragraph(words.later))}
            <p><a href="/privacy/children">{words.children_link}</a></p>
        </article>
    }
    .into_any()
}

fn kept(words: &'static Privacy) -> AnyView {
    let row = |name: &'static str, why: &'static str| Row {
        name: name.into_any(),
        values: vec![why.into_any()],
        is_own: false,
    };
    table(Table {
        caption: words.kept_title.into(),
        columns: vec![words.kept_name.into(), words.kept_why.into()],
        rows: vec![
            row(words.kept_lang, words.kept_lang_why),
            row(words.kept_elder, words.kept_elder_why),
            row(words.kept_area, words.kept_area_why),
        ],
    })
}
