//! A question: its label, why we ask, the control, and what is wrong with the answer.
//!
//! Every control carries the fact's own `name`, so that the plain form and the island send the same.
//! Absent: reading what was typed, and any handler; an island listens at the form.

use leptos::prelude::*;

use super::{Icon, Look, Text, icon};

/// What is asked, and how.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Question {
    /// The control's `name`; ids are made from it.
    pub name: Text,
    /// The label: the document's own word where there is one.
    pub label: Text,
    /// Why we ask, in a sentence.
    pub why: Option<Text>,
    /// How to write the answer.
    pub hint: Option<Text>,
    /// What is wrong with the answer given.
    pub error: Option<FieldError>,
}

/// An answer refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The refusal's code, for `data-error`.
    pub code: &'static str,
    /// How to mend it, in a sentence.
    pub sentence: Text,
}

/// One of the answers offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent; empty for "I am not sure".
    pub value: Text,
    /// What it is called.
    pub label: Text,
    /// A second, quieter line.
    pub hint: Option<Text>,
}

impl Choice {
    /// A choice without a second line.
    pub fn new(value: impl Into<Text>, label: impl Into<Text>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            hint: None,
        }
    }
}

/// How a text control is typed into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Entry {
    /// Words.
    #[default]
    Words,
    /// A person's name.
    Name,
    /// Digits alone: the phone shows its number keys.
    Digits,
    /// Digits and a last letter, which must not be "corrected".
    Code,
}

impl Question {
    /// The id of its control, or of the first of several: where the error summary leads.
    pub fn control_id(&self) -> String {
        ["q-", &*self.name].concat()
    }

