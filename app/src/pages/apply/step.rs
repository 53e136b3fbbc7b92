//! The form's folds: one for each thought, open where something is to be typed; where a thought differs by who somebody
//! is, one for each of them, under their own name.

use leptos::prelude::*;
use policy::form::{Asked, By, Kind, Section, When};

use super::{asked_back, device, entrance::Entrance, field, form::law_name};
use crate::{
    Lang,
    forms::apply::{Answers, FieldFault},
    words::fill,
};

/// Which answers call for a field: the question's id, and its choices.
type Call<'a> = (&'a str, &'a [Box<str>]);

/// What a fold is drawn with.
struct Step<'a> {
    entrance: &'a Entrance<'a>,
    section: Section,
    /// Its fields.
    here: Vec<&'a Asked<'a>>,
    /// What calls for all of them.
    call: Option<Call<'a>>,
    /// Is it one of several of its section, each called for by another answer?
    is_one_of: bool,
    answers: &'a Answers,
    faults: &'a [FieldFault],
}

/// The folds of a section; none where the family has nothing in it.
pub fn steps<'a>(
    entrance: &'a Entrance<'a>,
    section: Section,
    asked: &'a [Asked<'a>],
    answers: &'a Answers,
    faults: &'a [FieldFault],
) -> Vec<AnyView> {
    let here: Vec<&Asked<'_>> = asked
        .iter()
        .filter(|one| one.field.section == section && one.field.by == By::Family)
        .collect();
    let mut groups: Vec<(Option<Call<'_>>, Vec<&Asked<'_>>)> = Vec::new();
    for one in &here {
        let call = call(one);
        match groups.iter_mut().find(|(known, _)| *known == call) {
            Some((_, group)) => group.push(one),
            None => groups.push((call, vec![one])),
        }
    }
    // A thought that is for everybody keeps what only some are asked, folded away in it.
    if groups.iter().any(|(call, _)| call.is_none()) {
        groups = vec![(None, here)];
    }
    let is_one_of = groups.len() > 1;
    let step = |(call, here)| Step {
        entrance,
        section,
        here,
        call,
        is_one_of,
        answers,
        faults,
    };
    groups.into_iter().map(|group| step(group).view()).collect()
}

impl Step<'_> {
    fn view(&self) -> AnyView {
        let (entrance, words) = (self.entrance, self.entrance.words);
        let is_typed = |one: &&&Asked<'_>| one.is_typed(&entrance.facts);
        let here = self.here.iter().copied();
        let wanted: Vec<&Asked<'_>> = here.filter(|one| one.is_wanted).collect();
        let to_type: Vec<&&Asked<'_>> = wanted.iter().filter(is_typed).collect();
        let is_wrong = self
            .here
            .iter()
            .any(|one| self.faults.iter().any(|fault| fault.field == one.id));
        let beside = match (wanted.is_empty(), to_type.is_empty()) {
            (true, _) => self.call.and_then(|call| called_by(entrance, call)),
            (false, true) => Some(words.known.to_owned()),
            (false, false) => None,
        };
        // what the agency named is in sight, though the check was told of it
        let is_named = wanted
            .iter()
            .any(|one| asked_back::at(entrance, one).is_some());
        let is_open = is_wrong || is_named || !to_type.is_empty();
        let questions: Vec<AnyView> = to_type.into_iter().map(|one| self.question(one)).collect();
        let questions = match self.call {
            Some(call) => when(
                call,
                view! { {questions}{self.all_uncalled(&wanted)} }.into_any(),
            ),
            None => view! { {questions}{self.uncalled()} }.into_any(),
        };
        view! {
            <details class="step" id=self.id() open=is_open>
                <summary>
                    <h2>{self.title()}</h2>
                    {beside.map(|beside| view! { <p class="step-beside">{beside}</p> })}
                </summary>
                <div class="step-body">
                    {known(entrance, &wanted)}
                    {questions}
                    {laws(entrance, &self.here)}
                </div>
            </details>
        }
        .into_any()
    }

    fn question(&self, one: &Asked<'_>) -> AnyView {
        field::question(self.entrance, one, self.answers, self.faults)
    }

    /// By the section, or by the choice that calls for it.
    fn title(&self) -> String {
        let choice = self.call.filter(|_| self.is_one_of);
        let choice = choice.and_then(|call| choice_name(self.entrance, call));
        choice.unwrap_or_else(|| field::section_title(self.entrance.words, self.section).to_owned())
    }

    fn id(&self) -> String {
        let choice = self.call.filter(|_| self.is_one_of);
        let choice = choice.and_then(|(_, is)| is.first());
        let section = self.section.as_str();
        match choice {
            Some(choice) => ["s-", section, "-", choice].concat(),
            None => ["s-", section].concat(),
        }
    }

    /// In a fold that one answer calls for as a whole, its questions before that answer is given.
    fn all_uncalled(&self, wanted: &[&Asked<'_>]) -> Vec<AnyView> {
        let here = self.here.iter().filter(|_| wanted.is_empty());
        here.filter(|one| one.is_typed(&self.entrance.facts))
            .map(|one| self.question(one))
            .collect()
    }

    /// Fields that another answer would call for, each group folded away under what calls for it.
    fn uncalled(&self) -> Vec<AnyView> {
        let uncalled = self
            .here
            .iter()
            .filter(|one| !one.is_wanted && one.is_typed(&self.entrance.facts));
        let mut groups: Vec<(Call<'_>, Vec<&Asked<'_>>)> = Vec::new();
        for one in uncalled {
            let call = call(one).unwrap_or_default();
            match groups.last_mut().filter(|(last, _)| *last == call) {
                Some((_, group)) => group.push(one),
                None => groups.push((call, vec![one])),
            }
        }
        let folded = |(call, group): (Call<'_>, Vec<&Asked<'_>>)| {
            let (name, by) = (self.names(&group), called_by(self.entrance, call));
            let questions: Vec<AnyView> = group.into_iter().map(|one| self.question(one)).collect();
            view! {
                <details class="fold">
                    <summary>
                        {name}
                        <p class="step-beside">{by}</p>
                    </summary>
                    <div class="fold-body">{when(call, questions.into_any())}</div>
                </details>
            }
            .into_any()
        };
        groups.into_iter().map(folded).collect()
    }

    /// What lies in a fold. A tick's label is a sentence of its own, and no name.
    fn names(&self, group: &[&Asked<'_>]) -> String {
        let (words, lang) = (self.entrance.words, self.entrance.visit.lang);
        let named = group.iter().filter(|one| one.field.kind != Kind::Tick);
        let names: Vec<String> = named.map(|one| field::label(words, lang, one)).collect();
        names.join(" · ")
    }
}

/// The script opens what holds these while one of the choices is made.
fn when((field, is): Call<'_>, questions: AnyView) -> AnyView {
    view! { <div class="step-when" data-when=field.to_owned() data-is=is.join(" ")>{questions}</div> }.into_any()
}

/// What the check was told already.
fn known(entrance: &Entrance<'_>, wanted: &[&Asked<'_>]) -> Option<AnyView> {
    let (words, lang) = (entrance.words, entrance.visit.lang);
    let rows: Vec<AnyView> = wanted
        .iter()
        .filter(|one| !one.is_typed(&entrance.facts))
        .map(|one| {
            let value = one.known(&entrance.facts).unwrap_or_default();
            view! {
                <div data-field=one.id.clone() data-known id=["q-", &one.id].concat()>
                    <dt>{field::label(words, lang, one)}</dt>
                    <dd>{field::shown(words, lang, one, &value)}</dd>
                    {asked_back::at(entrance, one).map(|says| view! { <dd class="apply-asked-known">{says}</dd> })}
                </div>
            }
            .into_any()
        })
        .collect();
    // A button of the form, so that what is typed may be kept before it is left.
    let first = wanted.iter().find(|one| !one.is_typed(&entrance.facts))?;
    Some(
        view! {
            <div class="apply-known">
                <dl>{rows}</dl>
                {device::unsaved(entrance)}
                <p>
                    <button class="apply-change" type="submit" name="change" value=first.id.clone()>
                        {words.in_check}
                    </button>
                </p>
            </div>
        }
        .into_any(),
    )
}

