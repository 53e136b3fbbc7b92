//! The form on paper: the document's own lines filled in, blanks for signature and stamp. Nothing of it is kept.

use leptos::prelude::*;
use policy::{
    Facts, Verdict, decide_service,
    form::{Asked, By, Kind},
    wire,
};

use super::{
    consent::{signature_box, signer},
    entrance::Entrance,
    field,
    form::carried,
    one::hidden,
};
use crate::{
    Lang, Reply,
    forms::apply::{Checked, Sent, Signature, Unsent},
    lang::tag,
    parts::{Tone, notice},
    words::{dates, fill, pages::Apply},
};

/// The sheet goes to a desk, so it speaks the documents' own language whatever its reader speaks.
const DESK: Lang = Lang::Zh;

fn words() -> &'static Apply {
    &crate::words::words(DESK).pages.apply
}

/// The page.
pub fn page(entrance: &Entrance<'_>, sent: &Sent, checked: &Checked) -> Reply {
    let words = entrance.words;
    let heading = words.printed_title;
    let kept = Sent {
        answers: checked.answers.clone(),
        ..sent.clone()
    };
    super::page(entrance, 200, heading.to_owned(), Vec::new(), || {
        view! {
            <div class="no-print" data-sent="no">
                {told(entrance)}
                <form method="post" action=entrance.action() autocomplete="off" class="ways">
                    {carried(entrance, &kept)}
                    {hidden(&kept, None)}
                    <input type="hidden" name="signature" value=sent.signature.clone() />
                    <input type="hidden" name="drawn" value=sent.drawn.clone() />
                    <button class="button" type="submit" name="act" value="pdf">{entrance.visit.look().words().pages.papers.pdf}</button>
                    <button class="button button-quiet" type="submit" name="act" value="review">{words.change_again}</button>
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
fn told(entrance: &Entrance<'_>) -> AnyView {
    let (words, look) = (entrance.words, entrance.visit.look());
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
        <p>{words.not_kept}</p>
    };
    let answer = decide_service(&entrance.facts, entrance.visit.areas, entrance.service);
    let papers: Vec<AnyView> = answer
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
        {(look.lang != DESK).then(|| view! { <p class="apply-next">{words.sheet_language}</p> })}
    }
    .into_any()
}

/// The sheet itself, in the document's own language.
fn sheet(entrance: &Entrance<'_>, sent: &Sent, checked: &Checked) -> AnyView {
    let (words, lang, form) = (words(), DESK, entrance.form);
    let asked = entrance.asked(&checked.answers);
    // The document's own lines stand even where nobody fills them.
    let family = || asked.iter().filter(|one| one.field.by == By::Family);
    let own: Vec<&Asked<'_>> = family().filter(|one| one.field.on_paper).collect();
    let beside: Vec<&Asked<'_>> = family()
        .filter(|one| !one.field.on_paper && one.is_wanted)
        .collect();
    let agency: Vec<&Asked<'_>> = asked
        .iter()
        .filter(|one| one.field.by == By::Agency)
        .collect();
    let own = lines(&own, checked);
    let beside = lines(&beside, checked);
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
        <article class="slip" lang=tag(lang) data-paper=entrance.service.as_str()>
            <h2>{form.title.in_lang(lang).to_owned()}</h2>
            <p class="slip-date">{words.date}{field::colon(lang)}<span class="slip-day">{words.date_blank}</span></p>
            <dl class="slip-lines">{own}</dl>
            {lead.map(|lead| view! { <div class="slip-promises"><p>{lead.in_lang(lang).to_owned()}</p>{promises}</div> })}
            {signed(entrance, sent, checked)}
            {(!agency.is_empty()).then(|| agency_part(&agency, checked))}
            {(!notes.is_empty()).then(|| view! { <div class="slip-notes"><p>{words.notes_title}{field::colon(lang)}</p>{notes}</div> })}
            {(!beside.is_empty()).then(|| view! {
                <div class="slip-beside"><h3>{words.beside}</h3><dl class="slip-lines">{beside}</dl></div>
            })}
        </article>
    }
    .into_any()
}

/// The lines of a table of two columns: what is long has a line of its own, and so has what nothing stands beside.
fn lines(all: &[&Asked<'_>], checked: &Checked) -> Vec<AnyView> {
    let is_long = |one: &Asked<'_>| matches!(one.field.kind, Kind::Address | Kind::Tick);
    let mut is_second = false;
    all.iter()
        .enumerate()
        .map(|(place, one)| {
            let is_alone = all.get(place + 1).is_none_or(|next| is_long(next));
            let is_whole = is_long(one) || !is_second && is_alone;
            is_second = !is_whole && !is_second;
            line(one, checked, is_whole)
        })
        .collect()
}

fn line(one: &Asked<'_>, checked: &Checked, is_whole: bool) -> AnyView {
    let (words, lang) = (words(), DESK);
    let value = checked.answers.get(&one.id);
    let value = match one.is_wanted && !value.is_empty() {
        true => field::shown(words, lang, one, value),
        false => String::new(),
    };
    view! {
        <div data-field=one.id.clone() class:slip-whole=is_whole class:slip-tick=one.field.kind == Kind::Tick>
            <dt>{field::label(words, lang, one)}</dt>
            <dd translate="no">{value}</dd>
        </div>
    }
    .into_any()
}

/// Blanks for the agency, in the document's own words.
fn agency_part(agency: &[&Asked<'_>], checked: &Checked) -> AnyView {
    let lines = lines(agency, checked);
    view! { <div class="slip-agency"><h3>{words().agency_part}</h3><dl class="slip-lines">{lines}</dl></div> }
        .into_any()
}

fn signed(entrance: &Entrance<'_>, sent: &Sent, checked: &Checked) -> AnyView {
    let (words, lang) = (words(), DESK);
    let name = signer(entrance, checked);
    let mark = match sent.signed() {
        Some(Signature::Drawn(path)) => {
            view! { <svg class="slip-drawn" viewBox=signature_box() role="img" aria-label=name><path d=path /></svg> }.into_any()
        }
        Some(Signature::Typed(typed)) if typed == name => view! { <span>{typed}</span> }.into_any(),
        _ => view! { <span class="slip-blank"></span> }.into_any(),
    };
    view! {
        <p class="slip-signed">
            <span>{words.signed}{field::colon(lang)}{mark}</span>
            <span>{words.date}{field::colon(lang)}<span class="slip-day">{words.date_blank}</span></span>
        </p>
    }
    .into_any()
}

/// What the desk will enter for the baby, so that both can check it.
fn expected(entrance: &Entrance<'_>, checked: &Checked) -> Option<AnyView> {
    let (words, visit) = (entrance.words, entrance.visit);
    let facts: &Facts = &checked.facts;
    let answer = decide_service(facts, visit.areas, entrance.service);
    let babies: Vec<AnyView> = answer
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
