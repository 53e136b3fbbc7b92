//! 理由: what was found when a condition was looked at. Each is one sentence, with the threshold and the family's own
//! value in it, in both languages of the portal.

mod en;
mod zh;

use std::fmt;

use crate::clause::Lang;
use crate::day::Day;
use crate::digits;
use crate::edition::{Ground, Paper};
use crate::facts::{Applicant, Role};

/// Declares the findings once, with a name for each that tests can count.
macro_rules! findings {
    ($($(#[$doc:meta])* $name:ident $({ $($field:ident: $type:ty),+ })?,)+) => {
        /// What was found when a condition was looked at.
        #[derive(Clone, Copy, Debug, PartialEq)]
        #[allow(missing_docs, reason = "the fields are named for what they hold; days are inclusive")]
        pub enum Finding { $($(#[$doc])* $name $({ $($field: $type),+ })?,)+ }

        impl Finding {
            /// The name of every finding.
            pub const KINDS: &'static [&'static str] = &[$(stringify!($name),)+];

            /// Its name.
            pub const fn kind(&self) -> &'static str {
                match self { $(Finding::$name $({ $($field: _),+ })? => stringify!($name),)+ }
            }
        }
    };
}

findings! {
    /// These rules have no such service.
    NotOffered,
    /// They have.
    Offered,
    /// Not done yet.
    NotPreEnrolledYet,
    /// Done.
    PreEnrolledAlready,
    /// Pregnant.
    Unborn,
    /// Born: too late for the unborn.
    BornAlready,
    /// The pregnancy ended.
    PregnancyEnded,
    /// Neither a pregnancy nor a birth is told.
    PregnancyUntold,
    /// Far enough.
    GestationReached { days: i32, at_least_days: i32, on: Day },
    /// Not far enough.
    GestationNotReached { days: i32, at_least_days: i32, on: Day },
    /// This one may apply.
    ApplicantMay { applicant: Applicant },
    /// This one may not.
    ApplicantMayNot { applicant: Applicant },
    /// Insured this year, and here where that matters.
    MotherInsured { year: i32 },
    /// Not told.
    MotherCoverUntold,
    /// No cover this year.
    MotherUninsured { year: i32 },
    /// Covered in a year that isn't told.
    MotherYearUntold { year: i32 },
    /// Covered in another year.
    MotherOtherYear { told: i32, year: i32 },
    /// Covered in an area that isn't told.
    MotherAreaUntold,
    /// Covered in another area.
    MotherElsewhere,
    /// A parent's hukou fits.
    ParentHukouFits { role: Role },
    /// The chosen parent's doesn't.
    ParentHukouElsewhere { role: Role },
    /// Neither parent's does.
    NoParentHukouFits,
    /// One that could matter isn't told.
    ParentHukouUntold,
    /// Pre-registered, but void: not paid in time.
    PreRegistrationVoid,
    /// A living baby is born.
    Born,
    /// Not yet.
    NotBornYet,
    /// It will not be.
    Lost,
    /// None of the babies lives.
    NoneLiving,
    /// The last day is ahead, or today.
    InTime { last: Day },
    /// It is over.
    LastDayOver { last: Day },
    /// It was on a weekend that isn't over yet.
    LastDayOnWeekend { last: Day },
    /// It is over, and what then holds is the agency's to say.
    LastDayPastAsk { last: Day },
    /// A living baby has no hukou yet.
    BabyWithoutHukou,
    /// Every living baby has one.
    EveryBabyHasHukou,
    /// The hospital asked may register.
    HospitalFits,
    /// It may not.
    HospitalElsewhere,
    /// It isn't told.
    HospitalUntold,
    /// Not done yet.
    NotEnrolledYet,
    /// Done on that day.
    EnrolledAlready { on: Day },
    /// Done by pre-enrolling and paying.
    PreEnrolledAndPaid,
    /// None lives or had a hukou: there is a service of its own.
    NoneLivingOwnService,
    /// None lives: the agency knows.
    NoneLivingAskAgency,
    /// A living baby's paper is there.
    PaperThere { paper: Paper },
    /// None of them has it.
    PaperMissing { paper: Paper },
    /// A parent is bound to the area.
    LocalTie,
    /// Neither is.
    NoLocalTie,
    /// It isn't told.
    LocalTieUntold,
    /// A baby died without hukou.
    DiedWithoutHukou,
    /// None did.
    NoneDiedWithoutHukou,
    /// Enrolled, and no baby lives.
    EnrolledNoneLiving,
    /// Pre-enrolled, so an update is needed.
    PreEnrolledBefore,
    /// Never, so there is nothing to update.
    NeverPreEnrolled,
    /// Not done yet.
    NotUpdatedYet,
    /// Done on that day.
    UpdatedAlready { on: Day },
    /// A living baby has a hukou.
    HukouThere,
    /// None has.
    HukouMissing,
    /// Not paid back yet.
    NotRefundedYet,
    /// Paid back on that day.
    RefundedAlready { on: Day },
    /// A premium was paid.
    SomethingPaid,
    /// None was.
    NothingPaid,
    /// This ground holds.
    GroundHolds { ground: Ground },
    /// This one doesn't.
    GroundDoesNotHold { ground: Ground },
    /// It would hold if no benefit was drawn, which isn't told.
    BenefitUseUntold,
    /// No last day binds assisted families.
    RefundAnyTime,
}

/// A finding's sentence in one language.
pub struct Says<'a>(&'a Finding, Lang);

impl Finding {
    /// Its sentence.
    pub fn says(&self, lang: Lang) -> Says<'_> {
        Says(self, lang)
    }
}

impl fmt::Display for Says<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Says(finding, lang) = *self;
        let lang = lang.spoken();
        let mut rest = match lang {
            Lang::Zh => zh::sentence(finding),
            Lang::En => en::sentence(finding),
        };
        for value in finding.values(lang) {
            // most sentences have no place, and are not looked through for one
            if matches!(value, Value::Nothing | Value::Word("")) {
                break;
            }
            let Some(place) = rest.bytes().position(|byte| byte == b'{') else {
                break;
            };
            f.write_str(&rest[..place])?;
            match value {
                Value::Nothing => {}
                Value::Number(number) => digits::write(f, number)?,
                Value::Day(day) => LongDay(day, lang).fmt(f)?,
                Value::Word(word) => f.write_str(word)?,
            }
            rest = &rest[place + "{}".len()..];
        }
        f.write_str(rest)
    }
}

