//! Clauses as the wire form has them, made once: an answer quotes some twenty of them, and they are nine tenths of it.

use serde::Serialize;
use std::collections::HashMap;
use std::sync::OnceLock;

use crate::areas::Areas;

/// Each clause's JSON by its id. It follows from the clauses, so it is no part of what makes two laws equal.
#[derive(Clone, Debug, Default)]
pub struct Quotes(OnceLock<HashMap<Box<str>, Box<str>>>);

impl PartialEq for Quotes {
    fn eq(&self, _: &Quotes) -> bool {
        true
    }
}

/// A clause with its document's number and its own words.
#[derive(Serialize)]
struct Quote<'a> {
    id: &'a str,
    document: &'a str,
    article: &'a str,
    text: &'a str,
}

impl Areas {
    /// The clause of this id as JSON; nothing where there is none.
    pub(crate) fn quote(&self, id: &str) -> Option<&str> {
        let quotes = self.quotes.0.get_or_init(|| {
            self.clauses()
                .iter()
                .filter_map(|clause| {
                    let document = self
                        .document(clause.document_id())
                        .map_or("", |document| &document.number);
                    let quote = Quote {
                        id: &clause.id,
                        document,
                        article: &clause.article,
                        text: &clause.text,
                    };
                    let json = serde_json::to_string(&quote).ok()?;
                    Some((clause.id.clone(), json.into()))
                })
                .collect()
        });
        quotes.get(id).map(|quote| &**quote)
    }
}
