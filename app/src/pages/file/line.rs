//! Each matter's dates, as they follow from what was told last of it and what has happened since, asked about today.

use leptos::prelude::*;
use policy::decide;
use registry::matter::Told;

use super::{Shelf, matter, next};
use crate::{
    answer::{self, Shown},
    visit::Visit,
};

/// A section for each matter that has any; each bears its matter's name where there are others.
pub fn lines(visit: &Visit, shelf: &Shelf) -> Vec<AnyView> {
    let matters = matter::shown(&shelf.standing);
    let is_one = matters.len() == 1;
    matters
        .iter()
        .filter_map(|told| line(visit, shelf, told, is_one))
        .collect()
}

fn line(visit: &Visit, shelf: &Shelf, told: &Told, is_one: bool) -> Option<AnyView> {
    let facts = shelf.standing.facts_of(told, visit.today)?;
    let mut answer = decide(&facts, visit.areas);
    let shown = Shown::alone(visit);
    let years = match is_going_on(shelf, told) {
        true => answer::years(&answer, &shown),
        false => {
            answer
                .deadlines
                .retain(|date| !next::is_payment(date.rule.done));
            None
        }
    };
    let html = answer::dates_html(&answer, &shown);
    if html.is_empty() && years.is_none() {
        return None;
    }
    let of = (!is_one).then(|| view! { <p data-matter>{matter::name(visit, &facts)}</p> });
    let years = years.map(|html| view! { <div inner_html=html></div> });
    let dates =
        (!html.is_empty()).then(|| view! { <div class="answer-dates" inner_html=html></div> });
    Some(view! { <section class="file-dates">{of}{years}{dates}</section> }.into_any())
}

/// Is anything of the matter applied for that did not come to nothing? Else nobody is to be asked for money.
fn is_going_on(shelf: &Shelf, told: &Told) -> bool {
    shelf
        .standing
        .applications
        .iter()
        .any(|application| !application.stage.came_to_nothing() && application.told == *told)
}
