//! Days of the calendar, and spans counted the way the Civil Code counts them (art. 200-203).
//!
//! There is no "today" here, no time of day and no time zone.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

use crate::refusal::Code;

/// 日: a day of the calendar, written `2026-09-20`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NaiveDate);

impl Day {
    /// The day of these numbers, if there is one.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Day> {
        NaiveDate::from_ymd_opt(year, month, day).map(Day)
    }

    /// Reads `2026-09-20`: real days of the years 1900 to 2100 alone.
    pub fn parse(text: &str) -> Result<Day, Code> {
        let bytes = text.as_bytes();
        let shaped = bytes.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-';
        if !shaped {
            return Err(Code::InvalidDate);
        }
        let number = |part: &[u8]| {
            part.iter().try_fold(0u32, |sum, digit| {
                digit
                    .is_ascii_digit()
                    .then(|| sum * 10 + u32::from(digit - b'0'))
            })
        };
        let (year, month, day) = (
            number(&bytes[..4]),
            number(&bytes[5..7]),
            number(&bytes[8..]),
        );
        match (year, month, day) {
            (Some(year @ 1900..=2100), Some(month), Some(day)) => {
                Day::new(year as i32, month, day).ok_or(Code::InvalidDate)
            }
            _ => Err(Code::InvalidDate),
        }
    }

    /// The calendar's own type, for those who need weekdays or arithmetic of their own.
    pub fn date(self) -> NaiveDate {
        self.0
    }

    /// The year of the calendar.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> u32 {
        self.0.day()
    }

    /// Monday is 0, Sunday 6.
    pub fn weekday(self) -> usize {
        self.0.weekday().num_days_from_monday() as usize
    }

    /// Days from `earlier` to this one; negative where it is the later.
    pub fn since(self, earlier: Day) -> i32 {
        (self.0 - earlier.0).num_days() as i32
    }

    /// So many days later, or earlier where negative. Stays put at the ends of the calendar, thousands of centuries away.
    pub fn plus_days(self, days: i32) -> Day {
        let span = Days::new(u64::from(days.unsigned_abs()));
        let moved = if days < 0 {
            self.0.checked_sub_days(span)
        } else {
            self.0.checked_add_days(span)
        };
        Day(moved.unwrap_or(self.0))
    }

    /// The last day of a span that begins with this day, which itself is not counted.
    pub fn plus(self, span: Span) -> Day {
        match span {
            Span::Days(days) => self.plus_days(days),
            Span::Months(months) => self.plus_months(months),
            Span::Years(years) => self.plus_months(years.saturating_mul(12)),
            Span::EndOfYear => self.end_of_year(),
        }
    }

    /// The corresponding day, or the month's last where there is none (30 Nov + 3 months = 28 or 29 Feb).
    fn plus_months(self, months: u32) -> Day {
        Day(self
            .0
            .checked_add_months(Months::new(months))
            .unwrap_or(self.0))
    }

    /// 31 December of this day's year.
    pub fn end_of_year(self) -> Day {
        Day(NaiveDate::from_ymd_opt(self.year(), 12, 31).unwrap_or(self.0))
    }

    /// 1 January of this day's year.
    pub fn start_of_year(self) -> Day {
        Day(NaiveDate::from_ymd_opt(self.year(), 1, 1).unwrap_or(self.0))
    }

    /// The first day of the month after this one.
    pub fn next_month(self) -> Day {
        Day(self.0.with_day(1).unwrap_or(self.0)).plus_months(1)
    }

    /// The first day on which a period that ends here counts as over for good: the next day, or the Tuesday where
    /// this is a Saturday or Sunday.
    pub fn over_from(self) -> Day {
        match self.0.weekday() {
            Weekday::Sat => self.plus_days(3),
            Weekday::Sun => self.plus_days(2),
            _ => self.plus_days(1),
        }
    }
}

impl Day {
    /// Writes it as `20260920`.
    pub(crate) fn write_without_hyphens(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.digits()
            .split(|digit| *digit == b'-')
            .try_for_each(|part| f.write_str(std::str::from_utf8(part).unwrap_or_default()))
    }

    /// The ten characters it is written with.
    pub(crate) fn digits(self) -> [u8; 10] {
        let (year, month, day) = (self.year().unsigned_abs(), self.month(), self.day());
        let digit = |value: u32| b'0' + (value % 10) as u8;
        [
            digit(year / 1000),
            digit(year / 100),
            digit(year / 10),
            digit(year),
            b'-',
            digit(month / 10),
            digit(month),
            b'-',
            digit(day / 10),
            digit(day),
        ]
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.digits()).unwrap_or_default())
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
        let text = Box::<str>::deserialize(deserializer)?;
        Day::parse(&text)
            .map_err(|_| de::Error::custom("not a day of the years 1900 to 2100, like 2022-01-01"))
    }
}

/// A length of time as the documents name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// So many days; negative ones count back from an expected day.
    Days(i32),
    /// So many months, to the corresponding day.
    Months(u32),
    /// So many years, to the corresponding day.
    Years(u32),
    /// To 31 December of the same year.
    EndOfYear,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    #[test]
    fn spans_end_on_the_corresponding_day() {
        let rows = [
            ("2026-11-22", Span::Days(90), "2027-02-20"),
            ("2026-11-30", Span::Months(3), "2027-02-28"),
            ("2027-11-30", Span::Months(3), "2028-02-29"),
            ("2024-02-29", Span::Years(1), "2025-02-28"),
            ("2026-05-31", Span::Years(1), "2027-05-31"),
            ("2026-05-31", Span::EndOfYear, "2026-12-31"),
            ("2027-01-10", Span::Days(-21), "2026-12-20"),
        ];
        for (from, span, last) in rows {
            assert_eq!(day(from).plus(span).to_string(), last, "{from} + {span:?}");
        }
    }

    #[test]
    fn a_weekend_lasts_until_monday() {
        let rows = [
            ("2026-11-20", "2026-11-21"),
            ("2026-11-21", "2026-11-24"),
            ("2026-11-22", "2026-11-24"),
            ("2026-11-23", "2026-11-24"),
        ];
        for (last, over) in rows {
            assert_eq!(day(last).over_from().to_string(), over, "{last}");
        }
    }

    #[test]
    fn only_real_days_are_read() {
        for text in [
            "2026-02-30",
            "1899-12-31",
            "2101-01-01",
            "2026-1-01",
            "2026/01/01",
            "２０２６-01-01",
            "",
            "2026-01-011",
        ] {
            assert_eq!(Day::parse(text), Err(Code::InvalidDate), "{text}");
        }
        for text in ["1900-01-01", "2100-12-31", "2024-02-29"] {
            assert_eq!(day(text).to_string(), text);
        }
    }
}
