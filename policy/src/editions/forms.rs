//! Files of forms: `forms.toml` beside an area's editions. Read, held against the rules, and handed to their editions.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::{Fault, Source, line_at};
use crate::form::{Field, Form, Kind, Paying, When, layout};

/// What the name of such a file ends with.
const NAME: &str = "forms.toml";

/// Is this the name of a file of forms, and not of an edition?
pub(super) fn is_forms(file: &str) -> bool {
    file.rsplit(['/', '\\']).next() == Some(NAME)
}

/// One file of forms: its name, its text, what stands in it.
pub(super) struct FormsSource {
    file: String,
    text: String,
    contents: Contents,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Contents {
    /// The short name of the rules whose forms these are.
    rules: Box<str>,
    #[serde(default)]
    paying: Option<Paying>,
    #[serde(default)]
    forms: Vec<Form>,
}

impl FormsSource {
    pub fn parse(file: String, text: String) -> Result<FormsSource, Fault> {
        match toml::from_str(&text) {
            Ok(contents) => Ok(FormsSource {
                file,
                text,
                contents,
            }),
            Err(error) => Err(Fault {
                line: line_at(&text, error.span()),
                file,
                reason: error.message().to_owned(),
            }),
        }
    }

    /// A fault at the first line with these words in the given form, or in one of its fields; else where that begins.
    fn fault(&self, form: usize, field: Option<usize>, words: &str, reason: String) -> Fault {
        let lines: Vec<&str> = self.text.lines().collect();
        let nth = |header: &str, from: usize, count: usize| {
            let found = (from..lines.len()).filter(|at| lines[*at].trim_end() == header);
            found.into_iter().nth(count).unwrap_or(from)
        };
        let mut from = nth("[[forms]]", 0, form);
        let mut end = nth("[[forms]]", from + 1, 0);
        if let Some(field) = field {
            from = nth("[[forms.fields]]", from, field);
            end = nth("[[forms.fields]]", from + 1, 0);
        }
        // Where nothing follows, the search for an end stays where it began.
        let end = if end == from + 1 { lines.len() } else { end };
        let place = (from..end).find(|at| lines[*at].contains(words));
        Fault {
            file: self.file.clone(),
            line: place.unwrap_or(from) + 1,
            reason,
        }
    }

