//! What no file can show alone: citations of clauses that aren't there, two editions on one day, deadlines that
//! nothing can finish.

use std::collections::BTreeMap;

use super::{Fault, Source};
use crate::area::AreaCode;
use crate::day::Span;
use crate::edition::{DeadlineRule, DeadlineWhen, Done, DueFrom, Offer};
use crate::gestation;

/// Every fault in these files taken together.
pub fn faults(sources: &[Source]) -> Vec<Fault> {
    let mut found = Vec::new();
    citations(sources, &mut found);
    overlaps(sources, &mut found);
    for source in sources {
        texts(source, &mut found);
        codes(source, &mut found);
        rules(source, &mut found);
        for rule in &source.edition.deadlines {
            if let Some(reason) = unfinishable(rule, source) {
                found.push(source.fault(&format!("\"{}\"", rule.what), reason));
            }
        }
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
                found.push(source.fault(
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

/// First digits of areas are digits, and their province is one.
fn codes(source: &Source, found: &mut Vec<Fault>) {
    let edition = &source.edition;
    let is_prefix = |code: &str| {
        (2..=6).contains(&code.len())
            && code.is_ascii()
            && AreaCode::parse(&format!("{code:0<6}")).is_ok()
    };
    for code in edition.codes.iter().filter(|code| !is_prefix(code)) {
        found.push(source.fault(
            &format!("\"{code}\""),
            format!("{code} isn't the front of an area's code"),
        ));
    }
    if edition.codes.is_empty() && edition.in_force_from.is_some() {
        found.push(source.fault(
            "in_force_from",
            "rules that hold everywhere must have no beginning".to_owned(),
        ));
    }
}

/// Values that the shape allows but no law can mean.
fn rules(source: &Source, found: &mut Vec<Fault>) {
    let edition = &source.edition;
    let mut fault = |words: &str, reason: &str| found.push(source.fault(words, reason.to_owned()));
    if let Some(rules) = edition.pre_enrolment.rules() {
        if i32::from(rules.gestation.at_least_days) > gestation::DAYS_MAX {
            fault("at_least_days", "no pregnancy lasts so many days");
        }
        if rules
            .mother
            .as_ref()
            .is_some_and(|mother| mother.by.is_empty())
        {
            fault(
                "pre_enrolment",
                "the mother's cover names no insurance, so nobody could ever apply",
            );
        }
        if rules
            .applicant
            .as_ref()
            .is_some_and(|applicant| applicant.may.is_empty())
        {
            fault("applicant", "nobody may apply");
        }
    }
    let newborn = &edition.newborn_enrolment;
    if newborn.paper.any_of.is_empty() {
        fault(
            "any_of",
            "no paper will do, so nobody could ever be enrolled",
        );
    }
    if !newborn
        .cover
        .last()
        .is_some_and(|tier| tier.within.is_none() && !tier.birth_year_paid)
    {
        fault("cover", "the last tier of cover must fit everybody");
    }
    if newborn.none_living.has_own_service
        && matches!(edition.deceased_newborn_enrolment, Offer::NotOffered(_))
    {
        fault(
            "none_living",
            "these rules have no service of their own for babies that died",
        );
    }
    if edition
        .limits()
        .into_iter()
        .any(|limit| matches!(limit.span, Span::Days(..=-1)))
    {
        fault(
            "days = -",
            "a last day can't lie before the day it is counted from",
        );
    }
    if edition.update_reminder_every_days == 0 {
        fault(
            "update_reminder_every_days",
            "a reminder every 0 days would never end",
        );
    }
}

/// Why nothing can ever finish this deadline, where that is so.
fn unfinishable(rule: &DeadlineRule, source: &Source) -> Option<String> {
    let has = |when: DeadlineWhen| rule.when.contains(&when);
    let (pregnant, living) = (has(DeadlineWhen::Pregnant), has(DeadlineWhen::Living));
    let edition = &source.edition;
    let reason = match rule.done {
        _ if pregnant && living => "concerns nobody: a family isn't pregnant and delivered at once",
        Done::EnrolmentYearPaid if !pregnant => {
            "is settled by the enrolment year's premium, which is known only while pregnant"
        }
        Done::BirthYearsPaid | Done::NextYearPaid | Done::HukouRegistered if !living => {
            "is settled by something that only a living baby can have"
        }
        Done::Updated if !has(DeadlineWhen::PreEnrolled) => {
            "is settled by an update, which only pre-enrolled babies need"
        }
        Done::Refunded if edition.refund.routes.is_none() => {
            "is settled by a refund that no last day binds"
        }
        _ => match rule.from {
            DueFrom::DueDate | DueFrom::GestationThreshold if !pregnant => {
                "is counted from a pregnancy that it doesn't ask for"
            }
            DueFrom::GestationThreshold if edition.pre_enrolment.rules().is_none() => {
                "is counted from a gestation that nothing asks for"
            }
            DueFrom::Birth | DueFrom::Hukou if !living => {
                "is counted from a birth that it doesn't ask for"
            }
            DueFrom::RefundLastDay if edition.refund.routes.is_none() => {
                "is counted from a refund that no last day binds"
            }
            _ => return None,
        },
    };
    Some(format!(
        "deadline {} {reason}, so nothing can finish it",
        rule.what
    ))
}
