//! The phone that is to stand for an application or a draft, confirmed in place: nothing typed is lost on the way. Before
//! a draft is kept, its keeping is agreed to here. Absent: sending the code and believing it.

use leptos::prelude::*;
use policy::form::{Asked, Kind};

use super::{
    consent::{consent_name, promise_name},
    entrance::Entrance,
    form::carried,
    one::hidden,
};
use crate::{
    Reply,
    forms::apply::{Sent, check},
    pages::sign_in::{Step, Trouble},
    parts::{Entry, FieldError, Mistake, Question, Text, Tone, notice, text, tick},
    words::{fill, pages::SignIn},
};

const PHONE: &str = "confirm_phone";
const CODE: &str = "confirm_code";
const DRAFT: &str = "consent_draft";

/// Where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Confirm {
    /// What is asked now; none where the phone is known, and a draft's consent alone is missing.
    pub step: Option<Step>,
    /// What went wrong.
    pub trouble: Option<Trouble>,
    /// The code, shown on the page of a demonstration alone.
    pub shown_code: Option<String>,
    /// Was a draft to be kept without its consent?
    pub lacks_consent: bool,
}

impl Confirm {
    /// Asks that.
    pub fn at(step: Step) -> Confirm {
        Confirm {
            step: Some(step),
            ..Confirm::default()
        }
    }
}

/// The page.
pub fn page(entrance: &Entrance<'_>, sent: &Sent, state: &Confirm) -> Reply {
    let words = &entrance.visit.look().words().pages.sign_in;
    let drafts = &entrance.visit.look().words().pages.drafts;
    let mistakes = mistakes(entrance, state);
    let status = match (state.trouble, state.lacks_consent) {
        (Some(trouble), _) => trouble.status(),
        (None, true) => 422,
        (None, false) => 200,
    };
    let (heading, lead) = match (sent.saves(), state.step) {
        (false, _) => (words.confirm_title, words.confirm_lead),
        (true, Some(_)) => (drafts.ask_title, drafts.ask_lead),
        (true, None) => (drafts.ask_title, drafts.ask_consent_lead),
    };
    let kept = kept(entrance, sent);
    let of_all = match sent.saves() {
        true => "save",
        false => "send",
    };
    let (again, enter) = match state.step {
        Some(Step::Phone) => (of_all, "code"),
        Some(Step::Code) => ("enter", "enter"),
        None => (of_all, of_all),
    };
    let carries = entrance.carried("confirm", again, Some(enter));
    super::page(
        entrance,
        status,
        heading.to_owned(),
        mistakes,
        carries,
        || {
            let (back, label) = match sent.saves() {
                true => ("fill", drafts.back_to_form),
                false => ("review", words.confirm_back),
            };
            view! {
            <p class="lead">{lead}</p>
            <form method="post" action=entrance.action() class="apply-agree sign-in" id="confirm" novalidate autocomplete="off">
                {carried(entrance, &kept)}
                {hidden(&kept, None)}
                {agreed(&kept)}
                {to_save(entrance, sent, state)}
                {asked(entrance, words, sent, state)}
                <button class="button button-quiet" type="submit" name="act" value=back>{label}</button>
            </form>
        }
        .into_any()
        },
    )
}

/// What goes along: of an application what it is made of, of a draft every word as it was typed.
fn kept(entrance: &Entrance<'_>, sent: &Sent) -> Sent {
    let answers = match sent.saves() {
        true => sent.answers.clone(),
        false => check(entrance.form, &sent.answers, &sent.spoilt, &entrance.facts).answers,
    };
    Sent {
        answers,
        ..sent.clone()
    }
}

