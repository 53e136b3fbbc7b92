//! 提示: a newer document that changes no verdict but that a family should know of.

use serde::{Deserialize, Serialize};

use crate::clause::Text;
use crate::day::Day;

/// A dated notice of a service. It is shown from its day on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// The document it comes from.
    pub source: Box<str>,
    /// The day from which it holds.
    pub on: Day,
    /// What it says.
    pub says: Text,
    /// When it is shown.
    pub when: NoticeWhen,
}

/// When a notice is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeWhen {
    /// With the service, whenever it is past its gates.
    Always,
    /// With the remedy to insure the mother first.
    EnrolMother,
}
