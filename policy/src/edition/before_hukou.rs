//! Rules of the services for a baby without a name of its own: unborn, or newborn in the hospital.

use serde::{Deserialize, Serialize};

use super::{Limit, ProvisionalRule};
use crate::clause::{Law, Text};
use crate::facts::{Applicant, Insurance};
use crate::notice::Notice;
use crate::verdict::Remedy;

/// Rules of pre_enrolment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PreEnrolment {
    /// What makes it be offered.
    pub offered: Law,
    /// Once is enough.
    pub once: Law,
    /// The baby is unborn.
    pub unborn: Law,
    /// How far the pregnancy must be.
    pub gestation: GestationRule,
    /// Who may apply; anyone where absent.
    #[serde(default)]
    pub applicant: Option<ApplicantRule>,
    /// The mother's own cover; no condition where absent.
    #[serde(default)]
    pub mother: Option<MotherRule>,
    /// A parent's hukou; no condition where absent.
    #[serde(default)]
    pub parent_hukou: Option<HukouRule>,
    /// The name and number to be used until the baby has its own; none where the rules name none.
    #[serde(default)]
    pub provisional: Option<ProvisionalRule>,
    /// 材料.
    #[serde(default)]
    pub materials: Vec<Text>,
    /// 提示.
    #[serde(default)]
    pub notices: Vec<Notice>,
}

/// A threshold of gestation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GestationRule {
    /// Completed days, that day included.
    pub at_least_days: u16,
    /// Where it stands.
    pub law: Law,
}

/// Who may apply.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApplicantRule {
    /// These.
    pub may: Vec<Applicant>,
    /// What helps the others.
    pub remedy: Remedy,
    /// Where it stands.
    pub law: Law,
}

/// The mother must be insured in the year of asking.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MotherRule {
    /// By one of these.
    pub by: Vec<Insurance>,
    /// In the area asked (the first four digits agree)?
    pub in_area: bool,
    /// Where it stands.
    pub law: Law,
    /// How an uninsured mother comes to be insured.
    pub ways: EnrolMotherWays,
}

/// How an uninsured mother comes to be insured, where the rules say more than "in the next season".
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnrolMotherWays {
    /// 特殊人群.
    #[serde(default)]
    pub special_groups: Option<Law>,
    /// 职工医保转城乡居民医保.
    #[serde(default)]
    pub from_employee: Option<FromEmployee>,
}

/// From employee insurance to the residents'.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FromEmployee {
    /// Years without a break, at the least.
    pub unbroken_years_at_least: i64,
    /// Months of gap, at the most, for cover at once.
    pub gap_months_at_most: i64,
    /// Where it stands.
    pub law: Law,
}

/// A parent's hukou lies in one of these places.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HukouRule {
    /// First digits of those places.
    pub within: Vec<Box<str>>,
    /// Where it stands.
    pub law: Law,
}

/// Rules of hospital_pre_registration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HospitalPreRegistration {
    /// Once is enough.
    pub once: Law,
    /// It is void where the birth years aren't paid when the last day is over; never where absent.
    #[serde(default)]
    pub void_unless_paid: Option<Law>,
    /// The parent's hukou.
    pub parent: HukouRule,
    /// A living baby is born.
    pub born: Law,
    /// Until when.
    pub last_day: Limit,
    /// The baby has no hukou yet.
    pub without_hukou: Law,
    /// Where the maternity hospital stands.
    pub hospital: HukouRule,
    /// The parent's insured place agrees with the hukou; a warning, no bar.
    pub insured_place: Law,
    /// The name and number to be used until the baby has its own.
    pub provisional: ProvisionalRule,
    /// 材料.
    #[serde(default)]
    pub materials: Vec<Text>,
    /// 提示.
    #[serde(default)]
    pub notices: Vec<Notice>,
}