fn call<'a>(one: &Asked<'a>) -> Option<Call<'a>> {
    one.field.asked_when.iter().find_map(|when| match when {
        When::Answer { field, is } => Some((&**field, &**is)),
        _ => None,
    })
}

/// What a section is called over one of its fields: by the choice that calls for it, where other choices call for the
/// section's other fields.
pub fn name_over(entrance: &Entrance<'_>, all: &[Asked<'_>], one: &Asked<'_>) -> String {
    let section = one.field.section;
    let of_section = |one: &&Asked<'_>| one.field.section == section && one.field.by == By::Family;
    let calls: Vec<Option<Call<'_>>> = all.iter().filter(of_section).map(call).collect();
    let own = call(one);
    let is_one_of = calls.iter().all(Option::is_some) && calls.iter().any(|call| *call != own);
    let choice = own.filter(|_| is_one_of);
    let choice = choice.and_then(|call| choice_name(entrance, call));
    choice.unwrap_or_else(|| field::section_title(entrance.words, section).to_owned())
}

/// `选了“被委托人”才填`.
fn called_by(entrance: &Entrance<'_>, call: Call<'_>) -> Option<String> {
    let choice = choice_name(entrance, call)?;
    Some(fill(entrance.words.only_when, &[("choice", &choice)]))
}

/// The first of the choices, in its own words.
fn choice_name(entrance: &Entrance<'_>, (field, is): Call<'_>) -> Option<String> {
    let choice = entrance.form.field(field)?.choice(is.first()?)?;
    Some(match entrance.visit.lang {
        Lang::Zh => choice.zh.to_string(),
        Lang::En => choice.en.to_string(),
    })
}

/// The clauses that these fields are asked under, each document named once.
fn laws(entrance: &Entrance<'_>, here: &[&Asked<'_>]) -> AnyView {
    let areas = entrance.visit.areas;
    let mut ids: Vec<&str> = here.iter().map(|one| &*one.field.clause).collect();
    ids.sort_by_key(|id| areas.clauses().iter().position(|clause| *clause.id == **id));
    ids.dedup();
    let mut last = "";
    let links: Vec<AnyView> = ids
        .into_iter()
        .map(|id| {
            let clause = areas.clause(id);
            let document = clause.map_or("", |clause| clause.document_id());
            let name = match clause {
                Some(clause) if document == last => clause.article.to_string(),
                _ => law_name(entrance, id),
            };
            last = document;
            view! { <a href=["/law/", id].concat() lang="zh-CN">{name}</a>" " }.into_any()
        })
        .collect();
    view! { <p class="apply-law">{entrance.words.law}" "{links}</p> }.into_any()
}
