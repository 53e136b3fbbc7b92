//! `/law`: every document, every article with an anchor of its own id.

use leptos::prelude::*;
use policy::clause::{Clause, Document};

use super::{original, reading_note, summary};
use crate::{
    Lang, Reply,
    lang::tag,
    shell::{Head, document},
    visit::Visit,
    words::{fill, pages::Law},
};

/// The page of all documents.
pub fn index(visit: &Visit) -> Reply {
    let words = &visit.look().words().pages.law;
    let head = Head {
        title: words.title.to_owned(),
        description: words.description.to_owned(),
        ..Head::default()
    };
    let body = || {
        let documents = visit.areas.documents();
        let sections: Vec<AnyView> = documents
            .iter()
            .map(|paper| document_section(visit, words, paper))
            .collect();
        view! {
            <div class="law-pages">
                <h1>{words.title}</h1>
                <p class="lead">{words.lead}</p>
                {contents(visit, words)}
                {sections}
                <p class="law-foot">{words.readings_line}</p>
            </div>
        }
        .into_any()
    };
    Reply::plain(200, document(visit, head, body, false))
}

fn contents(visit: &Visit, words: &'static Law) -> AnyView {
    let lines: Vec<AnyView> = visit
        .areas
        .documents()
        .iter()
        .map(|paper| {
            let count = clauses_of(visit, paper).count().to_string();
            view! {
                <li>
                    <a href=["#document-", &paper.id].concat()>
                        <span class="law-number" lang=tag(Lang::Zh)>{paper.number.to_string()}</span>
                        <span>{title(visit.lang, paper)}</span>
                    </a>
                    <span class="law-count">{fill(words.articles, &[("count", &count)])}</span>
                </li>
            }
            .into_any()
        })
        .collect();
    view! { <nav class="law-contents" aria-label=words.contents><ol>{lines}</ol></nav> }.into_any()
}

fn clauses_of<'a>(
    visit: &Visit,
    paper: &'a Document,
) -> impl Iterator<Item = &'static Clause> + use<'a> {
    visit
        .areas
        .clauses()
        .iter()
        .filter(move |clause| clause.document_id() == &*paper.id)
}

fn title(lang: Lang, paper: &Document) -> String {
    match lang {
        Lang::Zh => paper.title.to_string(),
        Lang::En => paper.title_en.to_string(),
    }
}

fn document_section(visit: &Visit, words: &'static Law, paper: &Document) -> AnyView {
    let articles: Vec<AnyView> = clauses_of(visit, paper)
        .map(|clause| article(visit, words, clause))
        .collect();
    let own_title = (visit.lang == Lang::En).then(
        || view! { <p class="law-own-title" lang=tag(Lang::Zh)>{paper.title.to_string()}</p> },
    );
    let issuers: Vec<&str> = paper.issuers.iter().map(|issuer| &**issuer).collect();
    view! {
        <section class="law-document" id=["document-", &paper.id].concat()>
            <h2>
                <span class="law-number" lang=tag(Lang::Zh)>{paper.number.to_string()}</span>
                <span>{title(visit.lang, paper)}</span>
            </h2>
            {own_title}
            <p class="law-issued">
                {words.issued_by}" "<span lang=tag(Lang::Zh)>{issuers.join("、")}</span>" · "{paper.issued.to_string()}
            </p>
            {articles}
        </section>
    }
    .into_any()
}

fn article(visit: &Visit, words: &'static Law, clause: &Clause) -> AnyView {
    let readings: Vec<AnyView> = visit
        .areas
        .readings()
        .iter()
        .filter(|reading| reading.clauses.contains(&clause.id))
        .map(|reading| reading_note(visit, words, reading))
        .collect();
    view! {
        <article class="law-article" id=clause.id.to_string()>
            <h3>
                <a href=["/law/", &clause.id].concat()>
                    <span lang=tag(Lang::Zh)>{clause.article.to_string()}</span>
                    <span class="law-id">{clause.id.to_string()}</span>
                </a>
            </h3>
            {summary(visit.lang, clause).map(|summary| view! { <p class="law-summary">{summary}</p> })}
            <div class="law-beside">
                {original(clause)}
                {readings}
            </div>
        </article>
    }
    .into_any()
}
