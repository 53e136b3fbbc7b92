//! Last days: from where they are counted, and what comes after them.

use serde::{Deserialize, Serialize};

use crate::clause::Law;
use crate::day::Span;
use crate::facts::words;
use crate::verdict::Remedy;

/// A last day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// From where it is counted; the family's day of birth unless told.
    #[serde(default)]
    pub from: LimitFrom,
    /// How long.
    pub span: Span,
    /// What comes after.
    pub late: Late,
    /// The reading by which a last day on a weekend is refused only once Monday is over.
    #[serde(default)]
    pub weekend: Option<Box<str>>,
    /// What helps once it is over.
    #[serde(default)]
    pub remedy: Option<Remedy>,
    /// Where it stands.
    pub law: Law,
}

words! {
    /// From where a last day is counted.
    LimitFrom {
        /// The family's day of birth.
        Birth = "birth",
        /// The day on which the first living baby got its hukou.
        Hukou = "hukou",
    }
}

#[expect(
    clippy::derivable_impls,
    reason = "the words' macro derives for lists without a default too"
)]
impl Default for LimitFrom {
    fn default() -> LimitFrom {
        LimitFrom::Birth
    }
}

words! {
    /// What comes after a last day.
    Late {
        /// It is over.
        Closed = "closed",
        /// The documents leave it to the agency.
        AskAgency = "ask_agency",
    }
}
