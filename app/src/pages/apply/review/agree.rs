//! Promises, consents, signature, and the ways on from here.

use leptos::prelude::*;
use policy::{
    day::Span,
    form::{Asked, Consent, Form},
};

use crate::{
    forms::apply::{Checked, Sent},
    pages::apply::{
        consent::{
            consent_name, guardian, is_sent, on_behalf_of, promise_name, signature_box, signer,
        },
        draft::save_button,
        entrance::Entrance,
        field,
        form::{carried, law_name},
        one::hidden,
        paper::DESK,
    },
    parts::{self, Entry, FieldError, Mistake, Question, fold},
    words::{fill, in_a_sentence, pages::Apply, service_name},
};

/// What a ticked box sends.
const TICKED: &str = "yes";

/// The form that prints or sends. Where nothing can be sent today, nothing is agreed to either.
pub fn form(
    entrance: &Entrance<'_>,
    sent: &Sent,
    checked: &Checked,
    asked: &[Asked<'_>],
    mistakes: &[Mistake],
) -> AnyView {
    let words = entrance.words;
    let to_send = entrance.may_send.then(|| {
        view! {
            {promises(entrance, sent, mistakes)}
            {consents(entrance, sent, checked, asked, mistakes)}
            {signature(entrance, sent, checked, mistakes)}
            <button class="button" type="submit" name="act" value="send">{words.send}</button>
        }
    });
    let (print, class) = match entrance.may_send {
        true => (words.print, "button button-quiet"),
        false => (words.print_now, "button"),
    };
    view! {
        <form method="post" action=entrance.action() class="apply-agree" id="agree" novalidate autocomplete="off">
            {carried(entrance, sent)}
            {hidden(sent, None)}
            {to_send}
            <button class=class type="submit" name="act" value="print">{print}</button>
            {save_button(entrance)}
        </form>
    }
    .into_any()
}

fn error_at(mistakes: &[Mistake], control: &str) -> Option<FieldError> {
    let at = |mistake: &&Mistake| mistake.control_id == control;
    mistakes
        .iter()
        .find(at)
        .map(|mistake| mistake.error.clone())
}

fn tick(
    entrance: &Entrance<'_>,
    name: String,
    label: String,
    why: Option<String>,
    is_ticked: bool,
    mistakes: &[Mistake],
) -> AnyView {
    let mut question = Question {
        name: name.into(),
        label: label.into(),
        why: why.map(Into::into),
        ..Question::default()
    };
    question.error = error_at(mistakes, &question.control_id());
    parts::tick(entrance.visit.look(), &question, TICKED, is_ticked)
}

fn promises(entrance: &Entrance<'_>, sent: &Sent, mistakes: &[Mistake]) -> Option<AnyView> {
    let (words, lang, form) = (entrance.words, entrance.visit.lang, entrance.form);
    if form.promises.is_empty() {
        return None;
    }
    let ticks: Vec<AnyView> = form
        .promises
        .iter()
        .enumerate()
        .map(|(place, promise)| {
            let label = promise.in_lang(lang).to_owned();
            let is_ticked = sent.promises.contains(&place);
            tick(
                entrance,
                promise_name(place),
                label,
                None,
                is_ticked,
                mistakes,
            )
        })
        .collect();
    let lead = form.promises_lead.as_ref();
    Some(
        view! {
            <fieldset class="apply-part" data-promises>
                <legend><h2>{words.promises_title}</h2></legend>
                {lead.map(|lead| view! { <p>{lead.in_lang(lang).to_owned()}</p> })}
                <p class="question-hint">{words.promises_each}</p>
                {ticks}
                {(lang != DESK).then(|| originals(words, form))}
            </fieldset>
        }
        .into_any(),
    )
}

/// What is signed is what the paper says, in the language of the desk.
fn originals(words: &'static Apply, form: &Form) -> AnyView {
    let promises: Vec<AnyView> = form
        .promises
        .iter()
        .map(|promise| view! { <p>{promise.in_lang(DESK).to_owned()}</p> }.into_any())
        .collect();
    view! {
        <p class="question-hint">{words.promises_original}</p>
        <div lang="zh-CN" data-originals>{promises}</div>
    }
    .into_any()
}

fn consents(
    entrance: &Entrance<'_>,
    sent: &Sent,
    checked: &Checked,
    asked: &[Asked<'_>],
    mistakes: &[Mistake],
) -> AnyView {
    let (words, lang) = (entrance.words, entrance.visit.lang);
    let ticks: Vec<AnyView> = entrance
        .form
        .consents(&checked.facts)
        .map(|consent| {
            let (label, why) = said(entrance, checked, asked, consent);
            let is_ticked = sent.consents.contains(&consent);
            tick(
                entrance,
                consent_name(consent),
                label,
                Some(why),
                is_ticked,
                mistakes,
            )
        })
        .collect();
    let kept: Vec<AnyView> = asked
        .iter()
        .map(|one| {
            let law = law_name(entrance, &one.field.clause);
            view! { <li>{field::label(words, lang, one)}" "<small lang="zh-CN">{law}</small></li> }
                .into_any()
        })
        .collect();
    let term = fill(words.consent_kept, &[("span", &span(entrance))]);
    view! {
        <fieldset class="apply-part" data-consents>
            <legend><h2>{words.consents_title}</h2></legend>
            <p class="question-hint">{words.consents_lead}</p>
            {ticks}
            <p class="apply-term">{term}</p>
            {fold(words.consent_fields.into(), false, view! { <ul>{kept}</ul> }.into_any())}
            <p><a href="/privacy/children" target="_blank" rel="noopener">{words.consent_rules}</a></p>
        </fieldset>
    }
    .into_any()
}

/// A consent's sentence, and why it is asked.
fn said(
    entrance: &Entrance<'_>,
    checked: &Checked,
    asked: &[Asked<'_>],
    consent: Consent,
) -> (String, String) {
    let (words, lang) = (entrance.words, entrance.visit.lang);
    let look = entrance.visit.look();
    match consent {
        Consent::Form => {
            let service = service_name(lang, entrance.service);
            let law = law_name(entrance, &entrance.form.clause);
            (
                fill(words.consent_form, &[("service", service)]),
                fill(words.consent_form_why, &[("law", &law)]),
            )
        }
        Consent::Health => {
            let is_told =
                |one: &&Asked<'_>| one.field.is_health && !checked.answers.get(&one.id).is_empty();
            let told = asked.iter().filter(is_told);
            let mut told: Vec<String> = told
                .map(|one| in_a_sentence(lang, field::label(words, lang, one)))
                .collect();
            if told.is_empty() {
                told.push(words.consent_health_facts.to_owned());
            }
            let fields = told.join(look.words().answer.comma);
            let says = match on_behalf_of(entrance, checked) {
                None => fill(words.consent_health, &[("fields", &fields)]),
                Some(mother) => fill(
                    match is_sent(checked) {
                        true => words.consent_health_for,
                        false => words.consent_health_known,
                    },
                    &[("mother", &mother), ("fields", &fields)],
                ),
            };
            (
                says,
                fill(
                    words.consent_health_why,
                    &[("law", words.consent_health_law)],
                ),
            )
        }
        Consent::Child => {
            let (name, signer) = (guardian(entrance, checked), signer(entrance, checked));
            let says = match (name.is_empty(), name == signer) {
                (true, _) => words.consent_child_plain.to_owned(),
                (false, true) => fill(words.consent_child, &[("guardian", &name)]),
                (false, false) => fill(words.consent_child_for, &[("guardian", &name)]),
            };
            let law = words.consent_child_law;
            (says, fill(words.consent_child_why, &[("law", law)]))
        }
    }
}

/// How long it is kept.
fn span(entrance: &Entrance<'_>) -> String {
    let words = entrance.words;
    let counted = |sentence: &str, count: String| fill(sentence, &[("count", &count)]);
    match entrance.form.kept_for {
        Span::Days(days) => counted(words.days, days.to_string()),
        Span::Months(months) => counted(words.months, months.to_string()),
        Span::Years(years) => counted(words.years, years.to_string()),
        Span::EndOfYear => words.year_end.to_owned(),
    }
}

fn signature(
    entrance: &Entrance<'_>,
    sent: &Sent,
    checked: &Checked,
    mistakes: &[Mistake],
) -> AnyView {
    let words = entrance.words;
    let name = signer(entrance, checked);
    let mut question = Question {
        name: "signature".into(),
        label: fill(words.signature, &[("name", &name)]).into(),
        hint: Some(words.signature_hint.into()),
        ..Question::default()
    };
    question.error = error_at(mistakes, &question.control_id());
    view! {
        <section class="apply-part">
            <h2>{words.signature_title}</h2>
            {parts::text(entrance.visit.look(), &question, Entry::Words, &sent.signature)}
            {finger(entrance, sent)}
        </section>
    }
    .into_any()
}

/// Room to sign with a finger, shown by its script alone: whoever has none, or no finger to spare, types the name.
fn finger(entrance: &Entrance<'_>, sent: &Sent) -> AnyView {
    let words = &entrance.visit.look().words().pages.drafts;
    view! {
        <div
            class="sign-here"
            data-sign
            hidden
            data-done=words.draw_done
            data-cleared=words.draw_cleared
            data-short=words.draw_short
        >
            <h3>{words.draw_title}</h3>
            <p class="question-hint">{words.draw_hint}</p>
            <svg class="sign-box" viewBox=signature_box() role="img" aria-label=words.draw_box>
                <line x1="60" y1="320" x2="940" y2="320" />
                <path d=sent.drawn.clone() />
            </svg>
            <input type="hidden" name="drawn" value=sent.drawn.clone() />
            <p class="sign-row">
                <button class="button button-quiet" type="button" data-sign-clear>{words.draw_clear}</button>
                <span role="status"></span>
            </p>
        </div>
    }
    .into_any()
}
