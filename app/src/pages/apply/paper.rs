//! The form on paper: the document's own lines filled in, blanks for signature and stamp. Nothing of it is kept.

use leptos::prelude::*;
use policy::{
    Facts, Verdict, decide,
    form::{Asked, By},
    wire,
};

use super::{consent::signer, entrance::Entrance, field, form::carried, one::hidden};
use crate::{
    Reply,
    forms::apply::{Checked, Sent, Signature, Unsent},
    parts::{Icon, Tone, notice, quiet_link},
    words::{dates, fill, pages::Apply},
};

/// The page. `was_to_be_sent` where everything was there for sending it.
pub fn page(
    entrance: &Entrance<'_>,
    sent: &Sent,
    checked: &Checked,
    was_to_be_sent: bool,
) -> Reply {
    let (words, look) = (entrance.words, entrance.visit.look());
    let heading = match was_to_be_sent {
        true => words.ready_title,
        false => words.printed_title,
    };
    let kept = Sent {
        answers: checked.answers.clone(),
        ..sent.clone()
    };
    super::page(entrance, 200, heading.to_owned(), Vec::new(), || {
        view! {
            <div class="no-print" data-sent="no">
                {told(entrance, was_to_be_sent)}
                <form method="post" action=entrance.action() autocomplete="off" class="ways">
                    {carried(entrance, &kept)}
                    {hidden(&kept, None)}
                    <input type="hidden" name="signature" value=sent.signature.clone() />
                    <input type="hidden" name="drawn" value=sent.drawn.clone() />
                    <button class="button" type="submit" name="act" value="pdf">{look.words().pages.papers.pdf}</button>
                    <button class="button button-quiet" type="submit" name="act" value="review">{words.change_again}</button>
                    {quiet_link(look, Some(Icon::Back), words.back.into(), entrance.to_check())}
                </form>
            </div>
            {sheet(entrance, sent, checked)}
            {expected(entrance, checked)}
        }
        .into_any()
    })
}

/// What its PDF is made of. A signature that is not the signer's name is left to the pen.
pub fn unsent(entrance: &Entrance<'_>, sent: &Sent, checked: Checked) -> Unsent {
    let name = signer(entrance, &checked);
    let signature = sent
        .signed()
        .filter(|signature| !matches!(signature, Signature::Typed(typed) if *typed != name));
    Unsent {
        service: entrance.service,
        form: entrance.form.version_name(),
        facts: wire::facts_json(&checked.facts),
        fields: checked.answers.into_fields(),
        signature,
    }
}

/// What is done, and what is not yet.
fn told(entrance: &Entrance<'_>, was_to_be_sent: bool) -> AnyView {
    let (words, look) = (entrance.words, entrance.visit.look());
    let not_open = was_to_be_sent.then_some(words.ready_not_open);
    let from = match (entrance.verdict, entrance.opens_on) {
        (Verdict::NotYet, Some(day)) => {
            let day = dates::day(look.lang, day);
            Some(fill(words.from_day, &[("day", &day)]))
        }
        _ => None,
    };
    let how = match entrance.visit.browser.wechat {
        true => words.in_wechat,
        false => words.how_to_print,
    };
    let body = view! {
        {not_open.map(|says| view! { <p>{says}</p> })}
        <p>{words.not_kept}</p>
    };
    let answer = decide(&entrance.facts, entrance.visit.areas);
    let papers: Vec<AnyView> = answer
        .service(entrance.service)
        .materials
        .iter()
        .map(|paper| view! { <li>{paper.in_lang(look.lang).to_owned()}</li> }.into_any())
        .collect();
    view! {
        {notice(look, Tone::Soon, Some(words.printed_not_sent.into()), body.into_any())}
        {from.map(|from| view! { <p class="apply-next">{from}</p> })}
        <p class="apply-next">{words.printed_next}</p>
        <ul class="materials">{papers}</ul>
        <p class="apply-next">{how}" "{words.two_copies}</p>
    }
    .into_any()
}

