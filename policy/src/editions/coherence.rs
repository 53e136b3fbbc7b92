//! What no file can show alone: citations of clauses that aren't there, two editions on one day, deadlines that
//! nothing can finish.

mod deadlines;
mod values;

use std::collections::BTreeMap;

use super::{Fault, Source};
use crate::area::AreaCode;
use crate::edition::Edition;

/// Every fault in these files taken together.
pub fn faults(sources: &[Source]) -> Vec<Fault> {
    let mut found = Vec::new();
    citations(sources, &mut found);
    overlaps(sources, &mut found);
    for source in sources {
        texts(source, &mut found);
        codes(source, &mut found);
        values::faults(source, &mut found);
        deadlines::faults(source, &mut found);
    }
    found
}

/// Each clause and reading is brought once, and what is cited is brought.
fn citations(sources: &[Source], found: &mut Vec<Fault>) {
    let (mut clauses, mut documents, mut readings) =
        (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for source in sources {
        let edition = &source.edition;
        let mut once = |id: &str, kind: &str, seen: &mut BTreeMap<Box<str>, ()>| {
            if seen.insert(id.into(), ()).is_some() {
                found.push(source.fault_at_last(
                    &format!("id = \"{id}\""),
                    format!("{kind} {id} is brought twice"),
                ));
            }
        };
        edition
            .documents
            .iter()
            .for_each(|document| once(&document.id, "document", &mut documents));
        edition
            .clauses
            .iter()
            .for_each(|clause| once(&clause.id, "clause", &mut clauses));
        edition
            .readings
            .iter()
            .for_each(|reading| once(&reading.id, "reading", &mut readings));
    }
    for source in sources {
        let edition = &source.edition;
        for clause in edition
            .clauses
            .iter()
            .filter(|clause| !documents.contains_key(clause.document_id()))
        {
            let reason = format!("clause {} belongs to no document of these files", clause.id);
            found.push(source.fault(&format!("id = \"{}\"", clause.id), reason));
        }
        for law in edition.laws() {
            if !clauses.contains_key(&law.clause) {
                let reason = format!("clause {} has no text in these files", law.clause);
                found.push(source.fault(&format!("\"{}\"", law.clause), reason));
            }
        }
        let weekend = edition
            .limits()
            .into_iter()
            .filter_map(|limit| limit.weekend.as_ref());
        for id in edition
            .laws()
            .into_iter()
            .filter_map(|law| law.reading.as_ref())
            .chain(weekend)
        {
            if !readings.contains_key(id) {
                found.push(source.fault(
                    &format!("\"{id}\""),
                    format!("reading {id} isn't told in these files"),
                ));
            }
        }
    }
}

/// Two files of one area don't begin on one day, and two areas don't claim one code.
fn overlaps(sources: &[Source], found: &mut Vec<Fault>) {
    for (place, source) in sources.iter().enumerate() {
        for earlier in &sources[..place] {
            let (a, b) = (&source.edition, &earlier.edition);
            let from = || {
                a.in_force_from
                    .map_or("the beginning".to_owned(), |day| day.to_string())
            };
            if a.rules == b.rules && a.in_force_from == b.in_force_from {
                let reason = format!(
                    "{} has two editions in force from {}; the other is {}",
                    a.rules,
                    from(),
                    earlier.file
                );
                found.push(source.fault("in_force_from", reason));
            }
            if a.rules != b.rules && a.codes.is_empty() && b.codes.is_empty() {
                found.push(source.fault("codes", format!("{} holds everywhere already", b.rules)));
            }
            for code in a
                .codes
                .iter()
                .filter(|code| a.rules != b.rules && b.codes.contains(code))
            {
                let reason = format!(
                    "areas {code} have two sets of rules: {} and {}",
                    a.rules, b.rules
                );
                found.push(source.fault("codes", reason));
            }
        }
    }
}

/// No clause, document or reading without its words.
fn texts(source: &Source, found: &mut Vec<Fault>) {
    for clause in &source.edition.clauses {
        if clause.text.trim().is_empty() || clause.article.trim().is_empty() {
            let reason = format!("clause {} has no text", clause.id);
            found.push(source.fault(&format!("id = \"{}\"", clause.id), reason));
        }
    }
    for reading in &source.edition.readings {
        let is_numbered = reading
            .id
            .strip_prefix('R')
            .is_some_and(|rest| rest.parse::<u32>().is_ok());
        if !is_numbered || reading.zh.trim().is_empty() {
            let reason = format!(
                "reading {} needs a name like R1 and its sentence",
                reading.id
            );
            found.push(source.fault(&format!("id = \"{}\"", reading.id), reason));
        }
    }
}

/// Do an area's codes begin like this: two digits of a province, and up to four more?
fn is_front(code: &str) -> bool {
    (2..=6).contains(&code.len())
        && code.is_ascii()
        && AreaCode::parse(&format!("{code:0<6}")).is_ok()
}

/// Every front of areas' codes in a file.
fn fronts(edition: &Edition) -> impl Iterator<Item = &str> {
    let before = edition.pre_enrolment.rules();
    let hospital = edition.hospital_pre_registration.rules();
    let local = edition.newborn_enrolment.local.as_ref();
    let within = [
        before.and_then(|rules| Some(&rules.parent_hukou.as_ref()?.within)),
        hospital.map(|rules| &rules.parent.within),
        hospital.map(|rules| &rules.hospital.within),
        local.map(|rule| &rule.within),
    ];
    let lists = within.into_iter().flatten().chain([&edition.codes]);
    lists.flatten().map(|code| &**code)
}

/// First digits of areas are digits, and their province is one.
fn codes(source: &Source, found: &mut Vec<Fault>) {
    let edition = &source.edition;
    for code in fronts(edition).filter(|code| !is_front(code)) {
        found.push(source.fault(
            &format!("\"{code}\""),
            format!("{code} isn't the front of an area's code"),
        ));
    }
    for (place, code) in edition.codes.iter().enumerate() {
        if edition.codes[..place].contains(code) {
            found.push(source.fault("codes = ", format!("{code} stands twice")));
        }
    }
    if edition.codes.is_empty() && edition.in_force_from.is_some() {
        found.push(source.fault(
            "in_force_from",
            "rules that hold everywhere must have no beginning".to_owned(),
        ));
    }
}
