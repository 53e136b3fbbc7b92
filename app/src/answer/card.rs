//! A service's card: its verdict in one sentence, its days, what would help, what to bring, and why.

use policy::{
    Day, Verdict,
    answer::ServiceAnswer,
    edition::LimitFrom,
    verdict::{Route, Service},
};

use super::{
    head::{draw_notice, pair},
    markup::Markup,
    order::Order,
    provisional, question, reason, remedy, sentence,
    sheet::Sheet,
};
use crate::{
    parts::{verdict_icon, verdict_word},
    words::{dates, service_name},
};

/// How much room a card takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rank {
    /// The first of the answer: largest, with its conditions open.
    First,
    /// One of the others.
    Further,
}

/// Draws the cards of the services that matter.
pub fn cards(markup: &mut Markup, sheet: &Sheet<'_>, order: &Order) {
    for (place, service) in order.shown.iter().enumerate() {
        let rank = if place == 0 {
            Rank::First
        } else {
            Rank::Further
        };
        card(markup, sheet, *service, rank);
    }
}

/// Draws the others, folded away; after a loss nobody is shown them.
pub fn others(markup: &mut Markup, sheet: &Sheet<'_>, order: &Order) {
    if !order.folded.is_empty() {
        markup.inside("details", &[("class", "fold")], |fold| {
            fold.leaf("summary", &[], sheet.words.others);
            fold.inside("div", &[("class", "fold-body")], |body| {
                order
                    .folded
                    .iter()
                    .for_each(|service| card(body, sheet, *service, Rank::Further));
            });
        });
    }
    if !order.silent.is_empty() {
        markup.inside("div", &[("hidden", "")], |silent| {
            order
                .silent
                .iter()
                .for_each(|service| card(silent, sheet, *service, Rank::Further));
        });
    }
}

fn card(markup: &mut Markup, sheet: &Sheet<'_>, service: Service, rank: Rank) {
    let answer = sheet.answer.service(service);
    let (name, verdict) = (service.as_str(), answer.verdict.as_str());
    let heading = ["s-", name].concat();
    let marks = [
        (
            "class",
            if rank == Rank::First {
                "card card-first"
            } else {
                "card"
            },
        ),
        ("data-service", name),
        ("data-verdict", verdict),
        ("data-tone", verdict),
        ("aria-labelledby", &heading),
    ];
    markup.inside("section", &marks, |card| {
        card.inside("div", &[("class", "card-head")], |head| {
            head.leaf(
                "h2",
                &[("class", "card-title"), ("id", &heading)],
                service_name(sheet.lang, service),
            );
            badge(head, sheet, answer.verdict);
            head.leaf(
                "p",
                &[("class", "card-sentence")],
                &sentence::of(sheet, service),
            );
        });
        card.inside("div", &[("class", "card-body")], |body| {
            draw_body(body, sheet, service, rank);
        });
    });
}

fn badge(markup: &mut Markup, sheet: &Sheet<'_>, verdict: Verdict) {
    markup.inside(
        "span",
        &[("class", "badge"), ("data-tone", verdict.as_str())],
        |badge| {
            badge.icon(verdict_icon(verdict));
            badge.leaf("span", &[], verdict_word(sheet.shown.look, verdict));
        },
    );
}

fn draw_body(markup: &mut Markup, sheet: &Sheet<'_>, service: Service, rank: Rank) {
    let answer = sheet.answer.service(service);
    question::draw(markup, sheet, answer);
    remedy::draw(markup, sheet, answer);
    days(markup, sheet, service);
    provisional::draw(markup, sheet, service);
    materials(markup, sheet, answer);
    answer
        .notices
        .iter()
        .for_each(|notice| draw_notice(markup, sheet, notice));
    if rank == Rank::First && !sheet.family.is_bereaved() {
        markup.leaf("h3", &[], sheet.words.conditions);
        reason::draw(markup, sheet, answer);
    } else {
        markup.inside("details", &[("class", "fold")], |fold| {
            fold.leaf("summary", &[], sheet.words.conditions);
            fold.inside("div", &[("class", "fold-body")], |body| {
                reason::draw(body, sheet, answer);
            });
        });
    }
}