    /// What `aria-describedby` of its control says; `None` without why, hint and error.
    pub fn described_by(&self) -> Option<String> {
        let parts = [
            (self.why.is_some(), "why"),
            (self.hint.is_some(), "hint"),
            (self.error.is_some(), "error"),
        ];
        let ids: Vec<String> = parts
            .iter()
            .filter(|(stands, _)| *stands)
            .map(|(_, part)| self.id_of(part))
            .collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn id_of(&self, part: &str) -> String {
        ["q-", &*self.name, "-", part].concat()
    }
}

/// A one-line answer in words or digits.
pub fn text(look: Look, question: &Question, entry: Entry, value: &str) -> AnyView {
    let (mode, autocomplete) = match entry {
        Entry::Words => ("text", "off"),
        Entry::Name => ("text", "name"),
        Entry::Digits => ("numeric", "off"),
        Entry::Code => ("text", "off"),
    };
    let control = view! {
        <input
            class="field"
            type="text"
            id=question.control_id()
            name=question.name.clone()
            value=value.to_owned()
            inputmode=mode
            autocomplete=autocomplete
            autocapitalize="off"
            spellcheck="false"
            aria-describedby=question.described_by()
            aria-invalid=question.error.as_ref().map(|_| "true")
        />
    };
    labelled(look, question, control.into_any())
}

/// A day: one control that takes `2027-01-10`, `2027.1.10`, `2027年1月10日` and `20270110` alike. `beside` is shown
/// next to it (the weeks, as they are typed).
pub fn date(look: Look, question: &Question, value: &str, beside: Option<AnyView>) -> AnyView {
    let mut question = question.clone();
    question
        .hint
        .get_or_insert(Text::Borrowed(look.words().parts.date_hint));
    let control = view! {
        <div class="field-row">
            <input
                class="field field-date"
                type="text"
                id=question.control_id()
                name=question.name.clone()
                value=value.to_owned()
                autocomplete="off"
                spellcheck="false"
                maxlength="20"
                aria-describedby=question.described_by()
                aria-invalid=question.error.as_ref().map(|_| "true")
            />
            {beside.map(|beside| view! { <div class="field-beside">{beside}</div> })}
        </div>
    };
    labelled(look, &question, control.into_any())
}

/// Answers to choose one from. Each row is its whole target.
pub fn choice(look: Look, question: &Question, choices: Vec<Choice>, chosen: &str) -> AnyView {
    let rows: Vec<AnyView> = choices
        .into_iter()
        .enumerate()
        .map(|(place, choice)| {
            let first = question.control_id();
            let id = match place {
                0 => first,
                _ => [&first, "-", &place.to_string()].concat(),
            };
            let is_chosen = choice.value == chosen;
            view! {
                <label class="choice">
                    <input type="radio" id=id name=question.name.clone() value=choice.value checked=is_chosen />
                    <span class="choice-words">
                        <span class="choice-label">{choice.label}</span>
                        {choice.hint.map(|hint| view! { <span class="choice-hint">{hint}</span> })}
                    </span>
                </label>
            }
            .into_any()
        })
        .collect();
    let (describes, invalid) = (question.described_by(), question.error.is_some());
    view! {
        <fieldset
            class="question"
            class:question-wrong=invalid
            aria-describedby=describes
            data-question=question.name.clone()
        >
            <legend class="question-label">{question.label.clone()}</legend>
            {around(look, question)}
            <div class="choices">{rows}</div>
        </fieldset>
    }
    .into_any()
}

/// A sentence to be ticked; its label is the sentence. Never ticked beforehand but where it was ticked already.
pub fn tick(look: Look, question: &Question, value: &'static str, is_ticked: bool) -> AnyView {
    let invalid = question.error.is_some();
    view! {
        <div class="question" class:question-wrong=invalid data-question=question.name.clone()>
            <label class="choice">
                <input
                    type="checkbox"
                    id=question.control_id()
                    name=question.name.clone()
                    value=value
                    checked=is_ticked
                    aria-describedby=question.described_by()
                    aria-invalid=question.error.as_ref().map(|_| "true")
                />
                <span class="choice-words"><span class="choice-label">{question.label.clone()}</span></span>
            </label>
            {around(look, question)}
        </div>
    }
    .into_any()
}

/// A list to choose one from, for many answers: it opens the phone's own wheel.
pub fn select(look: Look, question: &Question, choices: Vec<Choice>, chosen: &str) -> AnyView {
    let options: Vec<AnyView> = choices
        .into_iter()
        .map(|choice| {
            let is_chosen = choice.value == chosen;
            view! { <option value=choice.value selected=is_chosen>{choice.label}</option> }
                .into_any()
        })
        .collect();
    let control = view! {
        <select
            class="field"
            id=question.control_id()
            name=question.name.clone()
            aria-describedby=question.described_by()
            aria-invalid=question.error.as_ref().map(|_| "true")
        >
            {options}
        </select>
    };
    labelled(look, question, control.into_any())
}

/// Label, why, hint and error around any other control. The control must carry [`Question::control_id`],
/// [`Question::described_by`] and, with an error, `aria-invalid`.
pub fn labelled(look: Look, question: &Question, control: AnyView) -> AnyView {
    let invalid = question.error.is_some();
    view! {
        <div class="question" class:question-wrong=invalid data-question=question.name.clone()>
            <label class="question-label" for=question.control_id()>{question.label.clone()}</label>
            {around(look, question)}
            {control}
        </div>
    }
    .into_any()
}

fn around(look: Look, question: &Question) -> AnyView {
    let why = question
        .why
        .clone()
        .map(|why| view! { <p class="question-why" id=question.id_of("why")>{why}</p> });
    let hint = question
        .hint
        .clone()
        .map(|hint| view! { <p class="question-hint" id=question.id_of("hint")>{hint}</p> });
    let error = question.error.clone().map(|error| {
        view! {
            <p class="question-error" id=question.id_of("error") data-error=error.code>
                {icon(look, Icon::Cross)}
                <span>{look.words().parts.error_here} {error.sentence}</span>
            </p>
        }
    });
    (why, hint, error).into_any()
}
