//! A control for a place, outside the check's own form: what was typed, its name, and those it may mean.
//! Absent: finding places; the check's form does that for every page.

use leptos::prelude::*;

use super::check::place::whole_name;
use crate::{
    area_names::AreaName,
    parts::{Look, Question, labelled},
    words::fill,
};

/// What stands in the control, and what it came to.
pub struct Told<'a> {
    /// The code, or what was typed.
    pub value: String,
    /// The place's name, where it means one.
    pub name: Option<String>,
    /// Those it may mean, where it means several.
    pub offered: &'a [AreaName],
}

/// Draws it. `several` is a sentence with a place for the names offered.
pub fn place(look: Look, question: &Question, told: Told<'_>, several: &str) -> AnyView {
    let names: Vec<String> = told
        .offered
        .iter()
        .map(|place| whole_name(look.lang, place))
        .collect();
    let offered = (!names.is_empty()).then(|| {
        let says = fill(
            several,
            &[("places", &names.join(look.words().answer.comma))],
        );
        view! { <p class="question-hint">{says}</p> }
    });
    let control = view! {
        <div class="field-row">
            <input
                class="field field-place"
                type="text"
                id=question.control_id()
                name=question.name.clone()
                value=told.value
                maxlength="40"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-describedby=question.described_by()
                aria-invalid=question.error.as_ref().map(|_| "true")
            />
            {told.name.map(|name| view! { <div class="field-beside"><p class="place-name">{name}</p></div> })}
        </div>
        {offered}
    };
    labelled(look, question, control.into_any())
}
