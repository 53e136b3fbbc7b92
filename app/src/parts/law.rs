//! The law beside what we say: a clause's name, its link, and its own sentence a tap away.
//! Absent: what it means for a family; the reason it stands beside says that.

use leptos::prelude::*;
use policy::Areas;

use super::{Look, Text};
use crate::lang::{Lang, tag};

/// A clause by its id, with what a reader calls it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// Its id, as in the answer.
    pub id: Text,
    /// The document's number and the article.
    pub name: Text,
    /// Its own words; empty where they are not at hand.
    pub text: Text,
    /// The reading taken of it, if it is ambiguous.
    pub reading: Option<Text>,
}

impl Cited {
    /// Looks a clause up; one that is not there is named by its id alone.
    pub fn of(areas: &Areas, id: &str, reading: Option<&str>) -> Self {
        let clause = areas.clause(id);
        let number = clause.and_then(|clause| areas.document(clause.document_id()));
        let name = match (clause, number) {
            (Some(clause), Some(document)) => [&*document.number, " ", &*clause.article].concat(),
            _ => id.to_owned(),
        };
        Self {
            id: id.to_owned().into(),
            name: name.into(),
            text: clause
                .map(|clause| clause.text.to_string())
                .unwrap_or_default()
                .into(),
            reading: reading.map(|reading| reading.to_owned().into()),
        }
    }
}

/// The link to a clause's page.
pub fn clause_link(cited: &Cited) -> AnyView {
    view! { <a class="clause" lang=tag(Lang::Zh) href=["/law/", &cited.id].concat()>{cited.name.clone()}</a> }
        .into_any()
}

/// The clause's name, and its own sentence once asked for.
pub fn citation(look: Look, areas: &Areas, cited: Cited) -> AnyView {
    let words = &look.words().parts;
    let sense = cited.reading.as_deref().and_then(|id| areas.reading(id)).map(|reading| {
        let sense = match look.lang {
            Lang::Zh => &reading.zh,
            Lang::En => &reading.en,
        };
        view! { <p class="law-sense">{[words.reading, " ", &reading.id, " ", &**sense].concat()}</p> }
    });
    view! {
        <details class="law">
            <summary><span class="law-word">{words.law}</span>" "<span lang=tag(Lang::Zh)>{cited.name.clone()}</span></summary>
            <blockquote class="law-text" lang=tag(Lang::Zh)>{cited.text.clone()}</blockquote>
            {sense}
            <p><a class="clause" href=["/law/", &cited.id].concat()>{words.law_whole}</a></p>
        </details>
    }
    .into_any()
}
