//! What if: the same function asked otherwise, its answer side by side with the one at hand. Made by the server alone,
//! by a plain form whose hidden inputs repeat the query. Absent: the marks of an answer; a page has one answer.

use leptos::prelude::*;
use policy::{Answer, Facts, decide, verdict::Service};

use super::{Shown, line, order::Order, sentence, sheet::Sheet};
use crate::{
    Lang,
    forms::check::{Field, Typed, at_fault, pairs},
    pages::{
        check::place::Places,
        place::{Told, place},
    },
    parts::{
        Choice, FieldError, Question, Row, Table, Text, date, quiet_link, select, submit, table,
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

/// The form, and the comparison once something is asked. `query` is the page's own, with the `if_…` in it; `typed` are
/// the canonical values of `answer`. After a loss there is nothing to try.
pub fn what_if(
    visit: &Visit,
    query: &str,
    typed: &Typed,
    answer: &Answer<'_>,
    shown: &Shown,
) -> AnyView {
    if Sheet::new(answer, shown).family.is_bereaved() {
        return ().into_any();
    }
    let asked = Asked::read(visit, query, typed);
    let words = &visit.look().words().pages.what_if;
    let facts = asked.is_any().then(|| asked.typed.facts(visit.today));
    let (error, compared) = match facts {
        None => (None, None),
        Some(Ok(facts)) => (
            None,
            Some(compared(visit, words, &asked, &facts, answer, shown)),
        ),
        Some(Err(refusals)) => (
            refusals
                .first()
                .map(|refusal| asked.fault(visit.lang, refusal)),
            None,
        ),
    };
    // A typed-in copy of the query would be stale as soon as a control changes; the mark says which one this is.
    view! {
        <section class="what-if no-print" id="what-if" data-query=shown.query.clone() aria-labelledby="what-if-title">
            <h2 id="what-if-title">{words.title}</h2>
            <p class="question-why">{words.lead}</p>
            {form(visit, words, &asked, error.as_ref(), answer, shown)}
            {compared}
        </section>
    }
    .into_any()
}

/// What was asked otherwise.
struct Asked {
    /// The whole question, asked otherwise.
    typed: Typed,
    /// As it was typed, in the order of [`ASKED`].
    values: [String; 4],
    places: Places,
}

impl Asked {
    fn read(visit: &Visit, query: &str, typed: &Typed) -> Self {
        let mut values: [String; 4] = Default::default();
        for (name, value) in pairs(query) {
            if let Some(place) = ASKED.iter().position(|(_, asked)| *asked == name) {
                values[place] = value.chars().take(40).collect();
            }
        }
        let mut place = Typed::default();
        place.set(Field::Area, values[1].as_str());
        let places = Places::resolve(visit, &mut place);
        let mut typed = typed.clone();
        for ((field, _), value) in ASKED.iter().zip(&values) {
            if value.trim().is_empty() {
                continue;
            }
            match field {
                Field::Area => typed.set(Field::Area, place.value(Field::Area)),
                Field::DueDate => {
                    let others = [
                        Field::LastPeriod,
                        Field::ScanOn,
                        Field::ScanWeeks,
                        Field::ScanDays,
                    ];
                    others.into_iter().for_each(|other| typed.set(other, ""));
                    typed.set(Field::DueDate, value.as_str());
                }
                field => typed.set(*field, value.as_str()),
            }
        }
        Self {
            typed,
            values,
            places,
        }
    }

    fn is_any(&self) -> bool {
        self.values.iter().any(|value| !value.trim().is_empty())
    }

    fn value(&self, field: Field) -> &str {
        let place = ASKED.iter().position(|(asked, _)| *asked == field);
        place.map_or("", |place| &self.values[place])
    }

    /// The control to blame, and how to mend it: what the refusal names, else the first that was changed.
    fn fault(&self, lang: Lang, refusal: &policy::Refusal) -> (Field, FieldError) {
        let field = at_fault(&self.typed, &refusal.at);
        let sentence = Forms::of(lang).mend(&self.typed, field, refusal.code, &refusal.at);
        let is_told = |field: &Field| !self.value(*field).trim().is_empty();
        let changed = ASKED.iter().map(|(field, _)| *field).find(is_told);
        let blamed = Some(field).filter(is_told).or(changed).unwrap_or(field);
        (
            blamed,
            FieldError {
                code: refusal.code.as_str(),
                sentence: sentence.into(),
            },
        )
    }
}

fn form(
    visit: &Visit,
    words: &'static WhatIf,
    asked: &Asked,
    error: Option<&(Field, FieldError)>,
    answer: &Answer<'_>,
    shown: &Shown,
) -> AnyView {
    let look = visit.look();
    let question = |at: usize, label: &'static str| Question {
        name: ASKED[at].1,
        label: label.into(),
        error: error
            .filter(|(field, _)| *field == ASKED[at].0)
            .map(|(_, error)| error.clone()),
        ..Question::default()
    };
    let hidden: Vec<AnyView> = pairs(&shown.query)
        .map(|(name, value)| {
            view! { <input type="hidden" name=name.into_owned() value=value.into_owned() /> }
                .into_any()
        })
        .collect();
    let is_expecting = answer.gestation.is_some();
    let told = Told {
        value: asked.value(Field::Area).to_owned(),
        name: asked.places.name(Field::Area, visit.lang),
        offered: asked.places.offered(Field::Area),
    };
    let parents = vec![
        Choice::new("", words.same),
        Choice::new("mother", words.mother),
        Choice::new("father", words.father),
    ];
    view! {
        <form method="get" action="/check#what-if" novalidate>
            {hidden}
            {is_expecting.then(|| date(look, &question(0, words.due_date), asked.value(Field::DueDate), None))}
            {place(look, &question(1, words.area), told, words.several)}
            {select(look, &question(2, words.insured_parent), parents, asked.value(Field::InsuredParent))}
            {date(look, &question(3, words.asked_on), asked.value(Field::AskedOn), None)}
            <div class="form-end">{submit(words.try_it.into())}</div>
        </form>
    }
    .into_any()
}

/// Both answers, service by service and date by date. Rows that differ are marked.
fn compared(
    visit: &Visit,
    words: &'static WhatIf,
    asked: &Asked,
    facts: &Facts,
    now: &Answer<'_>,
    shown: &Shown,
) -> AnyView {
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
    view! {
        {compared}
        <p>{quiet_link(visit.look(), None, words.take_it.into(), ["/check?", &query].concat())}</p>
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
