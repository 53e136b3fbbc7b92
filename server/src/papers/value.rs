//! A field's answer as it stands on paper, in the document's language.

use app::words::{Words, dates};
use papers::{Unit, Value};
use policy::{
    Day,
    form::{Asked, Field, Kind},
};

use super::matter::Read;

/// The sheet's words: Chinese, whoever reads the page around it.
pub(super) fn words() -> &'static Words {
    app::words::words(app::Lang::Zh)
}

/// What a field was answered with: one line for each baby it is asked for. Room to write stands where nothing was.
pub(super) fn of(read: &Read<'_>, asked: &[Asked<'_>], field: &Field) -> Value {
    let answers: Vec<&str> = asked
        .iter()
        .filter(|one| one.field.id == field.id && one.is_wanted)
        .filter_map(|one| read.matter.fields.get(&one.id))
        .map(String::as_str)
        .filter(|answer| !answer.is_empty())
        .collect();
    match answers.as_slice() {
        [] => one(field, ""),
        [answer] => one(field, answer),
        several => Value::Lines(several.iter().map(|answer| text(field, answer)).collect()),
    }
}

/// A value in its box: numbers before their units where the document has units.
fn one(field: &Field, answer: &str) -> Value {
    let filled = (!answer.is_empty()).then_some(answer);
    match field.kind {
        Kind::Day => {
            let day = filled.and_then(|answer| Day::parse(answer).ok());
            Value::day(day.map(|day| (day.year(), day.month(), day.day())))
        }
        Kind::Month => {
            let first = filled.and_then(|month| Day::parse(&[month, "-01"].concat()).ok());
            Value::Units(vec![
                Unit::new(first.map(|day| day.year().to_string()), "年"),
                Unit::new(first.map(|day| day.month().to_string()), "月"),
            ])
        }
        Kind::Year => {
            let unit = words().pages.papers.year;
            Value::Units(vec![Unit::new(filled.map(str::to_owned), unit)])
        }
        _ => Value::of(filled.map(|answer| text(field, answer))),
    }
}

/// An answer in running text.
pub(super) fn text(field: &Field, answer: &str) -> String {
    match field.kind {
        Kind::Day => Day::parse(answer).map_or_else(
            |_| answer.to_owned(),
            |day| dates::day_plain(app::Lang::Zh, day),
        ),
        Kind::Choice => field
            .choice(answer)
            .map_or_else(|| answer.to_owned(), |choice| choice.zh.to_string()),
        Kind::Tick => words().pages.papers.yes.to_owned(),
        // Letter for letter: a small x and a large one are two people.
        Kind::Name
        | Kind::IdNumber
        | Kind::Phone
        | Kind::Month
        | Kind::Year
        | Kind::Address
        | Kind::Account
        | Kind::Certificate
        | Kind::ProvisionalNumber
        | Kind::Count
        | Kind::Text
        | Kind::Insured => answer.to_owned(),
    }
}
