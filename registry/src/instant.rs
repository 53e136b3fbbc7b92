//! A moment. The law counts days ([`policy::Day`]); the file counts moments.

use policy::Day;
use serde::{Deserialize, Serialize};

/// China keeps one time, eight hours ahead, all year.
const SHANGHAI_SECONDS: i64 = 8 * 3600;
const DAY_SECONDS: i64 = 86_400;

/// Milliseconds since 1970 began, UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instant(pub i64);

impl Instant {
    /// So many seconds later.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Instant {
        Instant(self.0.saturating_add(seconds.saturating_mul(1000)))
    }

    /// The calendar's day in China at that moment.
    pub fn day(self) -> Day {
        let local_seconds = self.0.div_euclid(1000) + SHANGHAI_SECONDS;
        let days = local_seconds.div_euclid(DAY_SECONDS);
        let days = i32::try_from(days).unwrap_or(i32::MAX);
        EPOCH.with(|epoch| epoch.plus_days(days))
    }

    /// The moment at which that day begins in China.
    pub fn begins(day: Day) -> Instant {
        let days = EPOCH.with(|epoch| day.since(*epoch));
        Instant((i64::from(days) * DAY_SECONDS - SHANGHAI_SECONDS) * 1000)
    }

    /// With China's offset, by ISO 8601: `2026-11-20T10:00:00+08:00`.
    pub fn iso(self) -> String {
        let local_seconds = self.0.div_euclid(1000) + SHANGHAI_SECONDS;
        let second = local_seconds.rem_euclid(DAY_SECONDS);
        let (hour, minute) = self.hour_and_minute();
        let day = self.day();
        format!("{day}T{hour:02}:{minute:02}:{:02}+08:00", second % 60)
    }

    /// Hours and minutes of China's clock at that moment.
    pub fn hour_and_minute(self) -> (u32, u32) {
        let local_seconds = self.0.div_euclid(1000) + SHANGHAI_SECONDS;
        let second = u32::try_from(local_seconds.rem_euclid(DAY_SECONDS)).unwrap_or(0);
        (second / 3600, second / 60 % 60)
    }
}

thread_local! {
    static EPOCH: Day = Day::new(1970, 1, 1).expect("1970 began");
}
