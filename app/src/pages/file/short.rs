//! What an application is short of by what the family told last, though it was entered or paid for: which year's premium is
//! needed, how many babies are not entered. Absent: whether it is short; that follows from where the family stands.

use leptos::prelude::*;
use policy::{Facts, gestation::Gestation};
use registry::{Stage, matter::Told, shortfall, shortfall::Shortfall, standing::Application};

use super::{Shelf, next};
use crate::{
    Lang,
    visit::Visit,
    words::{
        dates, fill,
        pages::{Changed, File},
    },
};

/// What an application is short of today.
pub fn of(visit: &Visit, application: &Application, shelf: &Shelf) -> Option<Shortfall> {
    shelf.standing.shortfall(application, visit.today)
}

/// How far it is and what comes next, in words: for its receipt.
pub fn told(lang: Lang, short: &Shortfall) -> (String, String) {
    let words = &crate::words::words(lang).pages.changed;
    let mut says = Vec::new();
    if !short.unpaid.is_empty() {
        says.push(in_years(words, words.short_year, short));
    }
    says.extend(short.babies.map(|babies| of_babies(words, babies)));
    (word_in(words, short), says.concat())
}

/// In a stage's place.
pub fn word(visit: &Visit, short: &Shortfall) -> String {
    word_in(&visit.look().words().pages.changed, short)
}

fn of_babies(words: &Changed, (entered, all): (usize, usize)) -> String {
    let (entered, all) = (entered.to_string(), all.to_string());
    fill(words.short_babies, &[("entered", &entered), ("all", &all)])
}

fn word_in(words: &Changed, short: &Shortfall) -> String {
    match short.unpaid.is_empty() {
        true => words.short_word_babies.to_owned(),
        false => in_years(words, words.short_word_year, short),
    }
}

/// In the place of what comes next, with how and until when to pay.
pub fn body(
    visit: &Visit,
    file: &'static File,
    application: &Application,
    shelf: &Shelf,
    short: &Shortfall,
) -> AnyView {
    let words = &visit.look().words().pages.changed;
    let is_unpaid = !short.unpaid.is_empty();
    let year = is_unpaid.then(|| {
        let says = in_years(words, words.short_year, short);
        view! { <p data-short="year">{says}</p> }
    });
    let babies = short.babies.map(|babies| {
        let says = of_babies(words, babies);
        view! { <p data-short="babies">{says}</p> }
    });
    let owes = is_unpaid || application.stage == Stage::Registered;
    let paying = owes.then(|| next::paying(visit, file, application, shelf));
    view! { <div data-next=application.stage.as_str()>{year}{babies}{paying}</div> }.into_any()
}

fn in_years(words: &Changed, says: &str, short: &Shortfall) -> String {
    let list = |years: &[i32]| {
        let years: Vec<String> = years.iter().map(i32::to_string).collect();
        years.join(words.and)
    };
    let (paid, year) = (list(&short.paid), list(&short.unpaid));
    fill(says, &[("paid", &paid), ("year", &year)])
}

/// For which year is to be paid, where there is no doubt, and whether another stands on the form.
pub fn year(visit: &Visit, application: &Application, shelf: &Shelf) -> Option<AnyView> {
    let words = &visit.look().words().pages.changed;
    let told = shelf.standing.facts_of(&application.told, visit.today)?;
    let &[year] = shortfall::years(&told, visit.today).as_slice() else {
        return None;
    };
    let year = year.to_string();
    let signed = signed(application).filter(|signed| signed.enrolment_year().to_string() != year);
    let says = match signed.filter(|_| told.births.is_empty()) {
        Some(signed) => {
            let signed = signed.enrolment_year().to_string();
            fill(words.pay_year_moved, &[("year", &year), ("old", &signed)])
        }
        None => fill(words.pay_year, &[("year", &year)]),
    };
    Some(view! { <p data-pay-year=year>{says}</p> }.into_any())
}

/// The pregnancy as it stands on the form.
fn signed(application: &Application) -> Option<Gestation> {
    let sent = Told::read(&application.sent.facts);
    sent.facts().and_then(expected)
}

fn expected(facts: &Facts) -> Option<Gestation> {
    let unborn = facts.pregnancy.as_ref();
    let pregnancy = unborn.filter(|_| facts.births.is_empty())?;
    Some(Gestation::new(pregnancy.dating, facts.asked_on))
}

/// Beside the form's paper: that it bears the due date that was signed, where another was told since.
pub fn on_paper(visit: &Visit, application: &Application) -> Option<AnyView> {
    let words = &visit.look().words().pages.changed;
    if application.is_silent() || application.stage.is_over() {
        return None;
    }
    let (signed, now) = (
        signed(application)?,
        application.told.facts().and_then(expected)?,
    );
    let day = |of: Gestation| dates::day(visit.lang, of.due_date);
    let year = |of: Gestation| of.enrolment_year().to_string();
    (signed.due_date != now.due_date).then(|| {
        let says = fill(
            words.on_paper,
            &[
                ("old", &*day(signed)),
                ("old_year", &year(signed)),
                ("day", &day(now)),
                ("year", &year(now)),
            ],
        );
        view! { <p data-signed-otherwise>{says}</p> }.into_any()
    })
}
