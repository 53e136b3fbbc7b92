//! What was asked: the day, the place, how far the pregnancy is; then what the whole family should know.

use policy::{
    Day, Verdict,
    verdict::{Service, Warning},
};

use super::{order::Family, sheet::Sheet};
use crate::{markup::Markup, parts::Icon, words::dates};

/// A name and its value.
pub const PAIR: &str = "<div><dt>{}</dt><dd>{}</dd></div>";

/// Draws it.
pub fn draw(markup: &mut Markup, sheet: &Sheet<'_>) {
    let words = sheet.words;
    markup.put(r#"<dl class="answer-asked">"#, &[]);
    day(markup, sheet, words.asked_on, sheet.today);
    markup.put(PAIR, &[words.place, &rules_of(sheet)]);
    if let Some(gestation) = sheet.answer.gestation {
        markup.put(
            PAIR,
            &[words.gestation, &dates::weeks(sheet.lang, gestation.days)],
        );
        day(markup, sheet, words.due_date, gestation.due_date);
        markup.put(
            PAIR,
            &[
                words.enrolment_year,
                &sheet.year(gestation.enrolment_year()),
            ],
        );
    }
    markup.put("</dl>", &[]);
    if let Some(lead) = lead(sheet) {
        markup.put(r#"<p class="answer-lead">{}</p>"#, &[lead]);
    }
    for warning in sheet.answer.warnings() {
        draw_warning(markup, sheet, warning);
    }
}

fn day(markup: &mut Markup, sheet: &Sheet<'_>, name: &str, day: Day) {
    markup.put(
        r#"<div><dt>{}</dt><dd><time datetime="{}">{}</time></dd></div>"#,
        &[name, &dates::iso(day), &sheet.day(day)],
    );
}

/// The place told, and whose rules answer for it where that says more.
fn rules_of(sheet: &Sheet<'_>) -> String {
    let (place, rules) = (
        sheet.place(sheet.answer.facts.area),
        sheet.answer.edition.name.in_lang(sheet.lang),
    );
    // Not `contains`: its search is quick in long texts and half a kilobyte of what a phone loads.
    let mut parts = place.as_bytes().windows(rules.len().max(1));
    if parts.any(|part| part == rules.as_bytes()) {
        return place;
    }
    if place == sheet.answer.facts.area.as_str() {
        return rules.to_owned();
    }
    [&place, " · ", rules].concat()
}

/// What no service says by itself.
fn lead(sheet: &Sheet<'_>) -> Option<&'static str> {
    let is_offered = |service| sheet.answer.service(service).verdict != Verdict::NotOffered;
    match sheet.family {
        Family::Lost if sheet.answer.facts.payments.is_empty() => Some(sheet.words.lost),
        Family::Lost => Some(sheet.words.lost_paid),
        Family::NoneLiving => Some(sheet.words.none_living),
        Family::Pregnant
            if !is_offered(Service::PreEnrolment)
                && !is_offered(Service::HospitalPreRegistration) =>
        {
            Some(sheet.words.nothing_before_birth)
        }
        Family::Untold | Family::Pregnant | Family::Living => None,
    }
}

/// That the birth may fall into either of two years, for a page that has an answer of its own; none where it may not.
#[cfg(feature = "ssr")]
pub fn years(answer: &policy::Answer<'_>, shown: &super::Shown) -> Option<String> {
    let warning = Warning::TwoPossibleBirthYears;
    let mut warnings = answer.warnings();
    warnings.find(|told| *told == warning)?;
    let mut markup = Markup::new(shown.look);
    draw_warning(&mut markup, &Sheet::new(answer, shown), warning);
    Some(markup.finish())
}

fn draw_warning(markup: &mut Markup, sheet: &Sheet<'_>, warning: Warning) {
    markup.put(
        r#"<div class="notice" data-tone="soon" data-warning="{}">"#,
        &[warning.as_str()],
    );
    markup.icon(Icon::Clock);
    markup.put(
        r#"<div class="notice-body"><p>{}</p>"#,
        &[warning.says(sheet.lang)],
    );
    let gestation = sheet
        .answer
        .gestation
        .filter(|_| warning == Warning::TwoPossibleBirthYears);
    if let Some((first, last)) = gestation.map(|gestation| gestation.birth_years()) {
        markup.put(
            r#"<p class="notice-years">{}{}{}</p>"#,
            &[&sheet.year(first), sheet.words.comma, &sheet.year(last)],
        );
    }
    markup.put("</div></div>", &[]);
}
