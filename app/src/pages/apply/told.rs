//! What a family typed, read back under the labels of its form: of a draft, and of an application that was sent.

use policy::{
    Areas, Facts,
    form::{Asked, By, Form, Kind, Person},
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
    let asked = asked_of(visit, sent, facts);
    let mut lines: Vec<(String, String)> = answers_to(visit, sent, facts, &asked)
        .into_iter()
        .map(|answer| (answer.label, answer.shown))
        .collect();
    let is_left = |id: &str| asked.iter().all(|one| one.id != id);
    let left = answers.iter().filter(|(id, _)| is_left(id));
    lines.extend(left.map(|(id, typed)| (id.to_owned(), typed.to_owned())));
    lines
}

/// One answer of an application.
pub struct Answered {
    /// The question's name, as the record has it.
    pub id: String,
    /// The question.
    pub label: String,
    /// What was answered or known.
    pub value: String,
    /// The same in words.
    pub shown: String,
}

/// What an application says of these people, and of nobody else.
pub fn answered_of(visit: &Visit, sent: &Sent, facts: &Facts, people: &[Person]) -> Vec<Answered> {
    let mut asked = asked_of(visit, sent, facts);
    asked.retain(|one| one.field.about.is_some_and(|about| people.contains(&about)));
    let mut answers = answers_to(visit, sent, facts, &asked);
    answers.retain(|answer| !answer.value.is_empty());
    answers
}

fn asked_of<'a>(visit: &'a Visit, sent: &Sent, facts: &Facts) -> Vec<Asked<'a>> {
    let answers = answers_of(&sent.fields);
    let form = form_of(visit.areas, sent, facts);
    form.map_or_else(Vec::new, |form| {
        form.asked(facts, &|id| value(form, &answers, facts, id))
    })
}

fn answers_to(visit: &Visit, sent: &Sent, facts: &Facts, asked: &[Asked<'_>]) -> Vec<Answered> {
    let answers = answers_of(&sent.fields);
    let (words, lang) = (&visit.look().words().pages.apply, visit.lang);
    let families = asked
        .iter()
        .filter(|one| one.is_wanted && one.field.by == By::Family);
    let answered = families.map(|one| {
        let value = match answers.get(&one.id) {
            "" => one.known(facts).unwrap_or_default(),
            typed => typed.to_owned(),
        };
        Answered {
            id: one.id.clone(),
            label: field::label_among(words, lang, one, asked),
            shown: field::shown(words, lang, one, &value),
            value,
        }
    });
    answered.collect()
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
