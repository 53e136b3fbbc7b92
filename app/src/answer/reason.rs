//! Each condition that was looked at: whether it holds, what is needed beside what the family has, and its clause a
//! tap away, in the document's own words.

use policy::{
    answer::{Reason, ServiceAnswer},
    clause::{Law, Reading},
    facts::Role,
    finding::Finding,
    verdict::Met,
};

use super::{head::pair, markup::Markup, sheet::Sheet};
use crate::{
    Lang,
    parts::Icon,
    words::{dates, fill},
};

/// Draws every condition of a service. Each reading stands with the first condition that took it; those that no
/// condition took stand at the end.
pub fn draw(markup: &mut Markup, sheet: &Sheet<'_>, answer: &ServiceAnswer<'_>) {
    let mut told: Vec<&str> = Vec::new();
    markup.inside("ul", &[("class", "reasons")], |list| {
        for reason in &answer.reasons {
            let reading = reason
                .law
                .reading
                .as_deref()
                .filter(|reading| !told.contains(reading));
            told.extend(reading);
            row(list, sheet, reason, reading);
        }
    });
    let left: Vec<&Reading> = answer
        .readings
        .iter()
        .filter(|reading| !told.contains(*reading))
        .filter_map(|reading| sheet.answer.areas.reading(reading))
        .collect();
    if left.is_empty() {
        return;
    }
    markup.inside("details", &[("class", "law")], |details| {
        details.leaf("summary", &[], sheet.words.readings);
        left.iter()
            .for_each(|reading| sense(details, sheet, reading));
    });
}

fn row(markup: &mut Markup, sheet: &Sheet<'_>, reason: &Reason<'_>, reading: Option<&str>) {
    let parts = &sheet.shown.look.words().parts;
    let (icon, word) = match reason.met {
        Met::Met => (Icon::Tick, parts.met),
        Met::NotMet => (Icon::Cross, parts.not_met),
        Met::Unknown => (Icon::Ring, parts.unknown),
    };
    let marks = [
        ("class", "reason"),
        ("data-clause", &*reason.law.clause),
        ("data-met", reason.met.as_str()),
    ];
    markup.inside("li", &marks, |item| {
        item.inside("p", &[("class", "reason-met")], |line| {
            line.icon(icon);
            line.leaf("span", &[], word);
        });
        item.leaf(
            "p",
            &[("class", "reason-sentence")],
            &sheet.says(&reason.finding),
        );
        let (yours, needed) = values(sheet, &reason.finding);
        if !yours.is_empty() || !needed.is_empty() {
            item.inside("dl", &[("class", "reason-values")], |list| {
                for (name, value) in [(parts.yours, yours), (parts.needed, needed)] {
                    if !value.is_empty() {
                        pair(list, name, |place| place.text(&value));
                    }
                }
            });
        }
        citation(item, sheet, reason.law, reading);
    });
}

/// The clause's name, and its own words once asked for.
fn citation(markup: &mut Markup, sheet: &Sheet<'_>, law: &Law, reading: Option<&str>) {
    let parts = &sheet.shown.look.words().parts;
    markup.inside("details", &[("class", "law")], |details| {
        details.inside("summary", &[], |summary| {
            summary.leaf("span", &[("class", "law-word")], parts.law);
            summary.text(" ");
            summary.leaf("span", &[("lang", "zh-CN")], &sheet.clause_name(law));
        });
        if let Some(clause) = sheet.answer.clause(law) {
            details.leaf(
                "blockquote",
                &[("class", "law-text"), ("lang", "zh-CN")],
                &clause.text,
            );
        }
        if let Some(reading) = reading.and_then(|reading| sheet.answer.areas.reading(reading)) {
            sense(details, sheet, reading);
        }
        let address = ["/law/", &*law.clause].concat();
        details.inside("p", &[], |line| {
            line.leaf(
                "a",
                &[("class", "clause"), ("href", &address)],
                parts.law_whole,
            );
        });
    });
}

