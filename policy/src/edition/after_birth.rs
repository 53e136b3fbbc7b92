//! Rules of the services for a baby that is born: enrolled under its own name, or told of.

use serde::{Deserialize, Serialize};

use super::Limit;
use crate::clause::{Law, Text};
use crate::day::Span;
use crate::facts::words;
use crate::notice::Notice;
use crate::verdict::Remedy;

words! {
    /// What shows who a baby is.
    Paper {
        /// 出生医学证明.
        BirthCertificate = "birth_certificate",
        /// 户口登记.
        Hukou = "hukou",
    }
}

/// Rules of newborn_enrolment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewbornEnrolment {
    /// Once is enough.
    pub once: Law,
    /// A baby is born.
    pub born: Law,
    /// What is left where none of the babies lives.
    pub none_living: NoneLiving,
    /// Until when; no last day where absent.
    #[serde(default)]
    pub last_day: Option<Limit>,
    /// What shows who the baby is.
    pub paper: PaperRule,
    /// A parent's hukou or cover binds the baby to the area; no condition where absent.
    #[serde(default)]
    pub local: Option<LocalRule>,
    /// From when it is covered: the first tier that fits.
    pub cover: Vec<CoverTier>,
    /// 材料.
    #[serde(default)]
    pub materials: Vec<Text>,
    /// 提示.
    #[serde(default)]
    pub notices: Vec<Notice>,
}

/// What is left where none of the babies lives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoneLiving {
    /// The service of their own, where no baby had a hukou, is the way?
    pub has_own_service: bool,
    /// Where it stands.
    pub law: Law,
}

/// One of these papers, of one living baby at least.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaperRule {
    /// Any of them.
    pub any_of: Vec<Paper>,
    /// What helps a baby that has none.
    pub remedy: Remedy,
    /// Where it stands.
    pub law: Law,
}

/// A parent's tie to the area.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LocalRule {
    /// First digits of the places that count.
    pub within: Vec<Box<str>>,
    /// A parent's hukou there counts?
    pub by_hukou: bool,
    /// A parent's cover there counts?
    pub by_cover: bool,
    /// Where it stands.
    pub law: Law,
}

/// From when a newborn is covered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoverTier {
    /// Fits up to this long after the birth; always where absent.
    #[serde(default)]
    pub within: Option<Span>,
    /// Fits only where the birth year's premium is paid.
    #[serde(default)]
    pub birth_year_paid: bool,
    /// The day.
    pub from: CoverFrom,
}

/// The day from which a newborn is covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CoverFrom {
    /// 出生之日.
    Birth,
    /// The day of enrolling and paying, which is the day asked about.
    Enrolment,
    /// The first of the month after it.
    NextMonth,
    /// 1 January of the year asked about.
    StartOfYear,
}

/// Rules of deceased_newborn_enrolment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeceasedNewbornEnrolment {
    /// What it's for.
    pub law: Law,
    /// Until when, for each baby by its own birth.
    pub last_day: Limit,
    /// What stands before the date of birth in its number.
    pub number_prefix: Box<str>,
    /// The national dictionary's code of the certificate.
    pub certificate_type: Box<str>,
    /// 材料.
    pub materials: Vec<Text>,
}

/// Rules of information_update.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InformationUpdate {
    /// For babies enrolled before their birth or under a provisional name.
    pub law: Law,
    /// A living baby has a hukou.
    pub hukou: Law,
    /// Until when; stays open where absent.
    #[serde(default)]
    pub last_day: Option<Limit>,
    /// 材料.
    pub materials: Vec<Text>,
}
