//! What a decision looks like: the card with its verdict, the reasons, the remedies.
//! Absent: deciding. These draw what `policy` answered.

use leptos::prelude::*;
use policy::{
    Areas, Verdict,
    verdict::{Met, Remedy, Service},
};

use super::{Cited, Icon, Look, Text, citation, icon};

/// A service's verdict and what hangs on it.
#[derive(Debug, Clone)]
pub struct Card {
    /// `data-service`.
    pub service: Service,
    /// `data-verdict`, and its word, shape and colour.
    pub verdict: Verdict,
    /// What the service is called here.
    pub title: Text,
    /// The verdict in one sentence.
    pub sentence: Text,
    /// The first card of the page, drawn largest.
    pub is_first: bool,
}

/// A condition looked at.
#[derive(Debug, Clone)]
pub struct Reason {
    /// Whether it holds.
    pub met: Met,
    /// The condition, in a sentence for the family.
    pub sentence: Text,
    /// The family's own value.
    pub yours: Option<Text>,
    /// The threshold.
    pub needed: Option<Text>,
    /// Where it stands.
    pub cited: Cited,
}

/// The shape of a verdict.
pub fn verdict_icon(verdict: Verdict) -> Icon {
    match verdict {
        Verdict::Eligible => Icon::Disc,
        Verdict::NotYet => Icon::Clock,
        Verdict::Closed => Icon::Barred,
        Verdict::NotEligible => Icon::Cross,
        Verdict::AlreadyDone => Icon::Tick,
        Verdict::MissingFacts => Icon::Ring,
        Verdict::AskAgency => Icon::Speech,
        Verdict::NotOffered => Icon::None,
    }
}

/// The word of a verdict.
pub fn verdict_word(look: Look, verdict: Verdict) -> &'static str {
    let words = &look.words().parts;
    match verdict {
        Verdict::Eligible => words.eligible,
        Verdict::NotYet => words.not_yet,
        Verdict::Closed => words.closed,
        Verdict::NotEligible => words.not_eligible,
        Verdict::AlreadyDone => words.already_done,
        Verdict::MissingFacts => words.missing_facts,
        Verdict::AskAgency => words.ask_agency,
        Verdict::NotOffered => words.not_offered,
    }
}

/// A verdict as shape, word and colour.
pub fn verdict_badge(look: Look, verdict: Verdict) -> AnyView {
    view! {
        <span class="badge" data-tone=verdict.as_str()>
            {icon(look, verdict_icon(verdict))}
            <span>{verdict_word(look, verdict)}</span>
        </span>
    }
    .into_any()
}

/// The verdict card: the service, its verdict, and whatever the page puts in it.
pub fn verdict_card(look: Look, card: Card, body: AnyView) -> AnyView {
    let (service, verdict) = (card.service.as_str(), card.verdict.as_str());
    let heading = ["s-", service].concat();
    let labelled_by = heading.clone();
    view! {
        <section
            class="card"
            class:card-first=card.is_first
            data-service=service
            data-verdict=verdict
            data-tone=verdict
            aria-labelledby=labelled_by
        >
            <div class="card-head">
                <h2 class="card-title" id=heading>{card.title}</h2>
                {verdict_badge(look, card.verdict)}
                <p class="card-sentence">{card.sentence}</p>
            </div>
            <div class="card-body">{body}</div>
        </section>
    }
    .into_any()
}

/// The reasons of a card, in order.
pub fn reasons(look: Look, areas: &Areas, reasons: Vec<Reason>) -> AnyView {
    let rows: Vec<AnyView> = reasons
        .into_iter()
        .map(|reason| reason_row(look, areas, reason))
        .collect();
    view! { <ul class="reasons">{rows}</ul> }.into_any()
}

/// One reason: whether it holds, what is needed, what the family has, its clause.
pub fn reason_row(look: Look, areas: &Areas, reason: Reason) -> AnyView {
    let words = &look.words().parts;
    let (shape, word) = match reason.met {
        Met::Met => (Icon::Tick, words.met),
        Met::NotMet => (Icon::Cross, words.not_met),
        Met::Unknown => (Icon::Ring, words.unknown),
    };
    let pair = |name: &'static str, value: Option<Text>| {
        value.map(|value| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any())
    };
    let values = (reason.yours.is_some() || reason.needed.is_some()).then(|| {
        view! { <dl class="reason-values">{pair(words.yours, reason.yours)}{pair(words.needed, reason.needed)}</dl> }
    });
    let (clause, reading) = (reason.cited.id.clone(), reason.cited.reading.clone());
    view! {
        <li
            class="reason"
            data-clause=clause
            data-reading=reading
            data-met=reason.met.as_str()
        >
            <p class="reason-met">{icon(look, shape)}<span>{word}</span></p>
            <p class="reason-sentence">{reason.sentence}</p>
            {values}
            {citation(look, areas, reason.cited)}
        </li>
    }
    .into_any()
}

/// What would help: 可以这样办.
pub fn remedies(look: Look, remedies: Vec<(Remedy, AnyView)>) -> Option<AnyView> {
    if remedies.is_empty() {
        return None;
    }
    let rows: Vec<AnyView> = remedies
        .into_iter()
        .map(|(remedy, body)| view! { <li data-remedy=remedy.as_str()>{body}</li> }.into_any())
        .collect();
    Some(
        view! {
            <div class="remedy">
                <h3>{look.words().parts.what_you_can_do}</h3>
                <ul>{rows}</ul>
            </div>
        }
        .into_any(),
    )
}
