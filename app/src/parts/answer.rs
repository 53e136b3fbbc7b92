//! What a decision looks like: the card with its verdict, the reasons, the remedies, the notices.
//! Absent: deciding. These draw what `policy` answered.

use leptos::prelude::*;

use super::{ClauseLink, Icon, Look, Text, clause_link, icon};

/// A verdict as it is shown: a word, a shape and a colour. Codes are the answer's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Badge {
    /// `data-verdict`, and the class of its colour.
    pub code: &'static str,
    /// Its shape.
    pub icon: Icon,
}

/// The badge of a verdict's code, as the answer writes it (`eligible`, `not_yet`, …).
pub fn badge(verdict: &str) -> Badge {
    let (code, icon) = match verdict {
        "eligible" => ("eligible", Icon::Disc),
        "not_yet" => ("not_yet", Icon::Clock),
        "closed" => ("closed", Icon::Barred),
        "not_eligible" => ("not_eligible", Icon::Cross),
        "already_done" => ("already_done", Icon::Tick),
        "missing_facts" => ("missing_facts", Icon::Ring),
        "ask_agency" => ("ask_agency", Icon::Speech),
        _ => ("not_offered", Icon::None),
    };
    Badge { code, icon }
}
