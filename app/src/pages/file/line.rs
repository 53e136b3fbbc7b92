//! Each matter's dates, as they follow from what was told last of it and what has happened since, asked about today.

use leptos::prelude::*;
use policy::{
    Facts,
    answer::State,
    clause::Text,
    decide,
    edition::{DeadlineRule, Done},
    verdict::Service,
};
use registry::{matter::Told, shortfall};

use super::{Shelf, matter, next, short};
use crate::{
    Lang,
    answer::{self, Shown},
    visit::Visit,
    words::{fill, words},
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
    shelf.standing.settle(told, &mut answer);
    if !is_going_on(shelf, told) {
        answer
            .deadlines
            .retain(|date| !next::is_payment(date.rule.done));
    }
    let of_money = answer
        .deadlines
        .iter()
        .filter_map(|date| of_money(date.rule, date.state, &facts));
    let rules: Vec<DeadlineRule> = of_money.collect();
    for date in &mut answer.deadlines {
        let own = rules.iter().find(|own| own.what == date.rule.what);
        date.rule = own.unwrap_or(date.rule);
    }
    let html = answer::dates_html(&answer, &Shown::alone(visit));
    if html.is_empty() {
        return None;
    }
    let of = (!is_one).then(|| view! { <p data-matter>{matter::name(visit, &facts)}</p> });
    Some(
        view! {
            <section class="file-dates">
                {of}
                <div class="answer-dates" inner_html=html></div>
            </section>
        }
        .into_any(),
    )
}

/// A date for paying by its year, as the card says it. Who is entered and has not paid still has the last day for entering:
/// as that for paying.
fn of_money(rule: &DeadlineRule, state: State, facts: &Facts) -> Option<DeadlineRule> {
    let (service, done) = match rule.done {
        Done::EnrolmentYearPaid => (Service::PreEnrolment, rule.done),
        Done::Enrolled if facts.enrolled_on.is_some() && state != State::Done => {
            (Service::NewbornEnrolment, Done::BirthYearsPaid)
        }
        _ => return None,
    };
    let years = shortfall::owed(service, facts, facts.asked_on);
    let says = |lang: Lang| {
        let words = &words(lang).pages.changed;
        let says = match done {
            Done::BirthYearsPaid => words.pay_last_line,
            _ => words.pay_by_line,
        };
        fill(says, &[("year", &short::list(words, &years))]).into()
    };
    Some(DeadlineRule {
        says: Some(Text {
            zh: says(Lang::Zh),
            en: says(Lang::En),
        }),
        done,
        ..rule.clone()
    })
}

/// Is anything of the matter applied for that did not come to nothing? Else nobody is to be asked for money.
fn is_going_on(shelf: &Shelf, told: &Told) -> bool {
    shelf
        .standing
        .applications
        .iter()
        .any(|application| !application.stage.came_to_nothing() && application.told == *told)
}