    /// What is wrong with them by themselves and beside the rules.
    fn faults(&self, clauses: &BTreeSet<&str>, found: &mut Vec<Fault>) {
        let forms = &self.contents.forms;
        let paying = self.contents.paying.iter();
        for paying in paying.filter(|paying| !clauses.contains(&*paying.clause)) {
            let lines = self.text.lines();
            let before = lines.take_while(|line| line.trim_end() != "[paying]");
            found.push(Fault {
                file: self.file.clone(),
                line: before.count() + 1,
                reason: no_text(&paying.clause),
            });
        }
        for (place, form) in forms.iter().enumerate() {
            let mut wrong = |words: &str, reason: String| {
                found.push(self.fault(place, None, words, reason));
            };
            let is_twin =
                |other: &Form| (other.service, other.version) == (form.service, form.version);
            if forms[..place].iter().any(is_twin) {
                let name = form.service.as_str();
                wrong("service", format!("{name} has two forms of one first day"));
            }
            for promise in &form.promises {
                if promise.zh.trim().is_empty() || promise.en.trim().is_empty() {
                    wrong("promises = ", "a promise without words".to_owned());
                }
            }
            if !clauses.contains(&*form.clause) {
                wrong("clause", no_text(&form.clause));
            }
            for id in form.signed_by.iter().chain(&form.guardian) {
                if form.field(id).is_none_or(|field| field.kind != Kind::Name) {
                    wrong(
                        &format!("\"{id}\""),
                        format!("{id} is no name on this form"),
                    );
                }
            }
            if form.signed_by.is_empty() {
                wrong("signed_by", "nobody signs".to_owned());
            }
            if form.guardian.is_empty() {
                wrong("guardian", "nobody agrees for the child".to_owned());
            }
            for (at, reason) in layout::faults(form) {
                let words = if at.is_some() {
                    "paper = "
                } else {
                    "[forms.layout]"
                };
                found.push(self.fault(place, at, words, reason));
            }
            for at in 0..form.fields.len() {
                for (words, reason) in field_faults(form, at, clauses) {
                    found.push(self.fault(place, Some(at), words, reason));
                }
            }
        }
    }
}

fn no_text(clause: &str) -> String {
    format!("clause {clause} has no text in these files")
}

/// What is wrong with one field: the words of its line, and why.
fn field_faults(form: &Form, at: usize, clauses: &BTreeSet<&str>) -> Vec<(&'static str, String)> {
    let field = &form.fields[at];
    let id = &field.id;
    let mut wrong = Vec::new();
    if form.fields[..at].iter().any(|other| other.id == *id) {
        wrong.push(("id = ", format!("field {id} stands twice")));
    }
    if let Some(reason) = name_fault(field) {
        wrong.push(("id = ", format!("field {id} {reason}")));
    }
    if field.label.zh.trim().is_empty() || field.label.en.trim().is_empty() {
        wrong.push(("label", format!("field {id} has no label")));
    }
    if !clauses.contains(&*field.clause) {
        wrong.push(("clause", no_text(&field.clause)));
    }
    let has_list = field.kind == Kind::Choice;
    if has_list && field.choices.len() < 2 {
        wrong.push(("kind", format!("field {id} offers no choice")));
    }
    if !has_list && !field.choices.is_empty() {
        wrong.push(("choices", format!("field {id} takes no choice")));
    }
    if field.fact.is_some() && field.worked_out.is_some() {
        wrong.push((
            "worked_out",
            format!("field {id} is told and worked out at once"),
        ));
    }
    if field.fact.is_some_and(|fact| fact.is_of_a_baby()) && field.each.is_none() {
        wrong.push(("fact", format!("field {id} tells of one baby of several")));
    }
    for when in &field.asked_when {
        let When::Answer { field: other, is } = when else {
            continue;
        };
        match form.field(other) {
            None => wrong.push(("asked_when", format!("{other} is no field of this form"))),
            Some(other) if is.iter().any(|value| other.choice(value).is_none()) => {
                wrong.push(("asked_when", format!("{} has no such answer", other.id)));
            }
            Some(_) => {}
        }
    }
    wrong
}

/// Why a field can't bear its name, where that is so.
fn name_fault(field: &Field) -> Option<&'static str> {
    let is_plain = !field.id.is_empty()
        && field
            .id
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let person = field.about.map_or("", |person| person.as_str());
    let is_persons = |tail: &str| {
        let stem = field.id.strip_suffix(tail);
        !person.is_empty() && stem.is_some_and(|stem| stem == person)
    };
    match field.kind {
        _ if !is_plain => Some("needs a name of small letters and _"),
        Kind::Name if !is_persons("_name") => Some("must be the name of whom it is about"),
        Kind::IdNumber if !is_persons("_id_number") => {
            Some("must be the ID number of whom it is about")
        }
        _ if field.each.is_some() && !field.id.starts_with(crate::form::BABY) => {
            Some("is asked for each baby, so its name begins with baby_")
        }
        _ => None,
    }
}

/// Everything wrong with files of forms beside these editions.
pub(super) fn faults(forms: &[FormsSource], editions: &[Source]) -> Vec<Fault> {
    let clauses: BTreeSet<&str> = editions
        .iter()
        .flat_map(|source| &source.edition.clauses)
        .map(|clause| &*clause.id)
        .collect();
    let mut found = Vec::new();
    for (place, source) in forms.iter().enumerate() {
        let rules = &source.contents.rules;
        let mut wrong = |reason: String| found.push(source.fault(0, None, "", reason));
        if !editions
            .iter()
            .any(|edition| edition.edition.rules == *rules)
        {
            wrong(format!("there are no rules called {rules}"));
        }
        if forms[..place]
            .iter()
            .any(|other| other.contents.rules == *rules)
        {
            wrong(format!("the forms of {rules} stand in two files"));
        }
        source.faults(&clauses, &mut found);
    }
    found
}

/// Gives every edition the forms of its rules.
pub(super) fn hand_over(forms: Vec<FormsSource>, editions: &mut [Source]) {
    for source in forms {
        for edition in editions.iter_mut().map(|source| &mut source.edition) {
            if edition.rules == source.contents.rules {
                edition.forms.clone_from(&source.contents.forms);
                edition.paying.clone_from(&source.contents.paying);
            }
        }
    }
}
