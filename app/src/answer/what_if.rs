//! What if: the same function asked otherwise, its answer side by side with the one at hand. Made by the server alone;
//! its controls stand in the check's own form, so that whatever is told there goes along. Absent: the marks of an
//! answer; a page has one answer.

use leptos::prelude::*;
use policy::{Answer, Facts, Refusal, decide, verdict::Service};

use super::{
    Shown, line,
    order::{Family, Order},
    sentence,
    sheet::Sheet,
};
use crate::{
    Lang,
    forms::{
        bookmark::marked,
        check::{Field, Typed, at_fault, pairs},
    },
    pages::{
        check::place::Places,
        place::{Told, place},
    },
    parts::{
        Choice, FieldError, Question, Row, Table, Text, date, fold, quiet_link, select, table,
        verdict_badge,
    },
    visit::Visit,
    words::{Forms, dates, pages::WhatIf},
};

/// What can be asked otherwise: the fact, and the control's name in the query.
const ASKED: [(Field, &str); 4] = [
    (Field::DueDate, "if_due_date"),
    (Field::Area, "if_area"),
    (Field::InsuredParent, "if_insured_parent"),
    (Field::AskedOn, "if_asked_on"),
];

/// What was asked otherwise.
pub struct Otherwise {
    /// The whole question, asked otherwise.
    typed: Typed,
    /// As it was typed, in the order of [`ASKED`].
    values: [String; 4],
    places: Places,
    /// What it comes to; `None` where nothing was asked.
    facts: Option<Result<Facts, (Field, FieldError)>>,
    /// After a loss there is nothing to try.
    is_silent: bool,
}

impl Otherwise {
    /// Reads it out of the check's query; `typed` is what the query tells of the facts, its places as codes.
    pub fn read(visit: &Visit, query: &str, typed: &Typed) -> Self {
        let mut values: [String; 4] = Default::default();
        for (name, value) in pairs(query) {
            if let Some(place) = ASKED.iter().position(|(_, asked)| *asked == name) {
                values[place] = value.trim().chars().take(40).collect();
            }
        }
        let mut place = Typed::default();
        place.set(Field::Area, values[1].as_str());
        let places = Places::resolve(visit, &mut place);
        let mut asked = typed.clone();
        for ((field, _), value) in ASKED.iter().zip(&values) {
            match field {
                _ if value.is_empty() => {}
                Field::Area => asked.set(Field::Area, place.value(Field::Area)),
                Field::DueDate => {
                    asked.set(Field::DueDate, value.as_str());
                    for other in [
                        Field::LastPeriod,
                        Field::ScanOn,
                        Field::ScanWeeks,
                        Field::ScanDays,
                    ] {
                        asked.set(other, "");
                    }
                }
                field => asked.set(*field, value.as_str()),
            }
        }
        let as_told = typed.facts(visit.today);
        let is_silent = as_told.is_ok_and(|facts| Family::of(&facts).is_bereaved());
        let mut otherwise = Self {
            typed: asked,
            values,
            places,
            facts: None,
            is_silent,
        };
        if !is_silent && otherwise.is_any() {
            let facts = otherwise.typed.facts(visit.today);
            otherwise.facts =
                Some(facts.map_err(|refusals| otherwise.fault(visit.lang, &refusals)));
        }
        otherwise
    }

    fn is_any(&self) -> bool {
        self.values.iter().any(|value| !value.is_empty())
    }

    fn value(&self, field: Field) -> &str {
        let place = ASKED.iter().position(|(asked, _)| *asked == field);
        place.map_or("", |place| &self.values[place])
    }

    /// The control to blame, and how to mend it: the first refusal's, else the first that was changed.
    fn fault(&self, lang: Lang, refusals: &[Refusal]) -> (Field, FieldError) {
        let refusal = refusals
            .first()
            .expect("whatever is refused is refused for something");
        let field = at_fault(&self.typed, &refusal.at);
        let is_changed = |field: &Field| !self.value(*field).is_empty();
        let changed = ASKED.iter().map(|(field, _)| *field).find(is_changed);
        let blamed = Some(field).filter(is_changed).or(changed).unwrap_or(field);
        let sentence = Forms::of(lang).mend(&self.typed, field, refusal.code, &refusal.at);
        (
            blamed,
            FieldError {
                code: refusal.code.as_str(),
                sentence: sentence.into(),
            },
        )
    }

