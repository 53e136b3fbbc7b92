//! A control for a place, outside the check's own form: what was typed, its name, and those it may mean.
//! Absent: finding places; the check's form does that for every page.

use leptos::prelude::*;

use crate::{
    area_names::AreaName,
    markup::Markup,
    parts::{self, Look, Question},
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
        .map(|place| place.whole(look.lang))
        .collect();
    let offered = [("places", &*names.join(look.words().answer.comma))];
    let beside = told.name.map(|name| {
        move |markup: &mut Markup| markup.put(r#"<p class="place-name">{}</p>"#, &[&name])
    });
    parts::place(
        look,
        question,
        &told.value,
        beside.as_ref().map(|beside| beside as &dyn Fn(&mut Markup)),
        |markup| {
            if !names.is_empty() {
                let says = fill(several, &offered);
                markup.put(r#"<p class="question-hint">{}</p>"#, &[&says]);
            }
        },
    )
}
