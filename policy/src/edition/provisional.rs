//! How the name and number are made that a baby has before its own.

use serde::{Deserialize, Serialize};

use crate::clause::Law;

/// The name and number under which a baby is enrolled before it has its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProvisionalRule {
    /// The mother's name and number, each with a tail that is numbered where there are several babies.
    Tail(TailRule),
    /// A parent's name with the child's sex, and the parent's number with a letter by sex and birth order.
    BySex(BySexRule),
    /// The agency draws it, so none can be shown.
    DrawnByAgency(Law),
}

/// The mother's name and number with a tail.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TailRule {
    /// The tail.
    pub tail: Box<str>,
    /// The national dictionary's code of the certificate.
    pub certificate_type: Box<str>,
    /// Where it stands.
    pub law: Law,
    /// Where it stands that several are numbered.
    pub several: Law,
}

/// A parent's name and number with the child's sex.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BySexRule {
    /// Girls.
    pub girl: SexTail,
    /// Boys.
    pub boy: SexTail,
    /// Letters for further babies where there are three or more.
    pub further: Box<str>,
    /// The national dictionary's code of the certificate.
    pub certificate_type: Box<str>,
    /// Where it stands.
    pub law: Law,
    /// Where it stands for three and more.
    pub several: Law,
}

/// What the sex adds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SexTail {
    /// To the name.
    pub name: Box<str>,
    /// To the number of the first of this sex.
    pub first: Box<str>,
    /// To the number of the second of two of this sex.
    pub second: Box<str>,
}