/// The sense taken of ambiguous words.
fn sense(markup: &mut Markup, sheet: &Sheet<'_>, reading: &Reading) {
    let sense = match sheet.lang {
        Lang::Zh => &reading.zh,
        Lang::En => &reading.en,
    };
    let parts = &sheet.shown.look.words().parts;
    markup.inside(
        "p",
        &[("class", "law-sense"), ("data-reading", &reading.id)],
        |line| {
            line.text(&[parts.reading, " ", &reading.id, " · "].concat());
            line.leaf("q", &[("lang", "zh-CN")], &reading.of);
            line.text(" ");
            line.text(sense);
        },
    );
}

/// The family's own value and the threshold, where a condition has them; else empty.
fn values(sheet: &Sheet<'_>, finding: &Finding) -> (String, String) {
    use Finding as F;
    let mother = |year: i32| (mothers_cover(sheet), cover_needed(sheet, year));
    match *finding {
        F::GestationReached {
            days,
            at_least_days,
            ..
        }
        | F::GestationNotReached {
            days,
            at_least_days,
            ..
        } => (
            dates::weeks(sheet.lang, days),
            dates::weeks_short(sheet.lang, at_least_days),
        ),
        F::MotherInsured { year } | F::MotherUninsured { year } | F::MotherYearUntold { year } => {
            mother(year)
        }
        F::MotherOtherYear { year, .. } => mother(year),
        F::MotherCoverUntold | F::MotherAreaUntold | F::MotherElsewhere => {
            mother(sheet.today.year())
        }
        F::ParentHukouFits { role } | F::ParentHukouElsewhere { role } => {
            (hukou(sheet, &[role]), String::new())
        }
        F::NoParentHukouFits
        | F::ParentHukouUntold
        | F::LocalTie
        | F::NoLocalTie
        | F::LocalTieUntold => (hukou(sheet, Role::ALL), String::new()),
        F::HospitalFits | F::HospitalElsewhere => (hospitals(sheet), String::new()),
        F::InTime { last }
        | F::LastDayOver { last }
        | F::LastDayOnWeekend { last }
        | F::LastDayPastAsk { last } => {
            let today = fill(sheet.words.today_is, &[("day", &sheet.day(sheet.today))]);
            (
                today,
                fill(sheet.words.at_the_latest, &[("day", &sheet.day(last))]),
            )
        }
        _ => Default::default(),
    }
}

fn mothers_cover(sheet: &Sheet<'_>) -> String {
    let cover = sheet.answer.facts.mother.enrolment.as_ref();
    cover.map_or_else(String::new, |cover| sheet.cover(cover))
}

/// The year, and the area where the rules ask for cover there.
fn cover_needed(sheet: &Sheet<'_>, year: i32) -> String {
    let rules = sheet.answer.edition.pre_enrolment.rules();
    let is_here = rules
        .and_then(|rules| rules.mother.as_ref())
        .is_some_and(|rule| rule.in_area);
    let year = sheet.year(year);
    match is_here {
        true => [&year, " · ", sheet.answer.edition.name.in_lang(sheet.lang)].concat(),
        false => year,
    }
}

fn hukou(sheet: &Sheet<'_>, roles: &[Role]) -> String {
    let told = roles.iter().filter_map(|role| {
        let area = sheet.answer.facts.parent(*role).hukou?;
        Some([sheet.parent(*role), " ", &sheet.place(area)].concat())
    });
    told.collect::<Vec<_>>().join(" · ")
}

fn hospitals(sheet: &Sheet<'_>) -> String {
    let mut areas: Vec<_> = sheet
        .answer
        .facts
        .births
        .iter()
        .filter_map(|birth| birth.hospital_area)
        .collect();
    areas.dedup();
    areas
        .into_iter()
        .map(|area| sheet.place(area))
        .collect::<Vec<_>>()
        .join(" · ")
}
