//! What day it is for a family in China, and whether somebody has set the clock since. The only place that reads the day.

use std::time::{self, Duration, SystemTime, UNIX_EPOCH};

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

    /// Goes with the time that passed. One that was set while we looked may be wrong: nothing that can't be undone is
    /// done by it, until it is right again or the process begins anew.
    fn is_steady(&self) -> bool {
        true
    }

    /// This moment, as the file writes it.
    fn now(&self) -> Instant {
        let seconds = i64::try_from(self.seconds()).unwrap_or(i64::MAX / 1000);
        Instant(seconds.saturating_mul(1000))
    }
}

/// The machine's clock.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock {
    began: time::Instant,
    began_at: u64,
}

/// What a clock may be set by: more than time servers correct in one go, less than a day that anything hangs on.
const SET_MAX: Duration = Duration::from_secs(10 * 60);

impl SystemClock {
    /// Believed as it is now.
    pub fn begin() -> SystemClock {
        SystemClock {
            began: time::Instant::now(),
            began_at: since_epoch().as_secs(),
        }
    }
}

fn since_epoch() -> Duration {
    // A machine that believes itself before 1970 is answered as in 1970.
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH);
    since_epoch.unwrap_or_default()
}

/// Whether a clock that told one time and now tells another has gone with the time that passed between.
fn has_gone_with(passed: Duration, told: u64, tells: u64) -> bool {
    told.saturating_add(passed.as_secs()).abs_diff(tells) <= SET_MAX.as_secs()
}

impl Clock for SystemClock {
    fn today(&self) -> Day {
        day_in_china(i64::try_from(self.seconds()).unwrap_or(0))
    }

    fn seconds(&self) -> u64 {
        since_epoch().as_secs()
    }

    fn is_steady(&self) -> bool {
        has_gone_with(self.began.elapsed(), self.began_at, self.seconds())
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
    fn a_clock_that_was_set_is_noticed_until_it_is_right_again() {
        let began = 1_795_449_599;
        let rows = [
            ("at once", 0, 0, true),
            ("a month later", 2_592_000, 2_592_000, true),
            ("corrected by minutes", 3_600, 3_600 + 600, true),
            ("set ahead", 3_600, 3_600 + 601, false),
            ("set ahead by a month", 3_600, 2_592_000, false),
            ("right again", 7_200, 7_199, true),
            ("set back", 3_600, 3_600 - 601, false),
        ];
        for (name, passed, ahead, is_steady) in rows {
            let gone = has_gone_with(Duration::from_secs(passed), began, began + ahead);
            assert_eq!(gone, is_steady, "{name}");
        }
    }

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
