//! How far a pregnancy is: completed days since the last period, and what follows from them.

use crate::day::Day;

/// Days from the last period to the due date.
pub const TERM_DAYS: i32 = 280;
/// More days than this are no pregnancy any more: 44 weeks.
pub const DAYS_MAX: i32 = 308;
/// A birth from this many days before the due date is to be reckoned with: 37 weeks.
const EARLY_DAYS: i32 = 21;
/// A birth up to this many days after the due date is to be reckoned with: 42 weeks.
const LATE_DAYS: i32 = 14;

/// What tells how far a pregnancy is: exactly one of three.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Dating {
    /// 预产期.
    DueDate(Day),
    /// 末次月经.
    LastPeriod(Day),
    /// B超.
    Scan {
        /// The day of the scan.
        on: Day,
        /// Completed weeks then, 0 to 44.
        weeks: u8,
        /// Days beyond them, 0 to 6.
        days: u8,
    },
}

impl Dating {
    /// Completed days on a day; out of bounds where the dating doesn't fit it.
    pub fn days_on(self, day: Day) -> i32 {
        match self {
            Dating::DueDate(due) => TERM_DAYS - due.since(day),
            Dating::LastPeriod(last) => day.since(last),
            Dating::Scan { on, weeks, days } => {
                7 * i32::from(weeks) + i32::from(days) + day.since(on)
            }
        }
    }
}

/// Between 0 and 308 days.
pub fn is_plausible(days: i32) -> bool {
    (0..=DAYS_MAX).contains(&days)
}

/// 孕周: where a running pregnancy stands on the day asked about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gestation {
    /// Completed days since the last period.
    pub days: i32,
    /// 预产期.
    pub due_date: Day,
    asked_on: Day,
}

impl Gestation {
    /// By a dating, on a day.
    pub fn new(dating: Dating, asked_on: Day) -> Gestation {
        let days = dating.days_on(asked_on);
        Gestation {
            days,
            due_date: asked_on.plus_days(TERM_DAYS - days),
            asked_on,
        }
    }

    /// Completed weeks, and the days beyond them.
    pub fn weeks_and_days(self) -> (i32, i32) {
        (self.days / 7, self.days % 7)
    }

    /// The day on which so many days are completed.
    pub fn reaches(self, days: i32) -> Day {
        self.due_date.plus_days(days - TERM_DAYS)
    }

    /// 预参保年度: the year of the due date, or of the day asked where that is later.
    pub fn enrolment_year(self) -> i32 {
        self.due_date.max(self.asked_on).year()
    }

    /// The years in which the birth may fall, first and last; the same one twice where there is no doubt.
    pub fn birth_years(self) -> (i32, i32) {
        let (early, late) = self.birth_range();
        (early.year(), late.year())
    }

    /// The days between which the birth is to be reckoned with, none before the day asked.
    pub fn birth_range(self) -> (Day, Day) {
        let early = self.due_date.plus_days(-EARLY_DAYS).max(self.asked_on);
        let late = self.due_date.plus_days(LATE_DAYS).max(self.asked_on);
        (early, late)
    }
}