/// The sheet itself, in the document's own language.
fn sheet(entrance: &Entrance<'_>, sent: &Sent, checked: &Checked) -> AnyView {
    let (words, lang, form) = (entrance.words, entrance.visit.lang, entrance.form);
    let asked = entrance.asked(&checked.answers);
    // The document's own lines stand even where nobody fills them.
    let by_family = |one: &&Asked<'_>| one.field.by == By::Family;
    let own = asked
        .iter()
        .filter(by_family)
        .filter(|one| one.field.on_paper);
    let beside = asked
        .iter()
        .filter(by_family)
        .filter(|one| !one.field.on_paper && one.is_wanted);
    let agency: Vec<&Asked<'_>> = asked.iter().filter(|one| !by_family(one)).collect();
    let line = |one: &Asked<'_>| line(entrance, one, checked);
    let own: Vec<AnyView> = own.map(line).collect();
    let beside: Vec<AnyView> = beside.map(line).collect();
    let promises: Vec<AnyView> = form
        .promises
        .iter()
        .map(|promise| view! { <p>{promise.in_lang(lang).to_owned()}</p> }.into_any())
        .collect();
    let lead = form.promises_lead.as_ref();
    let notes: Vec<AnyView> = form
        .notes
        .iter()
        .map(|note| view! { <p>{note.in_lang(lang).to_owned()}</p> }.into_any())
        .collect();
    view! {
        <article class="slip" data-paper=entrance.service.as_str()>
            <h2>{form.title.in_lang(lang).to_owned()}</h2>
            <p class="slip-date">{words.date}{field::colon(lang)}{words.date_blank}</p>
            <dl class="slip-lines">{own}</dl>
            {lead.map(|lead| view! { <div class="slip-promises"><p>{lead.in_lang(lang).to_owned()}</p>{promises}</div> })}
            {signed(entrance, sent, checked)}
            {(!agency.is_empty()).then(|| agency_part(entrance, &agency))}
            {(!notes.is_empty()).then(|| view! { <div class="slip-notes"><p>{words.notes_title}{field::colon(lang)}</p>{notes}</div> })}
            {(!beside.is_empty()).then(|| view! {
                <div class="slip-beside"><h3>{words.beside}</h3><dl class="slip-lines">{beside}</dl></div>
            })}
        </article>
    }
    .into_any()
}

fn line(entrance: &Entrance<'_>, one: &Asked<'_>, checked: &Checked) -> AnyView {
    let (words, lang) = (entrance.words, entrance.visit.lang);
    let value = checked.answers.get(&one.id);
    let value = match one.is_wanted && !value.is_empty() {
        true => field::shown(words, lang, one, value),
        false => String::new(),
    };
    view! {
        <div data-field=one.id.clone()>
            <dt>{field::label(words, lang, one)}</dt>
            <dd translate="no">{value}</dd>
        </div>
    }
    .into_any()
}

/// Blanks for the agency, in the document's own words.
fn agency_part(entrance: &Entrance<'_>, agency: &[&Asked<'_>]) -> AnyView {
    let (words, lang): (&'static Apply, _) = (entrance.words, entrance.visit.lang);
    let lines: Vec<AnyView> = agency
        .iter()
        .map(|one| {
            view! { <div><dt>{field::label(words, lang, one)}</dt><dd></dd></div> }.into_any()
        })
        .collect();
    view! { <div class="slip-agency"><h3>{words.agency_part}</h3><dl class="slip-lines">{lines}</dl></div> }
        .into_any()
}

fn signed(entrance: &Entrance<'_>, sent: &Sent, checked: &Checked) -> AnyView {
    let (words, lang) = (entrance.words, entrance.visit.lang);
    let name = signer(entrance, checked);
    let mark = match sent.signed() {
        Some(Signature::Drawn(path)) => {
            view! { <svg class="slip-drawn" viewBox="0 0 1000 400" role="img" aria-label=name><path d=path /></svg> }.into_any()
        }
        Some(Signature::Typed(typed)) if typed == name => view! { <span>{typed}</span> }.into_any(),
        _ => view! { <span class="slip-blank"></span> }.into_any(),
    };
    view! {
        <p class="slip-signed">
            <span>{words.signed}{field::colon(lang)}{mark}</span>
            <span>{words.date}{field::colon(lang)}{words.date_blank}</span>
        </p>
    }
    .into_any()
}

/// What the desk will enter for the baby, so that both can check it.
fn expected(entrance: &Entrance<'_>, checked: &Checked) -> Option<AnyView> {
    let (words, visit) = (entrance.words, entrance.visit);
    let facts: &Facts = &checked.facts;
    let answer = decide(facts, visit.areas);
    let babies: Vec<AnyView> = answer
        .service(entrance.service)
        .provisional
        .iter()
        .map(|baby| {
            let (name, number) = (baby.name.to_string(), baby.number.to_string());
            view! { <li data-provisional><span translate="no">{name}</span>" · "{words.expected_number}" "<span translate="no">{number}</span></li> }
                .into_any()
        })
        .collect();
    (!babies.is_empty()).then(|| {
        view! { <div class="slip-expected"><p>{words.expected}</p><ul>{babies}</ul></div> }
            .into_any()
    })
}
