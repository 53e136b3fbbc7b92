//! What a family typed, read back under the labels of its form: of a draft, and of an application that was sent.

use policy::{
    Areas, Facts,
    form::{Asked, By, Form, Kind},
};
use registry::{entry::Sent, office::Draft};

use super::{draft::answers_of, entrance::Entrance, field};
use crate::{forms::apply::value, visit::Visit};

/// A draft word for word as it was typed; where the form has no such field any more, under the field's own name.
pub fn typed(
    visit: &Visit,
    entrance: Option<&Entrance<'_>>,
    draft: &Draft,
) -> Vec<(String, String)> {
    let answers = answers_of(&draft.fields);
    let asked = entrance.map_or_else(Vec::new, |entrance| entrance.asked(&answers));
    let told = draft.fields.iter().filter(|(_, typed)| !typed.is_empty());
    told.map(|(id, typed)| line(visit, &asked, id, typed))
        .collect()
}

/// An application as its review showed it: every question of its form with what was answered or known, then what a form
/// of that wording does not ask any more.
pub fn answered(visit: &Visit, sent: &Sent, facts: &Facts) -> Vec<(String, String)> {
    let answers = answers_of(&sent.fields);
    let form = form_of(visit.areas, sent, facts);
    let asked = form.map_or_else(Vec::new, |form| {
        form.asked(facts, &|id| value(form, &answers, facts, id))
    });
    let (words, lang) = (&visit.look().words().pages.apply, visit.lang);
    let is_families = |one: &&Asked<'_>| one.is_wanted && one.field.by == By::Family;
    let mut lines: Vec<(String, String)> = asked
        .iter()
        .filter(is_families)
        .map(|one| {
            let value = match answers.get(&one.id) {
                "" => one.known(facts).unwrap_or_default(),
                typed => typed.to_owned(),
            };
            let shown = field::shown(words, lang, one, &value);
            (field::label(words, lang, one), shown)
        })
        .collect();
    let is_left = |id: &str| asked.iter().all(|one| one.id != id);
    let left = answers.iter().filter(|(id, _)| is_left(id));
    lines.extend(left.map(|(id, typed)| (id.to_owned(), typed.to_owned())));
    lines
}

fn form_of<'a>(areas: &'a Areas, sent: &Sent, facts: &Facts) -> Option<&'a Form> {
    let edition = areas.edition(facts.area, facts.asked_on);
    areas
        .form_worded(edition, sent.service, &sent.form)
        .or_else(|| areas.form(edition, sent.service, facts.asked_on))
}

fn line(visit: &Visit, asked: &[Asked<'_>], id: &str, typed: &str) -> (String, String) {
    let Some(one) = asked.iter().find(|one| one.id == id) else {
        return (id.to_owned(), typed.to_owned());
    };
    let (words, lang) = (&visit.look().words().pages.apply, visit.lang);
    // A choice was made by its words, everything else was typed.
    let typed = match one.field.kind {
        Kind::Choice => field::shown(words, lang, one, typed),
        _ => typed.to_owned(),
    };
    (field::label(words, lang, one), typed)
}
