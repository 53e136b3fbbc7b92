//! The name and number under which a baby is enrolled before it has its own: as they will be entered, or the rule with
//! open places where the parent's are not told. Absent: any change to them; the case of each letter is part of it.

use policy::{
    answer::Missing,
    edition::ProvisionalRule,
    facts::{Role, Sex},
    verdict::Service,
};

use super::{markup::Markup, question, sheet::Sheet};
use crate::words::fill;

/// Draws them; nothing where the service gives none.
pub fn draw(markup: &mut Markup, sheet: &Sheet<'_>, service: Service) {
    let (answer, words) = (sheet.answer.service(service), sheet.words);
    let private: Vec<Missing> = answer
        .missing
        .iter()
        .copied()
        .filter(|missing| !question::is_decisive(*missing))
        .collect();
    if answer.provisional.is_empty() && private.is_empty() {
        return;
    }
    markup.leaf("h3", &[], words.provisional);
    let note = match service {
        Service::DeceasedNewbornEnrolment => words.serial,
        _ => words.provisional_use,
    };
    markup.leaf("p", &[], note);
    markup.inside("ul", &[("class", "provisional")], |list| {
        for baby in &answer.provisional {
            list.inside("li", &[("data-provisional", "")], |item| {
                value(item, words.name, &baby.name.to_string());
                value(item, words.number, &baby.number.to_string());
                certificate(item, sheet, baby.certificate_type);
            });
        }
        if answer.provisional.is_empty() {
            open_places(list, sheet, service, &private);
        }
    });
    if !private.is_empty() {
        question::list(markup, sheet, &private);
        markup.leaf(
            "p",
            &[("class", "provisional-private")],
            words.provisional_private,
        );
    }
}

/// A name or a number in its own element, which no translator may touch.
fn value(markup: &mut Markup, name: &str, value: &str) {
    markup.inside("p", &[], |line| {
        line.leaf("span", &[("class", "provisional-label")], name);
        line.text(" ");
        line.leaf("data", &[("value", value), ("translate", "no")], value);
    });
}

fn certificate(markup: &mut Markup, sheet: &Sheet<'_>, code: &str) {
    markup.inside("p", &[], |line| {
        line.leaf(
            "span",
            &[("class", "provisional-label")],
            sheet.words.certificate,
        );
        line.text(" ");
        line.text(&fill(sheet.words.certificate_other, &[("code", code)]));
    });
}

/// The rule itself, with the parent's name and number as open places.
fn open_places(markup: &mut Markup, sheet: &Sheet<'_>, service: Service, private: &[Missing]) {
    let words = sheet.words;
    let role = private.iter().find_map(|missing| match missing {
        Missing::Name(role) | Missing::IdNumber(role) => Some(*role),
        _ => None,
    });
    let parent = sheet.parent(role.unwrap_or(Role::Mother));
    let name = |tail: &str| [&fill(words.name_of, &[("parent", parent)]), tail].concat();
    let number = |tail: &str| [&fill(words.id_number_of, &[("parent", parent)]), tail].concat();
    let mut row = |label: &str, name: &str, number: &str| {
        markup.inside("li", &[("class", "provisional-open")], |item| {
            if !label.is_empty() {
                item.leaf("p", &[], label);
            }
            for (label, value) in [(words.name, name), (words.number, number)] {
                item.inside("p", &[], |line| {
                    line.leaf("span", &[("class", "provisional-label")], label);
                    line.text(" ");
                    line.leaf("span", &[("translate", "no")], value);
                });
            }
        });
    };
    match rule(sheet, service) {
        Some(ProvisionalRule::Tail(rule)) => {
            let count = sheet
                .answer
                .facts
                .pregnancy
                .as_ref()
                .map_or(1, |pregnancy| pregnancy.fetuses);
            for place in 1..=count {
                let tail = match count {
                    1 => rule.tail.to_string(),
                    _ => [&rule.tail, &*place.to_string()].concat(),
                };
                row("", &name(&tail), &number(&tail));
            }
        }
        Some(ProvisionalRule::BySex(rule)) => {
            let births = &sheet.answer.facts.births;
            for (sex, label, tails) in [
                (Sex::Female, words.girl, &rule.girl),
                (Sex::Male, words.boy, &rule.boy),
            ] {
                if births.iter().any(|birth| birth.sex == sex) {
                    row(label, &name(&tails.name), &number(&tails.first));
                }
            }
            if births.len() > 1 {
                markup.leaf("li", &[], words.by_order);
            }
        }
        Some(ProvisionalRule::DrawnByAgency(_)) => {}
        None => {
            let prefix = sheet
                .answer
                .edition
                .deceased_newborn_enrolment
                .rules()
                .map(|rules| &*rules.number_prefix);
            row("", &name(""), prefix.unwrap_or_default());
        }
    }
}

fn rule<'a>(sheet: &Sheet<'a>, service: Service) -> Option<&'a ProvisionalRule> {
    let edition = sheet.answer.edition;
    match service {
        Service::PreEnrolment => edition.pre_enrolment.rules()?.provisional.as_ref(),
        Service::HospitalPreRegistration => {
            Some(&edition.hospital_pre_registration.rules()?.provisional)
        }
        Service::NewbornEnrolment
        | Service::DeceasedNewbornEnrolment
        | Service::InformationUpdate
        | Service::Refund => None,
    }
}
