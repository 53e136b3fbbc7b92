//! The form around its steps. Each step is a `details`, so that one thought is open at a time and nothing needs script.

use leptos::prelude::*;
use policy::edition::Edition;

use super::{
    Page,
    steps::{self, Step},
};
use crate::{
    calendar::token,
    forms::{
        bookmark::BOOKMARK,
        check::{Field, Typed},
    },
    parts::{FieldError, fold, submit},
    words::dates,
};

/// The form, with what is wrong and what is missing.
pub struct Form<'a> {
    /// What was typed, and where.
    pub page: &'a Page<'a>,
    /// The rules that would answer; `None` while the place is not known.
    pub edition: Option<&'a Edition>,
    /// What is wrong, by control.
    pub errors: &'a [(Field, FieldError)],
    /// Names of the controls whose facts would matter and are not told.
    pub missing: &'a [&'static str],
}

impl Form<'_> {
    /// What is wrong at a control.
    pub fn error(&self, field: Field) -> Option<&FieldError> {
        self.errors
            .iter()
            .find(|(at, _)| *at == field)
            .map(|(_, error)| error)
    }

    /// Must a reader see one of these without having to look for it: told, wrong, or missing?
    pub fn wants(&self, fields: &[Field]) -> bool {
        self.page.typed.is_any_told(fields)
            || fields
                .iter()
                .any(|field| self.error(*field).is_some() || self.missing.contains(&field.name()))
    }

    /// What stands in the controls of this page.
    fn shown(&self) -> Typed {
        let mut shown = Typed::default();
        for field in Field::ALL {
            shown.set(field, self.value(field));
        }
        shown
    }

    /// The whole form.
    pub fn view(&self, heading: Option<&'static str>) -> AnyView {
        let words = self.page.words;
        let visit = self.page.visit;
        let steps: Vec<AnyView> = Step::in_order(self.page.situation)
            .into_iter()
            .filter_map(|step| self.step(step))
            .collect();
        view! {
            <div class="check-form">
                {heading.map(|heading| view! { <h2>{heading}</h2> })}
                <p class="lead">{if heading.is_some() { words.change_lead } else { words.lead }}</p>
                <form
                    method="get"
                    action="/check"
                    novalidate
                    id="check"
                    data-check
                    data-query=self.shown().query()
                    data-today=dates::iso(visit.today)
                    data-calendar=token(visit.calendar, visit.lang, "")
                    data-lang=visit.lang.as_str()
                    data-wechat=visit.browser.wechat
                >
                    {self.page.bookmark.as_ref().map(|bookmark| {
                        view! { <input type="hidden" name=BOOKMARK value=bookmark.as_str().to_owned() /> }
                    })}
                    {steps}
                    {self.rest()}
                    <div class="form-end">
                        {submit(words.submit.into())}
                        <p class="start-over"><a href="/check">{words.start_over}</a></p>
                    </div>
                    {self.page.otherwise.form(visit)}
                </form>
                <p class="visually-hidden" role="status" id="check-says"></p>
            </div>
        }
        .into_any()
    }

    fn step(&self, step: Step) -> Option<AnyView> {
        let body = self.step_body(step)?;
        let is_open = step.opens_first(self) || self.wants(step.fields());
        Some(
            view! {
                <details class=step.class() id=step.id() open=is_open hidden=step.is_hidden(self)>
                    <summary><h2>{step.title(self.page.words)}</h2></summary>
                    <div class="step-body">{body}</div>
                </details>
            }
            .into_any(),
        )
    }

    /// What these rules mostly do not look at.
    fn rest(&self) -> AnyView {
        let words = self.page.words;
        let (questions, is_open) = steps::rest(self);
        let body = view! { <p class="question-why">{words.rest_lead}</p>{questions} };
        fold(words.rest.into(), is_open, body.into_any())
    }
}
