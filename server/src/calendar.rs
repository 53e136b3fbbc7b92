//! Which calendar in a phone is this browser's: an id drawn by chance, and a count that grows whenever the check is
//! asked something else, so that a moved date moves there. The cookie holds these two and a mark of the query asked;
//! absent: the query itself, and anything about a person.

use std::hash::{DefaultHasher, Hash, Hasher};

use app::calendar::Key;
use http::HeaderMap;

use crate::{
    clock::Clock,
    cookie::{self, CALENDAR},
};

/// 2026 began then, in seconds since 1970: counts start from there, in minutes, and stay within nine digits.
const COUNTED_FROM: u64 = 1_767_225_600;

/// The calendar as the cookie tells it, moved on where another query is asked; a new one where there is none.
pub fn key(headers: &HeaderMap, query: &str, clock: &dyn Clock) -> Key {
    let minutes = clock.seconds().saturating_sub(COUNTED_FROM) / 60;
    let minutes = u32::try_from(minutes).unwrap_or(u32::MAX);
    match cookie::read(headers, CALENDAR).and_then(read) {
        Some((key, asked)) if asked == mark(query) => key,
        Some((key, _)) => Key {
            sequence: minutes.max(key.sequence.saturating_add(1)),
            ..key
        },
        None => Key {
            id: drawn(),
            sequence: minutes,
        },
    }
}

/// What the cookie says of a calendar and the query it was made for.
pub fn cookie_value(key: Key, query: &str) -> String {
    let id = u64::from_be_bytes(key.id);
    format!("{id:016x}-{}-{:08x}", key.sequence, mark(query))
}

fn read(value: &str) -> Option<(Key, u32)> {
    let mut parts = value.split('-');
    let (id, sequence, mark) = (parts.next()?, parts.next()?, parts.next()?);
    let is_ours = id.len() == 16 && mark.len() == 8 && parts.next().is_none();
    let id = u64::from_str_radix(id, 16).ok().filter(|_| is_ours)?;
    let key = Key {
        id: id.to_be_bytes(),
        sequence: sequence.parse().ok()?,
    };
    Some((key, u32::from_str_radix(mark, 16).ok()?))
}

/// Tells two queries apart; what was asked can't be read out of it.
fn mark(query: &str) -> u32 {
    let mut hasher = DefaultHasher::new();
    query.hash(&mut hasher);
    (hasher.finish() & u64::from(u32::MAX)) as u32
}

fn drawn() -> [u8; 8] {
    let mut id = [0; 8];
    getrandom::fill(&mut id).expect("the system has chance to give");
    id
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::{HeaderValue, header::COOKIE};
    use policy::Day;

    fn asked(cookie: &str, query: &str) -> Key {
        let mut headers = HeaderMap::new();
        let cookie = HeaderValue::try_from(["calendar=", cookie].concat()).unwrap();
        headers.insert(COOKIE, cookie);
        key(&headers, query, &Day::new(2026, 1, 2).unwrap())
    }

    #[test]
    fn another_query_is_a_change_and_the_same_one_is_none() {
        let first = asked("", "a=1");
        assert_eq!(first.sequence, 24 * 60);
        let kept = cookie_value(first, "a=1");
        assert_eq!(asked(&kept, "a=1"), first);
        let moved = asked(&kept, "a=2");
        assert_eq!((moved.id, moved.sequence), (first.id, first.sequence + 1));
    }

    #[test]
    fn a_cookie_that_is_not_ours_begins_a_new_calendar() {
        for cookie in [
            "x",
            "01-1-2",
            "0102030405060708-1",
            "0102030405060708-1-00000000-2",
            "zz02030405060708-1-00000000",
        ] {
            assert_ne!(asked(cookie, "").id, [1, 2, 3, 4, 5, 6, 7, 8], "{cookie}");
        }
    }
}