/// What stands in an open place of a sentence.
#[derive(Clone, Copy)]
enum Value {
    Nothing,
    Number(i32),
    Day(Day),
    Word(&'static str),
}

impl Finding {
    /// What goes into its sentence, in the order of the places.
    fn values(&self, lang: Lang) -> [Value; 4] {
        let weeks = |days: i32, at_least_days: i32, on: Value| {
            let [needed, weeks, more] = [at_least_days / 7, days / 7, days % 7].map(Value::Number);
            [needed, weeks, more, on]
        };
        let [one, other] = match *self {
            Finding::GestationReached {
                days,
                at_least_days,
                ..
            } => return weeks(days, at_least_days, Value::Nothing),
            Finding::GestationNotReached {
                days,
                at_least_days,
                on,
            } => return weeks(days, at_least_days, Value::Day(on)),
            Finding::MotherOtherYear { told, year } => [year, told].map(Value::Number),
            Finding::MotherInsured { year }
            | Finding::MotherUninsured { year }
            | Finding::MotherYearUntold { year } => [Value::Number(year), Value::Nothing],
            Finding::InTime { last: day }
            | Finding::LastDayOver { last: day }
            | Finding::LastDayOnWeekend { last: day }
            | Finding::LastDayPastAsk { last: day }
            | Finding::EnrolledAlready { on: day }
            | Finding::UpdatedAlready { on: day }
            | Finding::RefundedAlready { on: day } => [Value::Day(day), Value::Nothing],
            _ => {
                let word = match lang {
                    Lang::Zh => zh::word(self),
                    Lang::En => en::word(self),
                };
                [Value::Word(word), Value::Nothing]
            }
        };
        [one, other, Value::Nothing, Value::Nothing]
    }
}

/// The day as that language writes it, with its weekday.
pub struct LongDay(pub Day, pub Lang);

impl fmt::Display for LongDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let LongDay(day, lang) = *self;
        match lang.spoken() {
            Lang::Zh => {
                digits::write(f, day.year())?;
                f.write_str("年")?;
                digits::write(f, day.month() as i32)?;
                f.write_str("月")?;
                digits::write(f, day.day() as i32)?;
                f.write_str("日（周")?;
                f.write_str(["一", "二", "三", "四", "五", "六", "日"][day.weekday()])?;
                f.write_str("）")
            }
            Lang::En => {
                f.write_str(
                    [
                        "Monday",
                        "Tuesday",
                        "Wednesday",
                        "Thursday",
                        "Friday",
                        "Saturday",
                        "Sunday",
                    ][day.weekday()],
                )?;
                f.write_str(" ")?;
                digits::write(f, day.day() as i32)?;
                f.write_str(" ")?;
                f.write_str(MONTHS[(day.month() as usize + 11) % 12])?;
                f.write_str(" ")?;
                digits::write(f, day.year())
            }
        }
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
