//! The few questions of the comparison. What else the check was told goes along hidden.

use leptos::prelude::*;

use super::candidate;
use crate::{
    forms::check::{Field, Typed, pairs},
    pages::{
        check::place::Places,
        place::{Told, place},
    },
    parts::{Entry, FieldError, Question, date, submit, text},
    visit::Visit,
    words::pages::{Compare, WhatIf},
};

/// Draws the form.
pub fn draw(
    visit: &Visit,
    words: &'static Compare,
    typed: &Typed,
    places: &Places,
    errors: &[(Field, FieldError)],
) -> AnyView {
    let look = visit.look();
    let several = {
        let what_if: &'static WhatIf = &look.words().pages.what_if;
        what_if.several
    };
    let question = |field: Field, label: &'static str, hint: &'static str| Question {
        name: field.name().into(),
        label: label.into(),
        hint: (!hint.is_empty()).then(|| hint.into()),
        error: errors
            .iter()
            .find(|(at, _)| *at == field)
            .map(|(_, error)| error.clone()),
        ..Question::default()
    };
    let labels = [
        words.area,
        words.mother_hukou,
        words.father_hukou,
        words.mother_area,
        words.father_area,
    ];
    let places: Vec<AnyView> = candidate::FIELDS
        .iter()
        .zip(labels)
        .map(|((field, _), label)| {
            let told = Told {
                value: typed.value(*field).to_owned(),
                name: places.name(*field, visit.lang),
                offered: places.offered(*field),
            };
            place(
                look,
                &question(*field, label, words.place_hint),
                told,
                several,
            )
        })
        .collect();
    view! {
        <form method="get" action="/compare" class="compare-form no-print" novalidate>
            {hidden(typed)}
            {places}
            {date(look, &question(Field::DueDate, words.due_date, ""), typed.value(Field::DueDate), None)}
            {text(look, &question(Field::Births, words.births, words.births_hint), Entry::Words, typed.value(Field::Births))}
            <div class="form-end">{submit(words.submit.into())}</div>
        </form>
    }
    .into_any()
}

/// Everything told that this form does not ask. A scan or a last period goes along as long as no due date is typed.
fn hidden(typed: &Typed) -> Vec<AnyView> {
    let is_asked = |name: &str| {
        let places = candidate::FIELDS.iter().map(|(field, _)| *field);
        places
            .chain([Field::DueDate, Field::Births])
            .any(|field| field.name() == name)
    };
    pairs(&typed.query())
        .filter(|(name, _)| !is_asked(name))
        .map(|(name, value)| {
            view! { <input type="hidden" name=name.into_owned() value=value.into_owned() /> }
                .into_any()
        })
        .collect()
}
