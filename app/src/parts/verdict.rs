//! A verdict as it is shown: a word, a shape and a colour, in that order.
//! Absent: deciding, and the cards and reasons around it; [`crate::answer`] draws those.

#[cfg(feature = "ssr")]
use leptos::prelude::*;
use policy::Verdict;

#[cfg(feature = "ssr")]
use super::icon;
use super::{Icon, Look};

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
#[cfg(feature = "ssr")]
pub fn verdict_badge(look: Look, verdict: Verdict) -> AnyView {
    view! {
        <span class="badge" data-tone=verdict.as_str()>
            {icon(look, verdict_icon(verdict))}
            <span>{verdict_word(look, verdict)}</span>
        </span>
    }
    .into_any()
}