fn mistakes(entrance: &Entrance<'_>, state: &Confirm) -> Vec<Mistake> {
    let lacks = state.lacks_consent.then(|| Mistake {
        control_id: question(DRAFT).control_id(),
        error: lacking(entrance),
    });
    let trouble = state.trouble.filter(|trouble| !trouble.is_fine());
    let trouble = trouble.map(|trouble| Mistake {
        control_id: match (trouble.control(), state.step) {
            (Some(_), Some(Step::Phone)) => question(PHONE).control_id(),
            (Some(_), _) => question(CODE).control_id(),
            (None, _) => String::new(),
        },
        error: trouble.error(entrance.visit.lang),
    });
    lacks.into_iter().chain(trouble).collect()
}

fn lacking(entrance: &Entrance<'_>) -> FieldError {
    FieldError {
        code: "missing_field",
        sentence: entrance
            .visit
            .look()
            .words()
            .pages
            .drafts
            .consent_missing
            .into(),
    }
}

/// A draft's own consent; once its code is out, what was agreed to goes along.
fn to_save(entrance: &Entrance<'_>, sent: &Sent, state: &Confirm) -> Option<AnyView> {
    if !sent.saves() {
        return None;
    }
    let look = entrance.visit.look();
    let words = &look.words().pages.drafts;
    let asked = Question {
        label: words.consent.into(),
        why: Some(words.consent_why.into()),
        error: state.lacks_consent.then(|| lacking(entrance)),
        ..question(DRAFT)
    };
    let consent = match state.step {
        Some(Step::Code) => view! { <input type="hidden" name=DRAFT value="yes" /> }.into_any(),
        Some(Step::Phone) | None => tick(look, &asked, "yes", sent.agrees_to_draft),
    };
    let purpose = view! { <input type="hidden" name="confirm_for" value="save" /> };
    Some(view! { {purpose}{consent} }.into_any())
}

fn asked(entrance: &Entrance<'_>, words: &'static SignIn, sent: &Sent, state: &Confirm) -> AnyView {
    let drafts = &entrance.visit.look().words().pages.drafts;
    let phone = match sent.confirm_phone.trim() {
        "" => own_phone(entrance, sent),
        told => told.to_owned(),
    };
    let at_control = state.trouble.filter(|trouble| trouble.control().is_some());
    let error = at_control.map(|trouble| trouble.error(entrance.visit.lang));
    let enter = match sent.saves() {
        true => drafts.confirm_enter,
        false => words.confirm_enter,
    };
    match state.step {
        Some(Step::Phone) => phone_step(entrance, words, &phone, error),
        Some(Step::Code) => code_step(entrance, words, &phone, state, error, enter),
        None => view! { <button class="button" type="submit" name="act" value="save">{drafts.save_now}</button> }
            .into_any(),
    }
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
    enter: &'static str,
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
    let lead = Trouble::code_lead(state.trouble, words, phone);
    view! {
        {state.trouble.and_then(|trouble| trouble.told(look))}
        {lead.map(|lead| view! { <p>{lead}</p> })}
        {demo}
        <input type="hidden" name=PHONE value=phone.to_owned() />
        {text(look, &asked, Entry::Digits, "")}
        <button class="button" type="submit" name="act" value="enter">{enter}</button>
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

/// The phone in the form of whoever signs it; else the first phone told.
fn own_phone(entrance: &Entrance<'_>, sent: &Sent) -> String {
    let asked = entrance.asked(&sent.answers);
    let told = |one: &&Asked<'_>| one.is_wanted && !sent.answers.get(&one.id).is_empty();
    let told: Vec<&Asked<'_>> = asked.iter().filter(told).collect();
    let name = |id: &str| told.iter().find(|one| one.id == id);
    let signer = entrance.form.signed_by.iter().find_map(|id| name(id));
    let phones = || told.iter().filter(|one| one.field.kind == Kind::Phone);
    let own =
        phones().find(|one| signer.is_some_and(|signer| one.field.about == signer.field.about));
    own.or_else(|| phones().next())
        .map_or_else(String::new, |one| sent.answers.get(&one.id).to_owned())
}

fn question(name: &'static str) -> Question {
    Question {
        name: Text::Borrowed(name),
        ..Question::default()
    }
}
