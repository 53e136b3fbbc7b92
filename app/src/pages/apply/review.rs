//! All that was answered, to be looked over; then promises, consents and signature, none of them filled beforehand.

mod agree;

use leptos::prelude::*;
use policy::form::{Asked, By, Section};

use super::{
    device,
    entrance::Entrance,
    field,
    form::{carried, changed_verdict, standing, years},
    one::hidden,
    paper::unprinted,
    step,
};
use crate::{
    Reply,
    forms::apply::{Change, Checked, Sent},
    parts::{Mistake, Tone, notice},
    words::fill,
};

/// The page. `mistakes` is what sending it lacks.
pub fn page(
    entrance: &Entrance<'_>,
    sent: &Sent,
    checked: &Checked,
    mistakes: &[Mistake],
) -> Reply {
    let (words, look) = (entrance.words, entrance.visit.look());
    let status = if mistakes.is_empty() { 200 } else { 422 };
    // What nobody asks for any more is left behind here.
    let kept = Sent {
        answers: checked.answers.clone(),
        ..sent.clone()
    };
    let all = entrance.asked(&checked.answers);
    let is_answered = |one: &&Asked<'_>| one.is_wanted && one.field.by == By::Family;
    let asked: Vec<Asked<'_>> = all.iter().filter(is_answered).cloned().collect();
    let title = entrance.form.title.in_lang(look.lang);
    let heading = [words.review_title, field::colon(look.lang), title].concat();
    let enter = match entrance.may_send {
        true => "send",
        false => "print",
    };
    let carries = entrance.carried("agree", "review", Some(enter));
    super::page(
        entrance,
        status,
        heading,
        mistakes.to_vec(),
        carries,
        || {
            let sections: Vec<AnyView> = Section::ALL
                .iter()
                .filter_map(|section| answers(entrance, *section, &all, &asked, checked))
                .collect();
            view! {
            <p class="lead">{words.review_lead}</p>
            {standing(entrance)}
            {changed_verdict(entrance, sent)}
            {years(entrance)}
            {made_right(entrance, &asked, &checked.changes)}
            {entrance.known.unprinted.map(|char| unprinted(entrance, char))}
            // A form of its own: Enter in the signature must not change an answer.
            <form method="post" action=entrance.action() class="apply-review" id="review" autocomplete="off">
                {carried(entrance, &kept)}
                {hidden(&kept, None)}
                {sections}
                <p class="ways">
                    <button class="button button-quiet" type="submit" name="act" value="fill">{words.whole_form}</button>
                </p>
            </form>
            {agree::form(entrance, &kept, checked, &asked, mistakes)}
        }
        .into_any()
        },
    )
}

/// What was typed another way than it is kept.
fn made_right(entrance: &Entrance<'_>, asked: &[Asked<'_>], changes: &[Change]) -> Option<AnyView> {
    let (words, look) = (entrance.words, entrance.visit.look());
    let lines: Vec<AnyView> = changes
        .iter()
        .filter_map(|change| {
            let one = asked.iter().find(|one| one.id == change.field)?;
            let label = field::label_among(words, look.lang, one, asked);
            let says = fill(
                words.made_right,
                &[
                    ("label", &label),
                    ("typed", &change.typed),
                    ("kept", &change.kept),
                ],
            );
            Some(view! { <li data-made-right=change.field.clone()>{says}</li> }.into_any())
        })
        .collect();
    (!lines.is_empty()).then(|| {
        let body = view! { <ul>{lines}</ul> }.into_any();
        notice(look, Tone::Know, Some(words.made_right_title.into()), body)
    })
}

fn answers(
    entrance: &Entrance<'_>,
    section: Section,
    all: &[Asked<'_>],
    asked: &[Asked<'_>],
    checked: &Checked,
) -> Option<AnyView> {
    let (words, lang) = (entrance.words, entrance.visit.lang);
    let rows: Vec<AnyView> = asked
        .iter()
        .filter(|one| one.field.section == section)
        .map(|one| {
            let value = checked.answers.get(&one.id);
            let label = field::label(words, lang, one);
            let whose = field::label_among(words, lang, one, asked);
            let change = fill(words.change_what, &[("label", &whose)]);
            view! {
                <div data-field=one.id.clone()>
                    <dt>{label}</dt>
                    <dd translate="no">{field::shown(words, lang, one, value)}</dd>
                    <dd class="apply-way">
                        <button class="apply-change" type="submit" name="change" value=one.id.clone() aria-label=change>
                            {words.change}
                        </button>
                    </dd>
                </div>
            }
            .into_any()
        })
        .collect();
    // What the check was told is changed there: the form is left for it.
    let is_left = |one: &&Asked<'_>| one.field.section == section && !one.is_typed(&entrance.facts);
    let unsaved = asked
        .iter()
        .find(is_left)
        .and_then(|_| device::unsaved(entrance));
    let first = asked.iter().find(|one| one.field.section == section)?;
    (!rows.is_empty()).then(|| {
        let title = step::name_over(entrance, all, first);
        view! { <section><h2>{title}</h2><dl class="apply-answers">{rows}</dl>{unsaved}</section> }
            .into_any()
    })
}
