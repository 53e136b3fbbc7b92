//! Every word has its sense: what differs in the answer differs in words, and no place is left open.

use policy::{
    Areas, decide,
    verdict::{EnrolMotherBy, Remedy, Service, Warning},
};

use super::{cases, shown};
use crate::{
    Lang,
    answer::{html, line::title},
    words::{remedies, service_name},
};

const LANGS: [Lang; 2] = [Lang::Zh, Lang::En];

#[test]
fn every_remedy_warning_and_service_has_words_of_its_own() {
    for lang in LANGS {
        let words = remedies(lang);
        let mut said: Vec<&str> = Remedy::ALL
            .iter()
            .map(|remedy| words.of(*remedy).0)
            .collect();
        said.extend(EnrolMotherBy::ALL.iter().map(|by| words.by(*by)));
        said.extend(Warning::ALL.iter().map(|warning| warning.says(lang)));
        said.extend(
            Service::ALL
                .iter()
                .map(|service| service_name(lang, *service)),
        );
        let count = said.len();
        said.sort_unstable();
        said.dedup();
        assert_eq!(said.len(), count, "{lang:?}");
    }
}

#[test]
fn every_deadline_of_the_law_has_a_name() {
    for edition in Areas::built_in().editions() {
        for rule in &edition.deadlines {
            for lang in LANGS {
                let title = title(lang, rule);
                let is_named =
                    rule.says.is_some() || title != crate::words::words(lang).answer.due_day;
                assert!(is_named, "{} of {}", rule.what, edition.rules);
            }
        }
    }
}

#[test]
fn no_place_is_left_open_on_any_page() {
    for (id, facts) in cases() {
        for lang in LANGS {
            let answer = decide(&facts, Areas::built_in());
            for (_, part) in html(&answer, &shown(lang)) {
                assert!(!part.contains('{') && !part.contains('}'), "{id}: {part}");
            }
        }
    }
}
