//! The law as a phone gets it: in the languages of its page, without what no answer shows.

use std::collections::BTreeSet;

use super::Areas;
use crate::clause::{Clause, Document, Lang, Reading, Text};
use crate::edition::Edition;

impl Areas {
    /// The law in these languages; the words of the others are empty, and so is what answers never show.
    pub fn bake(&self, languages: &[Lang]) -> Result<Vec<u8>, postcard::Error> {
        let mut editions = self.editions.clone();
        let cited: BTreeSet<Box<str>> = editions
            .iter()
            .flat_map(|edition| edition.laws().into_iter().map(|law| law.clause.clone()))
            .collect();
        let is_cited = |clause: &&Clause| cited.contains(&clause.id);
        for edition in &mut editions {
            for text in texts(edition) {
                text.keep(languages);
            }
        }
        if let Some(first) = editions.first_mut() {
            first.documents = self.documents.iter().map(shown_of_document).collect();
            first.clauses = self
                .clauses
                .iter()
                .filter(is_cited)
                .map(shown_of_clause)
                .collect();
            first.readings = self
                .readings
                .iter()
                .map(|reading| shown_of_reading(reading, languages))
                .collect();
        }
        postcard::to_allocvec(&Areas::new(editions))
    }
}

impl Text {
    fn keep(&mut self, languages: &[Lang]) {
        if !languages.contains(&Lang::Zh) {
            self.zh = "".into();
        }
        if !languages.contains(&Lang::En) {
            self.en = "".into();
        }
    }
}

/// Every text that an edition says in both languages.
fn texts(edition: &mut Edition) -> Vec<&mut Text> {
    let mut texts = vec![&mut edition.name];
    if let Some(rules) = edition.pre_enrolment.rules_mut() {
        texts.extend(&mut rules.materials);
        texts.extend(rules.notices.iter_mut().map(|notice| &mut notice.says));
    }
    if let Some(rules) = edition.hospital_pre_registration.rules_mut() {
        texts.extend(&mut rules.materials);
        texts.extend(rules.notices.iter_mut().map(|notice| &mut notice.says));
    }
    if let Some(rules) = edition.deceased_newborn_enrolment.rules_mut() {
        texts.extend(&mut rules.materials);
    }
    let newborn = &mut edition.newborn_enrolment;
    texts.extend(&mut newborn.materials);
    texts.extend(newborn.notices.iter_mut().map(|notice| &mut notice.says));
    texts.extend(&mut edition.information_update.materials);
    texts.extend(&mut edition.refund.materials);
    texts.extend(
        edition
            .deadlines
            .iter_mut()
            .filter_map(|rule| rule.says.as_mut()),
    );
    texts
}

/// Answers name a document by its number alone.
fn shown_of_document(document: &Document) -> Document {
    Document {
        id: document.id.clone(),
        number: document.number.clone(),
        title: "".into(),
        title_en: "".into(),
        issuers: Vec::new(),
        issued: "".into(),
        source: "".into(),
    }
}

/// Answers quote a clause in its own words; what it says in ours stands on its page.
fn shown_of_clause(clause: &Clause) -> Clause {
    Clause {
        summary_zh: "".into(),
        summary_en: "".into(),
        ..clause.clone()
    }
}

fn shown_of_reading(reading: &Reading, languages: &[Lang]) -> Reading {
    let mut sense = Text {
        zh: reading.zh.clone(),
        en: reading.en.clone(),
    };
    sense.keep(languages);
    Reading {
        clauses: Vec::new(),
        zh: sense.zh,
        en: sense.en,
        ..reading.clone()
    }
}
