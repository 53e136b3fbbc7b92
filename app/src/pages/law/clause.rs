//! `/law/{clause}`: one article, what rests on it, and its neighbours.

use leptos::prelude::*;
use policy::clause::Clause;

use super::{
    citing::{citing, notices},
    later_news, original, reading_note, summary,
};
use crate::{
    Lang, Reply,
    lang::tag,
    pages::{Trouble, error},
    parts::{Icon, back_link, icon},
    shell::{Head, document},
    visit::Visit,
    words::{fill, pages::Law, service_name},
};

/// The page of one article; the 404 page for an id that is none.
pub fn clause(visit: &Visit, id: &str) -> Reply {
    let clauses = visit.areas.clauses();
    let Some(place) = clauses.iter().position(|clause| &*clause.id == id) else {
        return error(visit, Trouble::NotFound, None);
    };
    let words = &visit.look().words().pages.law;
    let here = &clauses[place];
    let name = name(visit, here);
    let plain = summary(visit.lang, here);
    let description = match &plain {
        Some(plain) => fill(
            words.clause_description,
            &[("name", &name), ("summary", plain)],
        ),
        None => name.clone(),
    };
    let head = Head {
        title: name,
        description,
        ..Head::default()
    };
    let body = || {
        view! {
            <article class="law-one">
                {back_link(visit.look(), words.all.into(), ["/law#", &here.id].concat())}
                {heading(visit, here)}
                {plain.map(|plain| view! { <p class="lead">{plain}</p> })}
                <h2>{words.original}</h2>
                {original(here)}
                {readings(visit, words, here)}
                {services(visit, words, here)}
                {news(visit, words, here)}
                {neighbours(visit, words, place)}
            </article>
        }
        .into_any()
    };
    Reply::plain(200, document(visit, head, body, false))
}

fn name(visit: &Visit, clause: &Clause) -> String {
    let number = visit
        .areas
        .document(clause.document_id())
        .map_or("", |paper| &*paper.number);
    [number, " ", &clause.article].concat()
}

fn heading(visit: &Visit, clause: &Clause) -> AnyView {
    let paper = visit.areas.document(clause.document_id());
    let title = paper.map(|paper| match visit.lang {
        Lang::Zh => paper.title.to_string(),
        Lang::En => paper.title_en.to_string(),
    });
    let number = paper.map(|paper| paper.number.to_string());
    view! {
        <p class="law-of"><span class="law-number" lang=tag(Lang::Zh)>{number}</span>" "{title}</p>
        <h1><span lang=tag(Lang::Zh)>{clause.article.to_string()}</span>" "<span class="law-id">{clause.id.to_string()}</span></h1>
    }
    .into_any()
}

fn readings(visit: &Visit, words: &'static Law, clause: &Clause) -> Vec<AnyView> {
    visit
        .areas
        .readings()
        .iter()
        .filter(|reading| reading.clauses.contains(&clause.id))
        .map(|reading| reading_note(visit, words, reading))
        .collect()
}

fn services(visit: &Visit, words: &'static Law, clause: &Clause) -> AnyView {
    let rows: Vec<AnyView> = citing(visit.areas, &clause.id)
        .into_iter()
        .flat_map(|citing| {
            citing
                .services
                .into_iter()
                .map(move |service| (citing.edition, service))
        })
        .map(|(edition, service)| {
            let area = edition.name.in_lang(visit.lang).to_owned();
            let year = edition
                .in_force_from
                .map(|from| [" (", &from.year().to_string(), ")"].concat());
            view! { <li><strong>{area}</strong>{year}" · "{service_name(visit.lang, service)}</li> }
                .into_any()
        })
        .collect();
    let list = match rows.is_empty() {
        true => view! { <p>{words.used_by_nothing}</p> }.into_any(),
        false => view! { <ul>{rows}</ul> }.into_any(),
    };
    view! { <h2>{words.used_by}</h2>{list} }.into_any()
}

fn news(visit: &Visit, words: &'static Law, clause: &Clause) -> Option<AnyView> {
    let mut all: Vec<_> = Vec::new();
    for citing in citing(visit.areas, &clause.id) {
        for service in citing.services {
            for news in notices(citing.edition, service) {
                if !all.contains(&news) {
                    all.push(news);
                }
            }
        }
    }
    if all.is_empty() {
        return None;
    }
    let notices: Vec<AnyView> = all
        .into_iter()
        .map(|news| later_news(visit, words, news))
        .collect();
    Some(view! { <h2>{words.notices}</h2>{notices} }.into_any())
}

fn neighbours(visit: &Visit, words: &'static Law, place: usize) -> AnyView {
    let clauses = visit.areas.clauses();
    let link = |clause: Option<&Clause>, word: &'static str, rel: &'static str, shape: Icon| {
        clause.map(|clause| {
            view! {
                <a class="neighbour" href=["/law/", &clause.id].concat() rel=rel>
                    {icon(visit.look(), shape)}
                    <span><small>{word}</small><span lang=tag(Lang::Zh)>{clause.article.to_string()}</span></span>
                </a>
            }
            .into_any()
        })
    };
    let before = place.checked_sub(1).and_then(|before| clauses.get(before));
    view! {
        <nav class="neighbours" aria-label=words.title>
            {link(before, words.previous, "prev", Icon::Back)}
            {link(clauses.get(place + 1), words.next, "next", Icon::Forward)}
        </nav>
    }
    .into_any()
}
