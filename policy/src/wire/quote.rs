//! Clauses as the wire form has them, made once for each place that cites them: an answer quotes a dozen, and they are
//! nine tenths of it.

use serde::Serialize;
use std::sync::OnceLock;

use crate::areas::Areas;
use crate::clause::Law;

/// The clause's JSON. It follows from the clause, so it is no part of what makes two citations equal.
#[derive(Clone, Debug, Default)]
pub struct Quote(OnceLock<Box<str>>);

impl PartialEq for Quote {
    fn eq(&self, _: &Quote) -> bool {
        true
    }
}

/// A clause with its document's number and its own words.
#[derive(Serialize)]
struct Quoted<'a> {
    id: &'a str,
    document: &'a str,
    article: &'a str,
    text: &'a str,
}

impl Law {
    /// Its clause as JSON; null where there is none.
    pub(crate) fn quote(&self, areas: &Areas) -> &str {
        self.quote.0.get_or_init(|| {
            let quoted = areas.clause(&self.clause).map(|clause| Quoted {
                id: &clause.id,
                document: areas
                    .document(clause.document_id())
                    .map_or("", |document| &document.number),
                article: &clause.article,
                text: &clause.text,
            });
            serde_json::to_string(&quoted)
                .expect("strings under string keys")
                .into()
        })
    }
}
