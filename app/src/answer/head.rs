//! What was asked: the day, the place, how far the pregnancy is; then what the whole family should know.

use policy::{
    Verdict,
    notice::Notice,
    verdict::{Service, Warning},
};

use super::{markup::Markup, order::Family, sheet::Sheet};
use crate::{parts::Icon, words::dates};

/// Draws it.
pub fn draw(markup: &mut Markup, sheet: &Sheet<'_>) {
    let words = sheet.words;
    markup.inside("dl", &[("class", "answer-asked")], |list| {
        let day = sheet.day(sheet.today);
        pair(list, words.asked_on, |value| {
            value.leaf("time", &[("datetime", &dates::iso(sheet.today))], &day);
        });
        pair(list, words.place, |value| value.text(&rules_of(sheet)));
        if let Some(gestation) = sheet.answer.gestation {
            pair(list, words.gestation, |value| {
                value.text(&dates::weeks(sheet.lang, gestation.days));
            });
            pair(list, words.due_date, |value| {
                value.leaf(
                    "time",
                    &[("datetime", &dates::iso(gestation.due_date))],
                    &sheet.day(gestation.due_date),
                );
            });
            pair(list, words.enrolment_year, |value| {
                value.text(&sheet.year(gestation.enrolment_year()));
            });
        }
    });
    if let Some(lead) = lead(sheet) {
        markup.leaf("p", &[("class", "answer-lead")], lead);
    }
    sheet
        .answer
        .warnings()
        .for_each(|warning| draw_warning(markup, sheet, warning));
}

/// The place told, and whose rules answer for it where that says more.
fn rules_of(sheet: &Sheet<'_>) -> String {
    let (place, rules) = (
        sheet.place(sheet.answer.facts.area),
        sheet.answer.edition.name.in_lang(sheet.lang),
    );
    if place.contains(rules) {
        return place;
    }
    if place == sheet.answer.facts.area.as_str() {
        return rules.to_owned();
    }
    [&place, " · ", rules].concat()
}

/// A name and its value.
pub fn pair(markup: &mut Markup, name: &str, value: impl FnOnce(&mut Markup)) {
    markup.inside("div", &[], |row| {
        row.leaf("dt", &[], name);
        row.inside("dd", &[], value);
    });
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

fn draw_warning(markup: &mut Markup, sheet: &Sheet<'_>, warning: Warning) {
    let years = (warning == Warning::TwoPossibleBirthYears)
        .then_some(sheet.answer.gestation)
        .flatten()
        .map(|gestation| gestation.birth_years());
    markup.inside(
        "div",
        &[
            ("class", "notice"),
            ("data-tone", "soon"),
            ("data-warning", warning.as_str()),
        ],
        |notice| {
            notice.icon(Icon::Clock);
            notice.inside("div", &[("class", "notice-body")], |body| {
                body.leaf("p", &[], warning.says(sheet.lang));
                if let Some((first, last)) = years {
                    let both = [&sheet.year(first), sheet.words.comma, &sheet.year(last)].concat();
                    body.leaf("p", &[("class", "notice-years")], &both);
                }
            });
        },
    );
}

/// A newer document that changes no verdict.
pub fn draw_notice(markup: &mut Markup, sheet: &Sheet<'_>, notice: &Notice) {
    markup.inside(
        "div",
        &[
            ("class", "notice"),
            ("data-tone", "know"),
            ("data-notice", ""),
        ],
        |card| {
            card.icon(Icon::Speech);
            card.inside("div", &[("class", "notice-body")], |body| {
                body.inside("p", &[("class", "notice-title")], |line| {
                    line.leaf("span", &[("lang", "zh-CN")], &notice.source);
                    line.text(" · ");
                    line.leaf(
                        "time",
                        &[("datetime", &dates::iso(notice.on))],
                        &dates::day_plain(sheet.lang, notice.on),
                    );
                });
                body.leaf("p", &[], notice.says.in_lang(sheet.lang));
            });
        },
    );
}
