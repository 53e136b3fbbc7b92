//! Each condition that was looked at: whether it holds, what is needed beside what the family has, and its clause a
//! tap away, in the document's own words.

use policy::{
    answer::{Reason, ServiceAnswer},
    clause::Law,
    facts::Role,
    finding::Finding,
    verdict::Met,
};

use super::{head::PAIR, sheet::Sheet};
use crate::{
    Lang,
    markup::Markup,
    parts::Icon,
    words::{dates, fill, in_a_row},
};

/// Draws every condition of a service. Each reading stands with the first condition that took it; those that no
/// condition took stand at the end.
pub fn draw(markup: &mut Markup, sheet: &Sheet<'_>, answer: &ServiceAnswer<'_>) {
    let mut told: Vec<&str> = Vec::new();
    markup.put(r#"<ul class="reasons">"#, &[]);
    for reason in &answer.reasons {
        let reading = reason.law.reading.as_deref();
        let reading = reading.filter(|reading| !told.contains(reading));
        told.extend(reading);
        row(markup, sheet, reason, reading);
    }
    markup.put("</ul>", &[]);
    let mut left = answer
        .readings
        .iter()
        .filter(|reading| !told.contains(*reading))
        .peekable();
    if left.peek().is_none() {
        return;
    }
    markup.put(
        r#"<details class="law"><summary>{}</summary>"#,
        &[sheet.words.readings],
    );
    for reading in left {
        sense(markup, sheet, reading);
    }
    markup.put("</details>", &[]);
}

fn row(markup: &mut Markup, sheet: &Sheet<'_>, reason: &Reason<'_>, reading: Option<&str>) {
    let parts = &sheet.shown.look.words().parts;
    let (icon, word) = match reason.met {
        Met::Met => (Icon::Tick, parts.met),
        Met::NotMet => (Icon::Cross, parts.not_met),
        Met::Unknown => (Icon::Ring, parts.unknown),
    };
    markup.put(
        r#"<li class="reason" data-clause="{}" data-met="{}"><p class="reason-met">"#,
        &[&reason.law.clause, reason.met.as_str()],
    );
    markup.icon(icon);
    markup.put(
        r#"<span>{}</span></p><p class="reason-sentence">{}</p>"#,
        &[word, &sheet.says(&reason.finding)],
    );
    let (yours, needed) = values(sheet, &reason.finding);
    if !yours.is_empty() || !needed.is_empty() {
        markup.put(r#"<dl class="reason-values">"#, &[]);
        for (name, value) in [(parts.yours, yours), (parts.needed, needed)] {
            if !value.is_empty() {
                markup.put(PAIR, &[name, &value]);
            }
        }
        markup.put("</dl>", &[]);
    }
    citation(markup, sheet, reason.law, reading);
    markup.put("</li>", &[]);
}

/// The clause's name, and its own words once asked for.
fn citation(markup: &mut Markup, sheet: &Sheet<'_>, law: &Law, reading: Option<&str>) {
    let parts = &sheet.shown.look.words().parts;
    let text = sheet.answer.clause(law).map_or("", |clause| &clause.text);
    markup.put(
        concat!(
            r#"<details class="law"><summary><span class="law-word">{}</span> <span lang="zh-CN">{}</span></summary>"#,
            r#"<blockquote class="law-text" lang="zh-CN">{}</blockquote>"#
        ),
        &[parts.law, &sheet.clause_name(law), text],
    );
    if let Some(reading) = reading {
        sense(markup, sheet, reading);
    }
    markup.put(
        r#"<p><a class="clause" href="/law/{}">{}</a></p></details>"#,
        &[&law.clause, parts.law_whole],
    );
}

/// The sense taken of ambiguous words.
fn sense(markup: &mut Markup, sheet: &Sheet<'_>, reading: &str) {
    let Some(reading) = sheet.answer.areas.reading(reading) else {
        return;
    };
    let sense = match sheet.lang.spoken() {
        Lang::Zh => &reading.zh,
        Lang::En => &reading.en,
    };
    let word = sheet.shown.look.words().parts.reading;
    markup.put(
        r#"<p class="law-sense" data-reading="{}">{} {} · <q lang="zh-CN">{}</q> {}</p>"#,
        &[&reading.id, word, &reading.id, &reading.of, sense],
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
    places_in_a_row(&told.collect::<Vec<_>>())
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
    let places: Vec<String> = areas.into_iter().map(|area| sheet.place(area)).collect();
    places_in_a_row(&places)
}

fn places_in_a_row(places: &[String]) -> String {
    let places: Vec<&str> = places.iter().map(String::as_str).collect();
    in_a_row(&places, " · ")
}
