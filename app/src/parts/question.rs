//! A question: its label, why we ask, the control, and what is wrong with the answer.
//!
//! Every control carries the fact's own `name`, so that the plain form and the island send the same.
//! Absent: reading what was typed, and any handler; an island listens at the form.

use leptos::prelude::*;

use super::{Icon, Look, Text};
use crate::markup::Markup;

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
}

impl Choice {
    /// That value, by that name.
    pub fn new(value: impl Into<Text>, label: impl Into<Text>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
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

    /// Ends a control's tag: its id, name and value, what describes it, and whether its answer is wrong.
    fn end_tag(&self, markup: &mut Markup, value: Option<&str>) {
        markup.put(r#" id="{}" name="{}""#, &[&self.control_id(), &self.name]);
        markup.put_some(r#" value="{}""#, value);
        self.point(markup);
        markup.put(">", &[]);
    }

    /// What says how the control is described, and whether its answer is wrong.
    fn point(&self, markup: &mut Markup) {
        markup.put_some(r#" aria-describedby="{}""#, self.described_by().as_deref());
        if self.error.is_some() {
            markup.put(r#" aria-invalid="true""#, &[]);
        }
    }

    fn id_of(&self, part: &str) -> String {
        ["q-", &*self.name, "-", part].concat()
    }

    fn class(&self) -> &'static str {
        match self.error {
            Some(_) => "question question-wrong",
            None => "question",
        }
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
    labelled(look, question, |markup| {
        markup.put(
            concat!(
                r#"<input class="field" type="text" inputmode="{}" autocomplete="{}" autocapitalize="off" "#,
                r#"spellcheck="false""#,
            ),
            &[mode, autocomplete],
        );
        question.end_tag(markup, Some(value));
    })
}

/// A day: one control that takes `2027-01-10`, `2027.1.10`, `2027年1月10日` and `20270110` alike. `beside` writes what is
/// shown next to it (the weeks, as they are typed).
pub fn date(
    look: Look,
    question: &Question,
    value: &str,
    beside: Option<&dyn Fn(&mut Markup)>,
) -> AnyView {
    let mut question = question.clone();
    question
        .hint
        .get_or_insert(Text::Borrowed(look.words().parts.date_hint));
    labelled(look, &question, |markup| {
        markup.put(
            concat!(
                r#"<div class="field-row"><input class="field field-date" type="text" autocomplete="off" "#,
                r#"spellcheck="false" maxlength="20""#,
            ),
            &[],
        );
        question.end_tag(markup, Some(value));
        put_beside(markup, beside);
        markup.put("</div>", &[]);
    })
}

/// A place: its name or code. `beside` writes its whole name next to it, `below` those that may be meant.
pub fn place(
    look: Look,
    question: &Question,
    value: &str,
    beside: Option<&dyn Fn(&mut Markup)>,
    below: impl Fn(&mut Markup),
) -> AnyView {
    labelled(look, question, |markup| {
        markup.put(
            concat!(
                r#"<div class="field-row"><input class="field field-place" type="text" autocomplete="off" "#,
                r#"autocapitalize="off" spellcheck="false" maxlength="40""#,
            ),
            &[],
        );
        question.end_tag(markup, Some(value));
        put_beside(markup, beside);
        markup.put("</div>", &[]);
        below(markup);
    })
}

/// Answers to choose one from. Each row is its whole target.
pub fn choice(look: Look, question: &Question, choices: &[Choice], chosen: &str) -> AnyView {
    let mut markup = Markup::new(look);
    markup.put(
        r#"<legend class="question-label">{}</legend>"#,
        &[&question.label],
    );
    put_around(&mut markup, look, question);
    markup.put(r#"<div class="choices">"#, &[]);
    for (place, choice) in choices.iter().enumerate() {
        let mut id = question.control_id();
        if place > 0 {
            id = [&id, "-", &place.to_string()].concat();
        }
        markup.put(
            r#"<label class="choice"><input type="radio" id="{}" name="{}" value="{}""#,
            &[&id, &question.name, &choice.value],
        );
        put_if(&mut markup, choice.value == chosen, " checked");
        markup.put(ROW, &[&choice.label]);
    }
    markup.put("</div>", &[]);
    view! {
        <fieldset
            class=question.class()
            aria-describedby=question.described_by()
            data-question=question.name.clone()
            inner_html=markup.finish()
        ></fieldset>
    }
    .into_any()
}

/// A sentence to be ticked; its label is the sentence. Never ticked beforehand but where it was ticked already.
pub fn tick(look: Look, question: &Question, value: &'static str, is_ticked: bool) -> AnyView {
    let mut markup = Markup::new(look);
    markup.put(
        r#"<label class="choice"><input type="checkbox" id="{}" name="{}" value="{}""#,
        &[&question.control_id(), &question.name, value],
    );
    put_if(&mut markup, is_ticked, " checked");
    question.point(&mut markup);
    markup.put(ROW, &[&question.label]);
    put_around(&mut markup, look, question);
    drawn(question, markup)
}

/// A list to choose one from, for many answers: it opens the phone's own wheel.
pub fn select(look: Look, question: &Question, choices: &[Choice], chosen: &str) -> AnyView {
    labelled(look, question, |markup| {
        markup.put(r#"<select class="field""#, &[]);
        question.end_tag(markup, None);
        for choice in choices {
            markup.put(r#"<option value="{}""#, &[&choice.value]);
            put_if(markup, choice.value == chosen, " selected");
            markup.put(">{}</option>", &[&choice.label]);
        }
        markup.put("</select>", &[]);
    })
}

/// Label, why, hint and error around any other control, which `control` writes under [`Question::control_id`].
pub fn labelled(look: Look, question: &Question, control: impl FnOnce(&mut Markup)) -> AnyView {
    let mut markup = Markup::new(look);
    markup.put(
        r#"<label class="question-label" for="{}">{}</label>"#,
        &[&question.control_id(), &question.label],
    );
    put_around(&mut markup, look, question);
    control(&mut markup);
    drawn(question, markup)
}

fn drawn(question: &Question, inside: Markup) -> AnyView {
    view! { <div class=question.class() data-question=question.name.clone() inner_html=inside.finish()></div> }
        .into_any()
}

/// The end of a row that is its control's whole target.
const ROW: &str =
    r#"><span class="choice-words"><span class="choice-label">{}</span></span></label>"#;

fn put_if(markup: &mut Markup, is_so: bool, piece: &'static str) {
    if is_so {
        markup.put(piece, &[]);
    }
}

fn put_beside(markup: &mut Markup, beside: Option<&dyn Fn(&mut Markup)>) {
    if let Some(beside) = beside {
        markup.put(r#"<div class="field-beside">"#, &[]);
        beside(markup);
        markup.put("</div>", &[]);
    }
}

/// Why we ask, how to write it, and what is wrong with it.
fn put_around(markup: &mut Markup, look: Look, question: &Question) {
    if let Some(why) = &question.why {
        markup.put(
            r#"<p class="question-why" id="{}">{}</p>"#,
            &[&question.id_of("why"), why],
        );
    }
    if let Some(hint) = &question.hint {
        markup.put(
            r#"<p class="question-hint" id="{}">{}</p>"#,
            &[&question.id_of("hint"), hint],
        );
    }
    if let Some(error) = &question.error {
        markup.put(
            r#"<p class="question-error" id="{}" data-error="{}">"#,
            &[&question.id_of("error"), error.code],
        );
        markup.icon(Icon::Cross);
        markup.put(
            "<span>{} {}</span></p>",
            &[look.words().parts.error_here, &error.sentence],
        );
    }
}
