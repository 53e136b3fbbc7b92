//! What follows from what a family tells, said before it is noted: by the rules, asked with the facts as they would be.

use leptos::prelude::*;
use policy::{Answer, Facts, answer::State, clause::Law, decide, edition::Done, verdict::Service};

use super::{super::next::is_payment, Matter};
use crate::{
    answer::clause_name,
    forms::changed,
    visit::Visit,
    words::{dates, fill},
};

fn line(says: String, law: Option<(&Visit, &Law)>) -> AnyView {
    let law = law.map(|(visit, law)| {
        let name = clause_name(visit.areas, &law.clause);
        let to = ["/law/", &*law.clause].concat();
        view! { " "<a class="clause" lang="zh-CN" href=to>{name}</a> }
    });
    view! { <p>{says}{law}</p> }.into_any()
}

/// From a due date that moved: which year is to be paid and until when, and whether the weeks are reached.
pub fn moved(visit: &Visit, matter: &Matter<'_>, facts: &Facts) -> AnyView {
    let pages = &visit.look().words().pages;
    let words = &pages.changed;
    let (before, after) = (
        decide(&matter.told, visit.areas),
        decide(facts, visit.areas),
    );
    let mut lines = Vec::new();
    let year = |answer: &Answer<'_>| answer.gestation.map(|of| of.enrolment_year());
    let (old, new) = (year(&before), year(&after));
    if let (Some(old), Some(new)) = (old, new)
        && old != new
    {
        let (old, year) = (old.to_string(), new.to_string());
        let says = fill(words.review_year, &[("old", &old), ("year", &year)]);
        lines.push(line(says, None));
    }
    if let (Some(gestation), false) = (after.gestation, matter.paid.is_empty()) {
        let needed = gestation.enrolment_year();
        if !matter.paid.contains(&needed) {
            let paid: Vec<String> = matter.paid.iter().map(i32::to_string).collect();
            let (paid, year) = (paid.join(words.and), needed.to_string());
            let says = fill(words.review_year_paid, &[("paid", &paid), ("year", &year)]);
            lines.push(line(says, None));
        }
    }
    for date in &after.deadlines {
        let is_ahead = matches!(date.state, State::Upcoming | State::DueToday);
        let day = dates::day(visit.lang, date.due_on);
        let says = match date.rule.done {
            Done::DayCome if is_ahead => words.review_threshold,
            done if is_ahead && is_payment(done) && !is_paid(matter, new) => {
                pages.file.pay_by_early
            }
            _ => continue,
        };
        let says = fill(says, &[("day", &day)]);
        lines.push(line(says, Some((visit, date.law()))));
    }
    lines.push(line(words.review_moved_then.to_owned(), None));
    lines.into_any()
}

fn is_paid(matter: &Matter<'_>, year: Option<i32>) -> bool {
    year.is_some_and(|year| matter.paid.contains(&year))
}

/// From another number of babies: under which names they are entered, and what is not to be done again.
pub fn counted(visit: &Visit, matter: &Matter<'_>, facts: &Facts) -> AnyView {
    let words = &visit.look().words().pages.changed;
    let answer = decide(facts, visit.areas);
    let names: Vec<String> = answer
        .service(Service::PreEnrolment)
        .provisional
        .iter()
        .map(|identity| identity.name.to_string())
        .collect();
    let mut lines = Vec::new();
    if !names.is_empty() {
        let names = fill(words.review_names, &[("names", &names.join(words.and))]);
        lines.push(line(names, None));
    }
    if matter.entered > 0 && matter.entered != changed::expected(facts) {
        let count = matter.entered.to_string();
        lines.push(line(fill(words.review_entered, &[("count", &count)]), None));
    }
    lines.push(line(words.review_more_then.to_owned(), None));
    lines.into_any()
}

/// From a loss: what stops, and what goes on.
pub fn lost(visit: &Visit, matter: &Matter<'_>, facts: &Facts) -> AnyView {
    let words = &visit.look().words().pages.changed;
    let then = match () {
        () if facts.is_bereaved() && matter.has_other => words.review_then_one,
        () if facts.is_bereaved() => words.review_then,
        () => words.review_others,
    };
    let unknown = changed::untold(facts) > 0;
    let unknown = unknown.then(|| line(words.review_unknown.to_owned(), None));
    view! { {line(then.to_owned(), None)}{unknown} }.into_any()
}
