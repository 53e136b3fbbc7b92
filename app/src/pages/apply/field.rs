//! One field: as a question, and as what was answered.

use leptos::prelude::*;
use policy::{
    Day,
    form::{Asked, Kind, Section},
};

use super::{asked_back, entrance::Entrance, fault};
use crate::{
    Lang,
    forms::{
        apply::{Answers, FieldFault},
        check::day,
    },
    parts::{self, Choice, Entry, FieldError, Mistake, Question, Text},
    words::{dates, fill, pages::Apply},
};

/// What a ticked box sends.
const TICKED: &str = "yes";
/// What stands for an answer that there is none of.
pub const NONE: &str = "—";

/// A field's label, with the baby's number where there are several.
pub fn label(words: &Apply, lang: Lang, asked: &Asked<'_>) -> String {
    let label = asked.field.label.in_lang(lang);
    if asked.count < 2 {
        return label.to_owned();
    }
    let number = asked.number.to_string();
    fill(words.baby_number, &[("number", &number), ("label", label)])
}

/// The same where another stands beside it that is called alike: with whose it is.
pub fn label_among(
    words: &'static Apply,
    lang: Lang,
    one: &Asked<'_>,
    asked: &[Asked<'_>],
) -> String {
    let own = label(words, lang, one);
    let is_other = |other: &Asked<'_>| {
        other.is_wanted && other.id != one.id && label(words, lang, other) == own
    };
    match asked.iter().any(is_other) {
        true => {
            let section = section_title(words, one.field.section);
            fill(words.of_section, &[("label", &own), ("section", section)])
        }
        false => own,
    }
}

/// What a section is called.
pub fn section_title(words: &'static Apply, section: Section) -> &'static str {
    match section {
        Section::Applicant => words.section_applicant,
        Section::Agent => words.section_agent,
        Section::Pregnancy => words.section_pregnancy,
        Section::Baby => words.section_baby,
        Section::Payment => words.section_payment,
        Section::Account => words.section_account,
    }
}

/// An answer as people read it; [`NONE`] where there is none.
pub fn shown(words: &Apply, lang: Lang, asked: &Asked<'_>, value: &str) -> String {
    if value.is_empty() {
        return NONE.to_owned();
    }
    let on = |text: &str| day(text).ok();
    match asked.field.kind {
        Kind::Day => on(value).map_or_else(|| value.to_owned(), |on| dates::day_plain(lang, on)),
        Kind::Month => {
            on(&[value, "-01"].concat()).map_or_else(|| value.to_owned(), |on| month(lang, on))
        }
        Kind::Choice => asked.field.choice(value).map_or_else(
            || value.to_owned(),
            |choice| match lang {
                Lang::Zh => choice.zh.to_string(),
                Lang::En => choice.en.to_string(),
            },
        ),
        Kind::Tick => words.yes.to_owned(),
        _ => value.to_owned(),
    }
}

/// `2027年1月`, `January 2027`: the day's own words without the day.
fn month(lang: Lang, on: Day) -> String {
    let whole = dates::day_plain(lang, on);
    match lang {
        Lang::Zh => whole
            .split_inclusive('月')
            .next()
            .unwrap_or_default()
            .to_owned(),
        Lang::En => whole
            .split_once(' ')
            .map_or("", |(_, rest)| rest)
            .to_owned(),
    }
}

/// The field as a question, with what was typed and what is wrong with it.
pub fn question(
    entrance: &Entrance<'_>,
    asked: &Asked<'_>,
    answers: &Answers,
    faults: &[FieldFault],
) -> AnyView {
    let (words, look) = (entrance.words, entrance.visit.look());
    let field = asked.field;
    let text = |text: &policy::clause::Text| -> Text { text.in_lang(look.lang).to_owned().into() };
    let fault = faults.iter().find(|fault| fault.field == asked.id);
    // The agency's own words go before why anybody is asked.
    let asked_back = asked_back::at(entrance, asked);
    let class = match asked_back {
        Some(_) => "apply-field apply-asked",
        None => "apply-field",
    };
    let question = Question {
        name: asked.id.clone().into(),
        label: label(words, look.lang, asked).into(),
        why: asked_back
            .map(Text::from)
            .or_else(|| field.why.as_ref().map(text)),
        hint: hint(words, look.lang, asked),
        error: fault.map(|fault| fault::error(words, asked, fault)),
    };
    let mut value = answers.get(&asked.id).to_owned();
    if value.is_empty() && field.may_change {
        value = asked.known(&entrance.facts).unwrap_or_default();
    }
    let control = match field.kind {
        Kind::Choice => parts::choice(look, &question, &choices(look.lang, asked), &value),
        Kind::Tick => parts::tick(look, &question, TICKED, value == TICKED),
        Kind::Day => parts::date(look, &question, &value, None),
        kind => parts::text(look, &question, entry(kind), &value),
    };
    view! { <div class=class data-field=asked.id.clone() data-clause=field.clause.to_string()>{control}</div> }
        .into_any()
}

fn hint(words: &Apply, lang: Lang, asked: &Asked<'_>) -> Option<Text> {
    let field = asked.field;
    let own = field
        .hint
        .as_ref()
        .map(|hint| hint.in_lang(lang).to_owned());
    let paper = field
        .shown_by
        .as_ref()
        // what is ticked says itself what it promises to bring
        .filter(|_| own.is_none() && field.kind != Kind::Tick)
        .map(|paper| fill(words.from_paper, &[("paper", paper.in_lang(lang))]));
    // where a reason is given, that says so already
    let empty = (field.may_be_empty && field.why.is_none()).then(|| words.optional.to_owned());
    let pieces: Vec<String> = [own, paper, empty].into_iter().flatten().collect();
    let parted = match lang {
        Lang::Zh => "；",
        Lang::En => ". ",
    };
    (!pieces.is_empty()).then(|| pieces.join(parted).into())
}

fn choices(lang: Lang, asked: &Asked<'_>) -> Vec<Choice> {
    let offered = asked.field.choices.iter();
    offered
        .map(|choice| {
            let label = match lang {
                Lang::Zh => &choice.zh,
                Lang::En => &choice.en,
            };
            Choice::new(choice.value.to_string(), label.to_string())
        })
        .collect()
}

fn entry(kind: Kind) -> Entry {
    match kind {
        Kind::Phone | Kind::Account | Kind::Year | Kind::Count => Entry::Digits,
        Kind::IdNumber | Kind::Certificate | Kind::ProvisionalNumber => Entry::Code,
        _ => Entry::Words,
    }
}

/// The summary's lines for what is wrong, each with the field's label.
pub fn mistakes(
    entrance: &Entrance<'_>,
    asked: &[Asked<'_>],
    faults: &[FieldFault],
) -> Vec<Mistake> {
    let (words, lang) = (entrance.words, entrance.visit.lang);
    let line = |fault: &FieldFault| {
        let one = asked.iter().find(|one| one.id == fault.field)?;
        let error = fault::error(words, one, fault);
        let label = match one.field.kind {
            // its label is a sentence of its own
            Kind::Tick => section_title(words, one.field.section).to_owned(),
            _ => label_among(words, lang, one, asked),
        };
        Some(Mistake {
            control_id: ["q-", &one.id].concat(),
            error: FieldError {
                sentence: [&label, colon(lang), &error.sentence].concat().into(),
                ..error
            },
        })
    };
    faults.iter().filter_map(line).collect()
}

/// Between a name and what is said of it.
pub fn colon(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "：",
        Lang::En => ": ",
    }
}
