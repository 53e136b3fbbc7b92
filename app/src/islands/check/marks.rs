//! What is said beside the answer: how a value is understood, what is wrong with it, and all that is wrong on top.

use web_sys::Element;

use super::page::{by_id, element, question, write};
use crate::{
    Lang,
    forms::check::Field,
    words::{in_a_row, words},
};

/// What is wrong at a field: the code, and how to mend it.
pub struct Wrong {
    /// The control.
    pub field: Field,
    /// For `data-error`.
    pub code: &'static str,
    /// A sentence of ours.
    pub sentence: &'static str,
}

/// Writes beside a control how its value is understood.
pub fn say_sense(field: Field, sense: &str) {
    if let Some(place) = by_id(&["s-", field.name()].concat()) {
        write(&place, sense);
    }
}

/// Says at a field what is wrong with it, or that nothing is.
pub fn say_error(lang: Lang, field: Field, wrong: Option<&Wrong>) {
    let id = ["q-", field.name(), "-error"].concat();
    let there = by_id(&id);
    if there.is_none() && wrong.is_none() {
        return;
    }
    let Some(question) = question(field) else {
        return;
    };
    let Some(wrong) = wrong else {
        if let Some(there) = there {
            there.remove();
        }
        return describe(&question, field, &id, false);
    };
    let Some(place) = there.or_else(|| element("p", "question-error")) else {
        return;
    };
    let _ = place.set_attribute("data-error", wrong.code);
    write(
        &place,
        &[words(lang).parts.error_here, wrong.sentence].concat(),
    );
    if place.id().is_empty() {
        place.set_id(&id);
        let control = question
            .query_selector(".field-row,.field,.choices")
            .ok()
            .flatten();
        let _ = question.insert_before(&place, control.as_deref());
        describe(&question, field, &id, true);
    }
}

/// Ties a control to its error, or unties it.
fn describe(question: &Element, field: Field, error_id: &str, is_wrong: bool) {
    let _ = question
        .class_list()
        .toggle_with_force("question-wrong", is_wrong);
    // Several controls in one question are described together, by the group.
    let group = (question.tag_name() == "FIELDSET").then(|| question.clone());
    let Some(subject) = group.or_else(|| by_id(&field.control_id())) else {
        return;
    };
    let before = subject
        .get_attribute("aria-describedby")
        .unwrap_or_default();
    let mut ids: Vec<&str> = before
        .split(' ')
        .filter(|id| !id.is_empty() && *id != error_id)
        .collect();
    if is_wrong {
        ids.push(error_id);
        let _ = subject.set_attribute("aria-invalid", "true");
    } else {
        let _ = subject.remove_attribute("aria-invalid");
    }
    let _ = subject.set_attribute("aria-describedby", &in_a_row(&ids, " "));
}

/// All that is wrong, as [`crate::parts::error_summary`] draws it; nothing where nothing is. Codes, ids and sentences are
/// ours: there is nothing in them to escape.
pub fn summary(lang: Lang, wrongs: &[Wrong]) -> String {
    if wrongs.is_empty() {
        return String::new();
    }
    let mut html = String::from(
        "<div class=\"error-summary\" id=\"errors\" role=\"alert\" tabindex=\"-1\" \
         aria-labelledby=\"errors-title\"><h2 id=\"errors-title\">",
    );
    html.push_str(words(lang).parts.errors_title);
    html.push_str("</h2><ul>");
    for wrong in wrongs {
        let id = wrong.field.control_id();
        let parts = [
            "<li data-error=\"",
            wrong.code,
            "\"><a href=\"#",
            &id,
            "\">",
            wrong.sentence,
            "</a></li>",
        ];
        html.push_str(&parts.concat());
    }
    html.push_str("</ul></div>");
    html
}