    /// Its controls, for the end of the check's form.
    pub fn form(&self, visit: &Visit) -> Option<AnyView> {
        if self.is_silent {
            return None;
        }
        let (look, words) = (visit.look(), &visit.look().words().pages.what_if);
        let error = self.facts.as_ref().and_then(|facts| facts.as_ref().err());
        let question = |at: usize, label: &'static str| Question {
            name: ASKED[at].1.into(),
            label: label.into(),
            error: error
                .filter(|(field, _)| *field == ASKED[at].0)
                .map(|(_, error)| error.clone()),
            ..Question::default()
        };
        let told = Told {
            value: self.value(Field::Area).to_owned(),
            name: self.places.name(Field::Area, visit.lang),
            offered: self.places.offered(Field::Area),
        };
        let parents = vec![
            Choice::new("", words.same),
            Choice::new("mother", words.mother),
            Choice::new("father", words.father),
        ];
        let body = view! {
            <p class="question-why">{words.lead}</p>
            {date(look, &question(0, words.due_date), self.value(Field::DueDate), None)}
            {place(look, &question(1, words.area), told, words.several)}
            {select(look, &question(2, words.insured_parent), &parents, self.value(Field::InsuredParent))}
            {date(look, &question(3, words.asked_on), self.value(Field::AskedOn), None)}
            // Sends the form like any button in it; the check's own stays the only one marked so.
            <div class="form-end"><button class="button button-quiet">{words.try_it}</button></div>
        };
        Some(
            view! {
                <div class="what-if no-print" id="what-if">
                    {fold(words.title.into(), self.is_any(), body.into_any())}
                </div>
            }
            .into_any(),
        )
    }

    /// Was something asked that can't be taken?
    pub fn is_refused(&self) -> bool {
        matches!(self.facts, Some(Err(_)))
    }

    /// Both answers side by side; `None` where nothing was asked, or could not be read.
    pub fn compared(&self, visit: &Visit, now: &Answer<'_>, shown: &Shown) -> Option<AnyView> {
        let facts = self.facts.as_ref()?.as_ref().ok()?;
        Some(compared(visit, self, facts, now, shown))
    }
}

/// Both answers, service by service and date by date. Rows that differ are marked.
fn compared(
    visit: &Visit,
    asked: &Otherwise,
    facts: &Facts,
    now: &Answer<'_>,
    shown: &Shown,
) -> AnyView {
    let words = &visit.look().words().pages.what_if;
    let then = decide(facts, visit.areas);
    let query = asked.typed.canonical(facts).query();
    let mut other = Shown {
        query: query.clone(),
        ..shown.clone()
    };
    other.places.extend(asked.places.names(visit.lang));
    let sheets = [Sheet::new(now, shown), Sheet::new(&then, &other)];
    let mut rows = vec![words_row(
        words.rules.into(),
        sheets
            .each_ref()
            .map(|sheet| sheet.answer.edition.name.in_lang(sheet.lang).to_owned()),
    )];
    rows.extend(
        services(&sheets)
            .into_iter()
            .map(|service| service_row(&sheets, service)),
    );
    rows.extend(deadline_rows(words, &sheets));
    let compared = table(Table {
        caption: words.caption.into(),
        columns: vec![words.what.into(), words.now.into(), words.then.into()],
        rows,
    });
    let to_check = marked(["/check?", &query].concat(), shown.bookmark.as_ref());
    view! {
        <section class="what-if no-print" id="what-if-compared" aria-labelledby="what-if-title">
        <h2 id="what-if-title">{words.title}</h2>
        {compared}
        <p>{quiet_link(visit.look(), None, words.take_it.into(), to_check)}</p>
        </section>
    }
    .into_any()
}

/// The services that one of the answers speaks of.
fn services(sheets: &[Sheet<'_>; 2]) -> Vec<Service> {
    let [now, then] = sheets.each_ref().map(|sheet| Order::of(sheet.answer).shown);
    let more: Vec<Service> = then
        .into_iter()
        .filter(|service| !now.contains(service))
        .collect();
    [now, more].concat()
}

fn service_row(sheets: &[Sheet<'_>; 2], service: Service) -> Row {
    let said = sheets.each_ref().map(|sheet| sentence::of(sheet, service));
    let [now, then] = sheets
        .each_ref()
        .map(|sheet| sheet.answer.service(service).verdict);
    let cell = |verdict: policy::Verdict, sentence: String| {
        view! {
            <div data-if-service=service.as_str() data-if-verdict=verdict.as_str()>
                {verdict_badge(sheets[0].shown.look, verdict)}
                <p>{sentence}</p>
            </div>
        }
        .into_any()
    };
    let is_own = now != then || said[0] != said[1];
    let [said_now, said_then] = said;
    Row {
        name: view! { <span>{crate::words::service_name(sheets[0].lang, service)}</span> }
            .into_any(),
        values: vec![cell(now, said_now), cell(then, said_then)],
        is_own,
    }
}

/// Each deadline that one of the answers has, by its name.
fn deadline_rows(words: &'static WhatIf, sheets: &[Sheet<'_>; 2]) -> Vec<Row> {
    let mut whats: Vec<&str> = Vec::new();
    let mut rows = Vec::new();
    for deadline in sheets.iter().flat_map(|sheet| &sheet.answer.deadlines) {
        if whats.contains(&deadline.what()) {
            continue;
        }
        whats.push(deadline.what());
        let days = sheets.each_ref().map(|sheet| {
            let found = sheet
                .answer
                .deadlines
                .iter()
                .find(|other| other.what() == deadline.what());
            found.map_or_else(
                || words.no_date.to_owned(),
                |found| dates::day(sheet.lang, found.due_on),
            )
        });
        rows.push(words_row(
            line::title(sheets[0].lang, deadline.rule).to_owned().into(),
            days,
        ));
    }
    rows
}

fn words_row(name: Text, values: [String; 2]) -> Row {
    let is_own = values[0] != values[1];
    Row {
        name: view! { <span>{name}</span> }.into_any(),
        values: values
            .into_iter()
            .map(|value| view! { <span>{value}</span> }.into_any())
            .collect(),
        is_own,
    }
}
