//! The phone that is to stand for an application, confirmed in place: nothing typed is lost on the way. Absent: sending
//! the code and believing it.

use leptos::prelude::*;

use super::{
    consent::{consent_name, promise_name},
    entrance::Entrance,
    form::carried,
    one::hidden,
};
use crate::{
    Reply,
    forms::apply::{Checked, Sent},
    pages::sign_in::{Step, Trouble, masked},
    parts::{Entry, FieldError, Mistake, Question, Text, Tone, notice, text},
    words::{fill, pages::SignIn},
};

const PHONE: &str = "confirm_phone";
const CODE: &str = "confirm_code";

/// Where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirm {
    /// What is asked now.
    pub step: Step,
    /// What went wrong.
    pub trouble: Option<Trouble>,
    /// The code, shown on the page of a demonstration alone.
    pub shown_code: Option<String>,
}

/// The page.
pub fn page(entrance: &Entrance<'_>, sent: &Sent, checked: &Checked, state: &Confirm) -> Reply {
    let words = &entrance.visit.look().words().pages.sign_in;
    let phone = match sent.confirm_phone.trim() {
        "" => own_phone(sent),
        told => told.to_owned(),
    };
    let control = state.trouble.and_then(|trouble| trouble.control());
    let id = match control {
        Some(_) if state.step == Step::Phone => question(PHONE).control_id(),
        Some(_) => question(CODE).control_id(),
        None => String::new(),
    };
    let mistakes: Vec<Mistake> = state
        .trouble
        .map(|trouble| Mistake {
            control_id: id,
            error: trouble.error(words),
        })
        .into_iter()
        .collect();
    let status = state.trouble.map_or(200, Trouble::status);
    let kept = Sent {
        answers: checked.answers.clone(),
        ..sent.clone()
    };
    let at_control = state.trouble.filter(|_| control.is_some());
    let error = at_control.map(|trouble| trouble.error(words));
    let heading = words.confirm_title.to_owned();
    super::page(entrance, status, heading, mistakes, || {
        let asked = match state.step {
            Step::Phone => phone_step(entrance, words, &phone, error),
            Step::Code => code_step(entrance, words, &phone, state, error),
        };
        view! {
            <p class="lead">{words.confirm_lead}</p>
            <form method="post" action=entrance.action() class="apply-agree sign-in" id="confirm" novalidate autocomplete="off">
                {carried(entrance, &kept)}
                {hidden(&kept, None)}
                {agreed(&kept)}
                {asked}
                <button class="button button-quiet" type="submit" name="act" value="review">{words.confirm_back}</button>
            </form>
        }
        .into_any()
    })
}

fn phone_step(
    entrance: &Entrance<'_>,
    words: &'static SignIn,
    phone: &str,
    error: Option<FieldError>,
) -> AnyView {
    let asked = Question {
        label: words.phone.into(),
        why: Some(words.why.into()),
        hint: Some(words.phone_hint.into()),
        error,
        ..question(PHONE)
    };
    view! {
        {text(entrance.visit.look(), &asked, Entry::Digits, phone)}
        <button class="button" type="submit" name="act" value="code">{words.send}</button>
    }
    .into_any()
}

fn code_step(
    entrance: &Entrance<'_>,
    words: &'static SignIn,
    phone: &str,
    state: &Confirm,
    error: Option<FieldError>,
) -> AnyView {
    let look = entrance.visit.look();
    let asked = Question {
        label: words.code.into(),
        error,
        ..question(CODE)
    };
    let demo = state.shown_code.as_deref().map(|code| {
        let told = fill(words.demo, &[("code", code)]);
        let body = view! { <p data-demo-code=code.to_owned()>{told}</p> };
        notice(look, Tone::Know, None, body.into_any())
    });
    view! {
        <p>{fill(words.code_lead, &[("phone", &masked(phone))])}</p>
        {demo}
        <input type="hidden" name=PHONE value=phone.to_owned() />
        {text(look, &asked, Entry::Digits, "")}
        <button class="button" type="submit" name="act" value="enter">{words.confirm_enter}</button>
        <button class="button button-quiet" type="submit" name="act" value="code">{words.again}</button>
    }
    .into_any()
}

/// What was agreed to and signed goes along like what was typed.
fn agreed(sent: &Sent) -> AnyView {
    let ticked = |name: String| view! { <input type="hidden" name=name value="yes" /> }.into_any();
    let consents: Vec<AnyView> = sent
        .consents
        .iter()
        .map(|consent| ticked(consent_name(*consent)))
        .collect();
    let promises: Vec<AnyView> = sent
        .promises
        .iter()
        .map(|place| ticked(promise_name(*place)))
        .collect();
    view! {
        {consents}
        {promises}
        <input type="hidden" name="signature" value=sent.signature.clone() />
        <input type="hidden" name="drawn" value=sent.drawn.clone() />
    }
    .into_any()
}

/// The phone in the form of whoever sends it: an agent's where one acts.
fn own_phone(sent: &Sent) -> String {
    let phone = |id| sent.answers.get(id).to_owned();
    [
        "agent_phone",
        "mother_phone",
        "father_phone",
        "applicant_phone",
    ]
    .into_iter()
    .map(phone)
    .find(|phone| !phone.is_empty())
    .unwrap_or_default()
}

fn question(name: &'static str) -> Question {
    Question {
        name: Text::Borrowed(name),
        ..Question::default()
    }
}
