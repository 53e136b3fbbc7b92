//! Which year's premium is to be paid, and what an application is short of by what the family told last, though it was
//! entered or paid for. Absent: whether it is short; that follows from where the family stands.

use leptos::prelude::*;
use policy::{Day, Facts, gestation::Gestation, verdict::Warning};
use registry::{
    Stage, Standing, matter::Told, shortfall, shortfall::Shortfall, standing::Application,
};

use super::{Shelf, next, seal};
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

/// How far it is and what is short, in words: for its receipt.
pub fn told(lang: Lang, short: &Shortfall) -> (String, Vec<String>) {
    let words = &crate::words::words(lang).pages.changed;
    let mut says = Vec::new();
    if !short.unpaid.is_empty() {
        says.push(in_years(words, words.short_year, short));
    }
    says.extend(short.babies.map(|babies| of_babies(words, babies)));
    (word_in(words, short), says)
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
        let says = match is_passed(visit, application, short) {
            true => words.short_year_passed,
            false => words.short_year,
        };
        let says = in_years(words, says, short);
        view! { <p data-short="year">{says}</p> }
    });
    let babies = short.babies.map(|babies| {
        let says = of_babies(words, babies);
        view! { <p data-short="babies">{says}</p> }
    });
    let owes = is_unpaid || application.stage == Stage::Registered;
    let paying = owes.then(|| next::paying(visit, file, application, shelf));
    let seal = seal::view(visit, file, application, &shelf.standing);
    view! { <div data-next=application.stage.as_str()>{year}{babies}{paying}{seal}</div> }
        .into_any()
}

fn in_years(words: &Changed, says: &str, short: &Shortfall) -> String {
    let (paid, year) = (list(words, &short.paid), list(words, &short.unpaid));
    fill(says, &[("paid", &paid), ("year", &year)])
}

/// Years in a row.
pub fn list(words: &Changed, years: &[i32]) -> String {
    let years: Vec<String> = years.iter().map(i32::to_string).collect();
    years.join(words.and)
}

/// Has the due date passed in a year that is paid, so that another is owed as long as no birth is told of?
fn is_passed(visit: &Visit, application: &Application, short: &Shortfall) -> bool {
    let told = application.told.facts().and_then(expected);
    told.is_some_and(|told| {
        told.due_date < visit.today && short.paid.contains(&told.due_date.year())
    })
}

/// For which year is to be paid, and whether another stands on the form.
pub fn year(visit: &Visit, application: &Application, shelf: &Shelf) -> Option<AnyView> {
    let words = &visit.look().words().pages.changed;
    let (says, year) = year_in(words, application, &shelf.standing, visit.today)?;
    Some(view! { <p data-pay-year=year>{says}</p> }.into_any())
}

fn year_in(
    words: &Changed,
    application: &Application,
    standing: &Standing,
    today: Day,
) -> Option<(String, String)> {
    let told = standing.facts_of(&application.told, today)?;
    let years = shortfall::owed(application.sent.service, &told, today);
    let year = (!years.is_empty()).then(|| list(words, &years))?;
    let signed = signed(application).filter(|signed| !years.contains(&signed.enrolment_year()));
    let says = match signed.filter(|_| told.births.is_empty()) {
        Some(signed) => {
            let signed = signed.enrolment_year().to_string();
            fill(words.pay_year_moved, &[("year", &year), ("old", &signed)])
        }
        None => fill(words.pay_year, &[("year", &year)]),
    };
    Some((says, year))
}

/// That the birth may fall into another year than the one that is owed, as long as that other is not paid.
pub fn other(visit: &Visit, application: &Application, shelf: &Shelf) -> Option<AnyView> {
    let (says, year) = other_in(visit.lang, application, &shelf.standing, visit.today)?;
    let warning = Warning::TwoPossibleBirthYears.as_str();
    Some(view! { <p data-warning=warning data-other-year=year>{says}</p> }.into_any())
}

fn other_in(
    lang: Lang,
    application: &Application,
    standing: &Standing,
    today: Day,
) -> Option<(String, String)> {
    let words = &crate::words::words(lang).pages.changed;
    let told = standing.facts_of(&application.told, today)?;
    let owed = shortfall::owed(application.sent.service, &told, today);
    if owed.is_empty() || application.is_silent() || application.stage.came_to_nothing() {
        return None;
    }
    let mut others = shortfall::possible(&told, today);
    let paid = shortfall::paid(&told);
    others.retain(|year| !owed.contains(year) && !paid.contains(year));
    let year = (!others.is_empty()).then(|| list(words, &others))?;
    let own = match application.stage {
        // It says so by itself, with how to pay.
        Stage::Registered => String::new(),
        _ => fill(words.year_of, &[("year", &list(words, &owed))]) + between(lang),
    };
    let other = fill(words.pay_other, &[("other", &year)]);
    Some((own + &other, year))
}

/// Between two sentences.
pub fn between(lang: Lang) -> &'static str {
    match lang.spoken() {
        Lang::Zh => "",
        Lang::En => " ",
    }
}

/// Both in words, for its receipt.
pub fn years_told(lang: Lang, standing: &Standing, of: &Application, today: Day) -> Vec<String> {
    let words = &crate::words::words(lang).pages.changed;
    let year = year_in(words, of, standing, today).filter(|_| of.stage == Stage::Registered);
    let other = other_in(lang, of, standing, today);
    let says = [year, other].into_iter().flatten();
    says.map(|(says, _)| says).collect()
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
