//! What is not told and would matter, as questions that lead to their controls.

use policy::answer::{Missing, ServiceAnswer};

use super::sheet::Sheet;
use crate::{forms::check::control_name, markup::Markup, words::fill};

/// Does it bear on the verdict? A name and a number only show what the baby will be called.
pub fn is_decisive(missing: Missing) -> bool {
    !matches!(missing, Missing::Name(_) | Missing::IdNumber(_))
}

/// Draws the questions that bear on the verdict.
pub fn draw(markup: &mut Markup, sheet: &Sheet<'_>, answer: &ServiceAnswer<'_>) {
    if answer.missing.iter().any(|missing| is_decisive(*missing)) {
        markup.put("<h3>{}</h3>", &[sheet.words.questions]);
        list(markup, sheet, answer, true);
    }
}

/// Those questions that bear on the verdict, or those that don't, each a link to its control.
pub fn list(markup: &mut Markup, sheet: &Sheet<'_>, answer: &ServiceAnswer<'_>, decisive: bool) {
    markup.put(r#"<ul class="questions">"#, &[]);
    for missing in &answer.missing {
        if is_decisive(*missing) == decisive {
            let (pointer, question) = (missing.to_string(), of(sheet, *missing));
            markup.put(
                r##"<li data-missing="{}"><a href="#q-{}">{}</a></li>"##,
                &[&pointer, control_name(*missing), &question],
            );
        }
    }
    markup.put("</ul>", &[]);
}

/// The question that would tell it.
pub fn of(sheet: &Sheet<'_>, missing: Missing) -> String {
    let words = sheet.words;
    let (question, role) = match missing {
        Missing::Pregnancy => return words.ask_pregnancy.to_owned(),
        Missing::BenefitUsed => return words.ask_benefit.to_owned(),
        Missing::HospitalArea(_) if sheet.answer.facts.births.len() < 2 => {
            return words.ask_hospital.to_owned();
        }
        Missing::HospitalArea(place) => {
            let number = (place + 1).to_string();
            return fill(
                words.baby,
                &[("number", &number), ("question", words.ask_hospital)],
            );
        }
        Missing::Enrolment(role) => (words.ask_cover, role),
        Missing::EnrolmentYear(role) => (words.ask_cover_year, role),
        Missing::EnrolmentArea(role) => (words.ask_cover_area, role),
        Missing::Hukou(role) => (words.ask_hukou, role),
        Missing::Name(role) => (words.ask_name, role),
        Missing::IdNumber(role) => (words.ask_id_number, role),
    };
    fill(question, &[("parent", sheet.parent(role))])
}
