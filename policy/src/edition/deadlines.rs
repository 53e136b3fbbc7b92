//! Deadlines: from where they are counted, whom they concern, what settles them.

use serde::{Deserialize, Serialize};

use crate::clause::{Law, Text};
use crate::day::Span;
use crate::facts::words;

/// A date that a family must keep.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeadlineRule {
    /// Its name on the wire.
    pub what: Box<str>,
    /// What it is, for a family; the portal's own words where absent.
    #[serde(default)]
    pub says: Option<Text>,
    /// From where it is counted.
    pub from: DueFrom,
    /// How long after.
    pub span: Span,
    /// Whom it concerns: all of these hold.
    pub when: Vec<DeadlineWhen>,
    /// What settles it.
    pub done: Done,
    /// Where it stands.
    pub law: Law,
}

words! {
    /// From where a deadline is counted.
    DueFrom {
        /// 预产期.
        DueDate = "due_date",
        /// The day on which the gestation of pre_enrolment is reached.
        GestationThreshold = "gestation_threshold",
        /// The family's day of birth.
        Birth = "birth",
        /// The day on which the first living baby got its hukou.
        Hukou = "hukou",
        /// The last day of a refund, where a ground for one holds and a last day binds.
        RefundLastDay = "refund_last_day",
    }
}

/// Whom a deadline concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineWhen {
    /// While pregnant.
    Pregnant,
    /// A living baby.
    Living,
    /// Pre-enrolled.
    PreEnrolled,
    /// Born in so many last days of a year.
    BornInLastDaysOfYear(u16),
}

words! {
    /// What settles a deadline.
    Done {
        /// The day itself.
        DayCome = "day_come",
        /// The premium of the enrolment year.
        EnrolmentYearPaid = "enrolment_year_paid",
        /// The premium of every living baby's birth year.
        BirthYearsPaid = "birth_years_paid",
        /// The premium of the year after the birth.
        NextYearPaid = "next_year_paid",
        /// The enrolment.
        Enrolled = "enrolled",
        /// Every living baby's hukou.
        HukouRegistered = "hukou_registered",
        /// The update.
        Updated = "updated",
        /// The refund.
        Refunded = "refunded",
    }
}
