//! An area's rules from one day on: the shape of a file in `areas/`. Every number and letter of the law is a value
//! here; the code that reads them knows none.

mod after_birth;
mod before_hukou;
mod deadlines;
mod last_day;
mod provisional;
mod refund;
mod remedies;

use serde::{Deserialize, Serialize};

use crate::clause::{Clause, Document, Law, Reading, Text};
use crate::day::Day;

pub use after_birth::{
    CoverFrom, CoverTier, DeceasedNewbornEnrolment, InformationUpdate, LocalRule, NewbornEnrolment,
    NoneLiving, Paper, PaperRule,
};
pub use before_hukou::{
    ApplicantRule, EnrolMotherWays, FromEmployee, GestationRule, HospitalPreRegistration,
    HukouRule, MotherRule, PreEnrolment,
};
pub use deadlines::{DeadlineRule, DeadlineWhen, Done, DueFrom};
pub use last_day::{Late, Limit, LimitFrom};
pub use provisional::{BySexRule, ProvisionalRule, SexTail, TailRule};
pub use refund::{Ground, GroundRule, NoGround, Refund, RefundRoutes};

/// One area's rules from one day on (统筹区的一版规则).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edition {
    /// The short name of the rules, as the answer gives it.
    pub rules: Box<str>,
    /// The area's name.
    pub name: Text,
    /// First digits of the areas it holds for; none where it holds for all that have no rules of their own.
    pub codes: Vec<Box<str>>,
    /// The first day it is in force; none where it has no beginning.
    #[serde(default)]
    pub in_force_from: Option<Day>,
    /// The day on which somebody last held it against the documents.
    pub checked_on: Day,
    /// 预参保.
    pub pre_enrolment: Offer<PreEnrolment>,
    /// 院端新生儿预参保登记.
    pub hospital_pre_registration: Offer<HospitalPreRegistration>,
    /// 新生儿参保登记.
    pub newborn_enrolment: NewbornEnrolment,
    /// 出生后死亡未办户口.
    pub deceased_newborn_enrolment: Offer<DeceasedNewbornEnrolment>,
    /// 参保信息变更.
    pub information_update: InformationUpdate,
    /// 退费.
    pub refund: Refund,
    /// 时限.
    #[serde(default)]
    pub deadlines: Vec<DeadlineRule>,
    /// Days between two reminders of an update that has no last day ahead.
    pub update_reminder_every_days: u16,
    /// The documents that this file brings; [`crate::Areas`] takes them over.
    #[serde(default)]
    pub documents: Vec<Document>,
    /// Their clauses.
    #[serde(default)]
    pub clauses: Vec<Clause>,
    /// The senses taken of ambiguous ones.
    #[serde(default)]
    pub readings: Vec<Reading>,
    /// 表单: every wording of every form of these rules, from their `forms.toml`. The browser gets none: it has no use
    /// for them, and they would double what it loads of the law.
    #[cfg(feature = "files")]
    #[serde(skip)]
    pub forms: Vec<crate::form::Form>,
    /// 缴费办法, from the same file.
    #[cfg(feature = "files")]
    #[serde(skip)]
    pub paying: Option<crate::form::Paying>,
}

/// A service that these rules have, or don't.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Offer<T> {
    /// They don't; the clause says what they have instead.
    NotOffered(Law),
    /// They do.
    Offered(T),
}

impl<T> Offer<T> {
    /// The rules of the service, where there is one.
    pub fn rules(&self) -> Option<&T> {
        match self {
            Offer::NotOffered(_) => None,
            Offer::Offered(rules) => Some(rules),
        }
    }

    #[cfg(feature = "files")]
    pub(crate) fn rules_mut(&mut self) -> Option<&mut T> {
        match self {
            Offer::NotOffered(_) => None,
            Offer::Offered(rules) => Some(rules),
        }
    }
}