/// The first and the last day, from when the baby is covered, and where to go.
fn days(markup: &mut Markup, sheet: &Sheet<'_>, service: Service) {
    let (answer, words) = (sheet.answer.service(service), sheet.words);
    let rows = [
        (words.opens_on, "opens_on", answer.opens_on),
        (words.closes_on, "closes_on", answer.closes_on),
        (words.covers_from, "covers_from", answer.covers_from),
    ];
    let about = closes_about(sheet, service);
    if answer.route.is_none() && about.is_none() && rows.iter().all(|(_, _, day)| day.is_none()) {
        return;
    }
    markup.inside("dl", &[("class", "card-days")], |list| {
        for (name, mark, day) in rows {
            if let Some(day) = day {
                pair(list, name, |value| {
                    on(value, sheet, answer.verdict, mark, day);
                });
            }
        }
        if let Some(day) = about {
            pair(list, words.closes_on, |value| {
                value.leaf("time", &[("datetime", &dates::iso(day))], &sheet.day(day));
                value.text(" ");
                value.leaf("small", &[], sheet.shown.look.words().parts.estimated);
            });
        }
        if let Some(route) = answer.route {
            let word = match route {
                Route::TaxBureau => words.tax_bureau,
                Route::MedicalInsuranceBureau => words.medical_insurance_bureau,
            };
            pair(list, words.route, |value| {
                value.leaf("span", &[("data-route", route.as_str())], word);
            });
        }
    });
}

fn on(markup: &mut Markup, sheet: &Sheet<'_>, verdict: Verdict, mark: &str, day: Day) {
    let words = sheet.words;
    markup.leaf(
        "time",
        &[("datetime", &dates::iso(day)), ("data-day", mark)],
        &sheet.day(day),
    );
    let beside = match mark {
        "covers_from" => words.covers_once_paid.to_owned(),
        // That it opened once is said by the day itself, and what is done needs no hurry.
        "opens_on" if day < sheet.today => return,
        _ if verdict == Verdict::AlreadyDone => return,
        _ => sheet.distance(day),
    };
    markup.text(" ");
    markup.leaf("small", &[], &beside);
}

/// The last day if the baby came on its due date, for what waits for the birth.
pub fn closes_about(sheet: &Sheet<'_>, service: Service) -> Option<Day> {
    let (gestation, edition) = (sheet.answer.gestation?, sheet.answer.edition);
    let limit = match service {
        Service::HospitalPreRegistration => &edition.hospital_pre_registration.rules()?.last_day,
        Service::NewbornEnrolment => edition.newborn_enrolment.last_day.as_ref()?,
        Service::PreEnrolment
        | Service::DeceasedNewbornEnrolment
        | Service::InformationUpdate
        | Service::Refund => return None,
    };
    let is_awaited = sheet.answer.service(service).verdict == Verdict::NotYet;
    (is_awaited && limit.from == LimitFrom::Birth).then(|| gestation.due_date.plus(limit.span))
}

/// What to bring, while there is something to go for.
fn materials(markup: &mut Markup, sheet: &Sheet<'_>, answer: &ServiceAnswer<'_>) {
    let is_of_use = match answer.verdict {
        Verdict::Eligible | Verdict::NotYet | Verdict::AskAgency | Verdict::MissingFacts => true,
        Verdict::AlreadyDone | Verdict::Closed | Verdict::NotEligible | Verdict::NotOffered => {
            false
        }
    };
    if !is_of_use || answer.materials.is_empty() {
        return;
    }
    markup.leaf("h3", &[], sheet.shown.look.words().parts.bring);
    markup.inside("ul", &[("class", "materials")], |list| {
        answer
            .materials
            .iter()
            .for_each(|paper| list.leaf("li", &[], paper.in_lang(sheet.lang)));
    });
}
