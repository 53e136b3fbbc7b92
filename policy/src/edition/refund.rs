//! Rules of a refund: its grounds, who pays it out, until when.

use serde::{Deserialize, Serialize};

use crate::clause::{Law, Text};
use crate::day::Span;
use crate::facts::words;
use crate::verdict::Route;

/// Rules of refund.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refund {
    /// Once is enough, and only what was paid.
    pub law: Law,
    /// Any of these will do.
    pub grounds: Vec<GroundRule>,
    /// What is answered where none holds.
    pub no_ground: NoGround,
    /// Who pays it out and until when, where the rules say so.
    #[serde(default)]
    pub routes: Option<RefundRoutes>,
    /// 材料.
    #[serde(default)]
    pub materials: Vec<Text>,
}

words! {
    /// A ground for a refund.
    Ground {
        /// Another cover, before the benefit period.
        OtherCover = "other_cover",
        /// The pregnancy ended without a birth.
        Lost = "lost",
        /// Born, and no benefit drawn.
        BenefitUnused = "benefit_unused",
        /// An assisted family that paid itself.
        Assisted = "assisted",
    }
}

/// A ground and where it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroundRule {
    /// Which.
    pub ground: Ground,
    /// Where it stands.
    pub law: Law,
}

/// What is answered where no ground holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoGround {
    /// The documents leave it open.
    AskAgency,
    /// The documents' list is whole.
    NotEligible,
}

/// Who pays a refund out, and until when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RefundRoutes {
    /// For assisted families, whom no last day binds.
    pub assisted: Route,
    /// For the others.
    pub others: Route,
    /// The last day, counted from the latest payment.
    pub after_payment: Span,
    /// Where it stands.
    pub law: Law,
}
