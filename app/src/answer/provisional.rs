//! The name and number under which a baby is enrolled before it has its own: as they will be entered, or the rule with
//! open places where the parent's are not told. Absent: any change to them; the case of each letter is part of it.

use policy::{
    Verdict,
    answer::Missing,
    edition::ProvisionalRule,
    facts::{Role, Sex},
    verdict::Service,
};

use super::{question, sheet::Sheet};
use crate::markup::Markup;
use crate::words::fill;

/// Draws them; nothing where the service gives none.
pub fn draw(markup: &mut Markup, sheet: &Sheet<'_>, service: Service) {
    let (answer, words) = (sheet.answer.service(service), sheet.words);
    let lacks_name = answer
        .missing
        .iter()
        .any(|missing| !question::is_decisive(*missing));
    let rule = rule(sheet, service);
    let is_drawn = matches!(rule, Some(ProvisionalRule::DrawnByAgency(_)));
    if is_drawn && matches!(answer.verdict, Verdict::Eligible | Verdict::NotYet) {
        return markup.put("<h3>{}</h3><p>{}</p>", &[words.provisional, words.drawn]);
    }
    if answer.provisional.is_empty() && !lacks_name {
        return;
    }
    let note = match service {
        Service::DeceasedNewbornEnrolment => words.serial,
        _ => words.provisional_use,
    };
    markup.put(
        r#"<h3>{}</h3><p>{}</p><ul class="provisional">"#,
        &[words.provisional, note],
    );
    for baby in &answer.provisional {
        let (name, number) = (baby.name.to_string(), baby.number.to_string());
        let certificate = fill(words.certificate_other, &[("code", baby.certificate_type)]);
        // Each value in its own element, which no translator may touch.
        markup.put(
            concat!(
                r#"<li data-provisional=""><p><span class="provisional-label">{}</span> "#,
                r#"<data value="{}" translate="no">{}</data></p><p><span class="provisional-label">{}</span> "#,
                r#"<data value="{}" translate="no">{}</data></p><p><span class="provisional-label">{}</span> {}</p></li>"#
            ),
            &[
                words.name,
                &name,
                &name,
                words.number,
                &number,
                &number,
                words.certificate,
                &certificate,
            ],
        );
    }
    if answer.provisional.is_empty() {
        open_places(markup, sheet, service, rule);
    }
    markup.put("</ul>", &[]);
    let is_by_sex = matches!(rule, Some(ProvisionalRule::BySex(_)));
    if is_by_sex && answer.provisional.is_empty() && sheet.answer.facts.births.len() > 1 {
        markup.put("<p>{}</p>", &[words.by_order]);
    }
    if lacks_name {
        markup.put(r#"<div class="by-script">"#, &[]);
        question::list(markup, sheet, answer, false);
        markup.put(
            r#"<p class="provisional-private">{}</p></div>"#,
            &[words.provisional_private],
        );
    }
}

/// The rule itself, with the parent's name and number as open places.
fn open_places(
    markup: &mut Markup,
    sheet: &Sheet<'_>,
    service: Service,
    rule: Option<&ProvisionalRule>,
) {
    let (words, facts) = (sheet.words, sheet.answer.facts);
    match rule {
        Some(ProvisionalRule::Tail(rule)) => {
            let count = facts
                .pregnancy
                .as_ref()
                .map_or(1, |pregnancy| pregnancy.fetuses);
            for place in 1..=count {
                let tail = match count {
                    1 => rule.tail.to_string(),
                    _ => [&rule.tail, &*place.to_string()].concat(),
                };
                open_place(markup, sheet, service, ["", &tail, &tail]);
            }
        }
        Some(ProvisionalRule::BySex(rule)) => {
            for (sex, label, tails) in [
                (Sex::Female, words.girl, &rule.girl),
                (Sex::Male, words.boy, &rule.boy),
            ] {
                if facts.births.iter().any(|birth| birth.sex == sex) {
                    open_place(markup, sheet, service, [label, &tails.name, &tails.first]);
                }
            }
        }
        Some(ProvisionalRule::DrawnByAgency(_)) => {}
        None => open_place(markup, sheet, service, [""; 3]),
    }
}

/// One baby's open places: its label, and what is added to the parent's name and to the number.
fn open_place(markup: &mut Markup, sheet: &Sheet<'_>, service: Service, said: [&str; 3]) {
    let words = sheet.words;
    let private = |missing: &Missing| match missing {
        Missing::Name(role) | Missing::IdNumber(role) => Some(*role),
        _ => None,
    };
    let role = sheet
        .answer
        .service(service)
        .missing
        .iter()
        .find_map(private);
    let parent = [("parent", sheet.parent(role.unwrap_or(Role::Mother)))];
    let [label, name_tail, number_tail] = said;
    let deceased = sheet.answer.edition.deceased_newborn_enrolment.rules();
    let number = match deceased.filter(|_| service == Service::DeceasedNewbornEnrolment) {
        Some(rules) => rules.number_prefix.to_string(),
        None => fill(words.id_number_of, &parent),
    };
    markup.put(r#"<li class="provisional-open">"#, &[]);
    if !label.is_empty() {
        markup.put("<p>{}</p>", &[label]);
    }
    markup.put(
        concat!(
            r#"<p><span class="provisional-label">{}</span> "#,
            r#"<span translate="no">{}{}</span></p><p><span class="provisional-label">{}</span> "#,
            r#"<span translate="no">{}{}</span></p></li>"#
        ),
        &[
            words.name,
            &fill(words.name_of, &parent),
            name_tail,
            words.number,
            &number,
            number_tail,
        ],
    );
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
