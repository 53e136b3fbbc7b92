//! When a call is tried again.

use crate::{instant::Instant, store::Intent};

/// How often a call is claimed before it is given up: a day and a half, with these rests.
pub const CLAIMS_MAX: u32 = 12;

/// For how long a call is claimed: longer than asking and saying can take by the adapters' time-outs.
pub const LEASE_SECONDS: i64 = 300;

/// So long the desk may take a step back before anything of it goes out, but for notices.
pub const SECOND_THOUGHT_SECONDS: i64 = 300;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;

/// The first rest; each is twice the one before. Also how long the other side is given to know what it has done.
const REST_SECONDS: i64 = 5 * MINUTE;
const REST_SECONDS_MAX: i64 = 6 * HOUR;

/// A family that has just paid looks for it the same day.
const QUESTION_SECONDS_MAX: i64 = HOUR;

/// Notices do not ring at night, in China's time; gateways would take them until ten.
const NIGHT_BEGINS_HOUR: u32 = 21;
const NIGHT_ENDS_HOUR: u32 = 8;

/// After a call that did nothing: the first time at once, then with growing rests.
pub(super) fn tried_again(now: Instant, intent: &Intent) -> Instant {
    match intent.turn() {
        0 => now,
        tries => now.plus_seconds(rest_seconds(tries - 1, intent)),
    }
}

/// After a call that perhaps did something: never at once.
pub(super) fn rested(now: Instant, intent: &Intent) -> Instant {
    now.plus_seconds(rest_seconds(intent.turn().saturating_sub(1), intent))
}

/// After a question without an answer.
pub(super) fn asked_again(now: Instant, intent: &Intent) -> Instant {
    now.plus_seconds(rest_seconds(intent.turn(), intent).min(QUESTION_SECONDS_MAX))
}

/// Five minutes, doubled so many times, up to six hours; a fifth more at most, so that calls that failed together do
/// not come back together. Chance is the call's own key's: the same call rests the same.
fn rest_seconds(doublings: u32, intent: &Intent) -> i64 {
    let doubled = REST_SECONDS.saturating_mul(1 << doublings.min(16));
    let rest = doubled.min(REST_SECONDS_MAX);
    rest + rest / 5 * i64::from(intent.id[15]) / 255
}

/// The morning, where it is night.
pub(crate) fn end_of_night(now: Instant) -> Option<Instant> {
    let (hour, minute) = now.hour_and_minute();
    let is_night = !(NIGHT_ENDS_HOUR..NIGHT_BEGINS_HOUR).contains(&hour);
    let hours_left = (24 + NIGHT_ENDS_HOUR - hour) % 24;
    let into_hour =
        Instant(now.0 - now.0.rem_euclid(60_000)).plus_seconds(-MINUTE * i64::from(minute));
    is_night.then(|| into_hour.plus_seconds(HOUR * i64::from(hours_left)))
}

#[cfg(test)]
mod tests {
    use super::{asked_again, end_of_night, rested, tried_again};
    use crate::{family::FamilyId, instant::Instant, store::Intent};

    /// 2026-11-24 in China begins.
    const MIDNIGHT: Instant = Instant(1_795_449_600_000);

    fn claimed(tries: u32, last: u8) -> Intent {
        let mut id = [0; 16];
        id[15] = last;
        Intent {
            id,
            family: FamilyId([1; 16]),
            to: "messages".into(),
            body: Vec::new(),
            tries,
            renewed: 0,
        }
    }

    #[test]
    fn rests_grow_from_none_to_six_hours() {
        let minutes = |instant: Instant| (instant.0 - MIDNIGHT.0) / 60_000;
        let rows = [
            (0, 0, 5, 5),
            (1, 5, 5, 10),
            (2, 10, 10, 20),
            (3, 20, 20, 40),
            (6, 160, 160, 60),
            (7, 320, 320, 60),
            (8, 360, 360, 60),
            (11, 360, 360, 60),
            (u32::MAX, 360, 360, 60),
        ];
        for (tries, nothing, unknown, question) in rows {
            let intent = claimed(tries, 0);
            assert_eq!(minutes(tried_again(MIDNIGHT, &intent)), nothing, "{tries}");
            assert_eq!(minutes(rested(MIDNIGHT, &intent)), unknown, "{tries}");
            assert_eq!(minutes(asked_again(MIDNIGHT, &intent)), question, "{tries}");
        }
        assert_eq!(
            minutes(rested(MIDNIGHT, &claimed(0, 255))),
            6,
            "a fifth more"
        );
    }

    #[test]
    fn notices_wait_for_the_morning() {
        let at = |minutes: i64| MIDNIGHT.plus_seconds(minutes * 60);
        let rows = [
            ("midnight", 0, Some(8 * 60)),
            ("a minute before eight", 7 * 60 + 59, Some(8 * 60)),
            ("eight", 8 * 60, None),
            ("a minute before nine in the evening", 20 * 60 + 59, None),
            ("nine in the evening", 21 * 60, Some(32 * 60)),
            ("half past eleven", 23 * 60 + 30, Some(32 * 60)),
        ];
        for (name, now, morning) in rows {
            let seconds = at(now).plus_seconds(17);
            assert_eq!(end_of_night(seconds), morning.map(at), "{name}");
        }
    }
}
