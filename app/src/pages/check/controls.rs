//! One question of the check: its words, its control, what was typed, what is wrong with it.

use leptos::prelude::*;

use super::form::Form;
use crate::{
    forms::check::{Field, Kind, clean, day},
    markup::Markup,
    parts::{self, Choice, Entry, Question},
    words::{dates, understood},
};

/// A question's words: label, why we ask, how to write the answer. Empty ones are left out.
#[derive(Clone, Copy)]
pub struct Ask {
    /// The control.
    pub field: Field,
    /// The document's own word.
    pub label: &'static str,
    /// Why we ask.
    pub why: &'static str,
    /// How to write it.
    pub hint: &'static str,
}

/// A question with a label alone.
pub fn ask(field: Field, label: &'static str) -> Ask {
    Ask {
        field,
        label,
        why: "",
        hint: "",
    }
}

impl Ask {
    /// With the reason why we ask.
    pub fn why(self, why: &'static str) -> Ask {
        Ask { why, ..self }
    }

    /// With a word on how to write it.
    pub fn hint(self, hint: &'static str) -> Ask {
        Ask { hint, ..self }
    }
}

impl Form<'_> {
    fn question(&self, ask: Ask) -> Question {
        let some = |words: &'static str| (!words.is_empty()).then(|| words.into());
        Question {
            name: ask.field.name().into(),
            label: ask.label.into(),
            why: some(ask.why),
            hint: some(ask.hint),
            error: self.error(ask.field).cloned(),
        }
    }

    /// What stands in the control: what was typed, and where it was understood the plain way to write it.
    pub fn value(&self, field: Field) -> String {
        let typed = self.page.typed.value(field);
        if self.error(field).is_some() {
            return typed.to_owned();
        }
        let plain = clean(typed);
        match field.kind() {
            Kind::Day => day(&plain).map_or(plain, dates::iso),
            _ => plain,
        }
    }

    /// A day, and beside it how it was understood.
    pub fn day(&self, ask: Ask) -> AnyView {
        let value = self.value(ask.field);
        let says = match day(&value) {
            Ok(on) if self.error(ask.field).is_none() => {
                understood(self.look().lang, ask.field, on, self.page.asked_on)
            }
            _ => String::new(),
        };
        parts::date(
            self.look(),
            &self.question(ask),
            &value,
            Some(&|markup| sense(markup, ask.field, &says)),
        )
    }

    /// A place, and beside it its name; where several may be meant, those to choose from.
    pub fn place(&self, ask: Ask) -> AnyView {
        let look = self.look();
        let hint = if ask.hint.is_empty() {
            self.page.words.place_hint
        } else {
            ask.hint
        };
        let question = self.question(ask.hint(hint));
        let name = self
            .page
            .places
            .name(ask.field, look.lang)
            .unwrap_or_default();
        parts::place(
            look,
            &question,
            &self.value(ask.field),
            Some(&|markup| sense(markup, ask.field, &name)),
            |markup| self.offered(markup, ask.field),
        )
    }

    /// Links, because they were just sent: nothing typed is lost by following one.
    fn offered(&self, markup: &mut Markup, field: Field) {
        let offered = self.page.places.offered(field);
        if offered.is_empty() {
            return;
        }
        markup.put(
            r#"<div class="place-offers" data-offers="{}"><p class="question-hint">{}</p><ul class="place-list">"#,
            &[field.name(), self.page.words.place_found],
        );
        for place in offered {
            let to = ["/check?", &self.page.typed.query_with(field, &place.code)].concat();
            markup.put(
                r#"<li><a class="chip" href="{}" data-code="{}">{}</a></li>"#,
                &[&to, &place.code, &place.whole(self.look().lang)],
            );
        }
        markup.put("</ul></div>", &[]);
    }

    /// One of several, "I am not sure" among them.
    pub fn one_of(
        &self,
        ask: Ask,
        unsure: &'static str,
        words: &[(&'static str, &'static str)],
    ) -> AnyView {
        let mut choices: Vec<Choice> = words
            .iter()
            .map(|(value, label)| Choice::new(*value, *label))
            .collect();
        choices.push(Choice::new("", unsure));
        parts::choice(
            self.look(),
            &self.question(ask),
            &choices,
            &self.value(ask.field),
        )
    }

    /// Yes, no, or not sure.
    pub fn yes_no(&self, ask: Ask) -> AnyView {
        let words = self.page.words;
        self.one_of(ask, words.unsure, &[("yes", words.yes), ("no", words.no)])
    }

    /// A whole number.
    pub fn count(&self, ask: Ask) -> AnyView {
        parts::text(
            self.look(),
            &self.question(ask),
            Entry::Digits,
            &self.value(ask.field),
        )
    }

    /// Several of something, in one line.
    pub fn list(&self, ask: Ask) -> AnyView {
        parts::text(
            self.look(),
            &self.question(ask),
            Entry::Words,
            &self.value(ask.field),
        )
    }

    /// A name or a number of a person: a control without a name, so that no query ever holds it.
    pub fn private(&self, ask: Ask) -> AnyView {
        let question = self.question(ask);
        parts::labelled(self.look(), &question, |markup| {
            markup.put(
                concat!(
                    r#"<input class="field" type="text" autocomplete="off" autocapitalize="off" "#,
                    r#"spellcheck="false" id="{}" data-private="{}">"#,
                ),
                &[&question.control_id(), &question.name],
            );
        })
    }

    fn look(&self) -> parts::Look {
        self.page.visit.look()
    }
}

/// Where the island writes how a value is understood.
fn sense(markup: &mut Markup, field: Field, says: &str) {
    let id = ["s-", field.name()].concat();
    markup.put(
        r#"<output class="sense" id="{}" for="{}">{}</output>"#,
        &[&id, &field.control_id(), says],
    );
}
