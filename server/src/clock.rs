//! What day it is for a family in China. The only place that reads the day.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, Datelike, NaiveTime, TimeDelta};
use policy::Day;
use registry::Instant;

/// China has one time zone and no summer time.
const CHINA_AHEAD_OF_UTC: TimeDelta = TimeDelta::hours(8);

/// Tells the day; tests bring their own.
pub trait Clock: Send + Sync {
    /// Today in China Standard Time.
    fn today(&self) -> Day;

    /// Seconds since 1970 began in UTC.
    fn seconds(&self) -> u64;

    /// This moment, as the file writes it.
    fn now(&self) -> Instant {
        let seconds = i64::try_from(self.seconds()).unwrap_or(i64::MAX / 1000);
        Instant(seconds.saturating_mul(1000))
    }
}

/// The machine's clock.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn today(&self) -> Day {
        day_in_china(i64::try_from(self.seconds()).unwrap_or(0))
    }

    fn seconds(&self) -> u64 {
        // A machine that believes itself before 1970 is answered as in 1970.
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH);
        since_epoch.unwrap_or_default().as_secs()
    }
}

impl Clock for Day {
    fn today(&self) -> Day {
        *self
    }

    /// The day's first second in UTC.
    fn seconds(&self) -> u64 {
        let midnight = self.date().and_time(NaiveTime::MIN).and_utc();
        u64::try_from(midnight.timestamp()).unwrap_or(0)
    }
}

/// The day in China at so many seconds after 1970 began in UTC; the first of 1970 for what no calendar holds.
fn day_in_china(seconds: i64) -> Day {
    let date = DateTime::from_timestamp(seconds, 0)
        .and_then(|instant| instant.naive_utc().checked_add_signed(CHINA_AHEAD_OF_UTC))
        .unwrap_or_default()
        .date();
    Day::new(date.year(), date.month(), date.day()).expect("a date of the same calendar")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_begins_at_sixteen_hours_utc() {
        let rows = [
            ("the last second before", 1_795_449_599, (2026, 11, 23)),
            ("midnight in China", 1_795_449_600, (2026, 11, 24)),
            ("out of every calendar", i64::MAX, (1970, 1, 1)),
        ];
        for (name, seconds, (year, month, day)) in rows {
            assert_eq!(
                day_in_china(seconds),
                Day::new(year, month, day).unwrap(),
                "{name}"
            );
        }
    }
}
