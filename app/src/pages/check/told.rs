//! Facts in the check's own words, line by line, for who reads them back: the record of a family's file.

use policy::{Facts, facts::Birth};

use super::{
    place::Places,
    questions::{Answer, question},
};
use crate::{
    Lang,
    forms::check::{Field, Typed, day},
    visit::Visit,
    words::{dates, fill},
};

/// Each fact that was told, under its question. Names and numbers of persons are left out: the form has them.
pub fn told(visit: &Visit, facts: &Facts) -> Vec<(String, String)> {
    let words = &visit.look().words().pages.check;
    let unborn = Facts {
        births: Vec::new(),
        payments: Vec::new(),
        ..facts.clone()
    };
    let mut typed = Typed::of(&unborn).unwrap_or_default();
    let places = Places::resolve(visit, &mut typed);
    let mut lines = Vec::new();
    for field in Field::ALL {
        match field {
            Field::Births => lines.extend(babies(visit, facts)),
            Field::Paid => lines.extend(payments(visit, facts)),
            // When it was told stands beside it.
            Field::AskedOn => {}
            _ => {
                let value = typed.value(field).trim();
                if value.is_empty() || field.is_private() {
                    continue;
                }
                let (ask, answer) = question(words, field);
                let says = match answer {
                    Answer::Place => places.name(field, visit.lang),
                    Answer::Day => day(value).ok().map(|on| dates::day_plain(visit.lang, on)),
                    Answer::YesNo if value == "yes" => Some(words.yes.to_owned()),
                    Answer::YesNo => Some(words.no.to_owned()),
                    Answer::OneOf(_, choices) => choices
                        .iter()
                        .find(|(word, _)| *word == value)
                        .map(|(_, says)| (*says).to_owned()),
                    Answer::Count | Answer::List | Answer::Private => None,
                };
                lines.push((ask.label.to_owned(), says.unwrap_or(value.to_owned())));
            }
        }
    }
    lines
}

fn babies(visit: &Visit, facts: &Facts) -> Vec<(String, String)> {
    let words = &visit.look().words().pages.changed;
    let babies = (1..).zip(&facts.births);
    babies
        .map(|(number, birth): (usize, &Birth)| {
            let label = fill(words.baby, &[("number", &number.to_string())]);
            (label, baby(visit, birth))
        })
        .collect()
}

fn baby(visit: &Visit, birth: &Birth) -> String {
    let pages = &visit.look().words().pages;
    let on = |what: &str, on| {
        let colon = match visit.lang.spoken() {
            Lang::Zh => "：",
            Lang::En => ": ",
        };
        [what, colon, &dates::day_plain(visit.lang, on)].concat()
    };
    let sex = match birth.sex {
        policy::facts::Sex::Female => pages.changed.girl,
        policy::facts::Sex::Male => pages.changed.boy,
    };
    let mut parts = vec![on(pages.changed.born_on, birth.on), sex.to_owned()];
    let hukou = birth.hukou.as_ref();
    parts.extend(hukou.map(|hukou| on(pages.check.hukou_on, hukou.on)));
    parts.extend(birth.died_on.map(|died| on(pages.changed.died_on, died)));
    parts.join(" · ")
}

fn payments(visit: &Visit, facts: &Facts) -> Vec<(String, String)> {
    let pages = &visit.look().words().pages;
    let payments = facts.payments.iter();
    payments
        .map(|payment| {
            let says = fill(
                pages.file.payment,
                &[
                    ("year", &payment.year.to_string()),
                    ("day", &dates::day_plain(visit.lang, payment.on)),
                ],
            );
            (pages.check.paid.to_owned(), says)
        })
        .collect()
}
