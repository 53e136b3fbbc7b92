//! Every shared case's dates, read back by another hand than wrote them.

use std::collections::BTreeSet;

use icalendar::parser::{Component, read_calendar, unfold};
use policy::{Areas, Day, answer::State, decide};

use super::*;
use crate::{answer::cases, forms::check::Typed};

const KEY: Key = Key {
    id: [0, 1, 2, 0xab, 4, 5, 6, 0xff],
    sequence: 7,
};

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

fn value(component: &Component<'_>, name: &str) -> String {
    let property = component
        .properties
        .iter()
        .find(|property| property.name.as_str() == name);
    property
        .unwrap_or_else(|| panic!("no {name}"))
        .val
        .as_str()
        .to_owned()
}

fn named(component: &Component<'_>) -> Vec<String> {
    component
        .properties
        .iter()
        .map(|property| property.name.as_str().to_owned())
        .collect()
}

#[test]
fn every_case_has_its_dates_and_no_others() {
    let mut events = 0;
    for (id, facts) in cases() {
        let Some(typed) = Typed::of(&facts) else {
            continue;
        };
        let answer = decide(&facts, Areas::built_in());
        let ahead: Vec<_> = answer
            .deadlines
            .iter()
            .filter(|deadline| matches!(deadline.state, State::Upcoming | State::DueToday))
            .collect();
        for lang in [Lang::Zh, Lang::En] {
            let token = token(KEY, lang, &typed.query()).expect("a family's query");
            let file = file(&token, facts.asked_on, Areas::built_in());
            assert_eq!(file.is_some(), !ahead.is_empty(), "{id}");
            let Some(file) = file else { continue };
            assert!(
                file.lines().all(|line| line.len() <= 75) && !file.contains("\nX-"),
                "{id}: {file}"
            );
            assert_eq!(
                file.matches('\n').count(),
                file.matches("\r\n").count(),
                "{id}"
            );
            let unfolded = unfold(&file);
            let calendar = read_calendar(&unfolded).expect("a calendar");
            assert_eq!(calendar.components.len(), ahead.len(), "{id}");
            for (event, deadline) in calendar.components.iter().zip(&ahead) {
                assert_eq!(value(event, "DTSTART"), compact(deadline.due_on), "{id}");
                assert_eq!(
                    value(event, "DTEND"),
                    compact(deadline.due_on.plus_days(1)),
                    "{id}"
                );
                assert_eq!(
                    value(event, "UID"),
                    format!("000102ab040506ff-{}@yucan", deadline.what())
                );
                assert_eq!(value(event, "SEQUENCE"), "7");
                let estimated = words::words(lang).answer.estimated_note;
                assert_eq!(
                    value(event, "DESCRIPTION").contains(&estimated.replace(',', "\\,")),
                    deadline.is_estimated
                );
                let [alarm] = &event.components[..] else {
                    panic!("{id}: one alarm")
                };
                assert_eq!(named(alarm), ["ACTION", "TRIGGER", "DESCRIPTION"]);
                events += 1;
            }
        }
    }
    assert!(events > 80, "only {events} events");
}

#[test]
fn a_date_that_moves_keeps_its_uid_and_counts_the_change() {
    let first = token(KEY, Lang::Zh, "area=441702&due_date=2027-02-10").expect("short");
    let moved = Token::read(&first)
        .and_then(|token| token.moved_to("area=441702&due_date=2027-02-13"))
        .expect("short");
    let again =
        Token::read(&first).and_then(|token| token.moved_to("area=441702&due_date=2027-02-10"));
    assert_eq!(again.as_deref(), Some(&*first));
    let lines = |token: &str, name: &str| -> Vec<String> {
        let file = file(token, day("2026-11-23"), Areas::built_in()).expect("dates ahead");
        file.lines()
            .filter(|line| line.starts_with(name))
            .map(str::to_owned)
            .collect()
    };
    assert_eq!(lines(&first, "UID"), lines(&moved, "UID"));
    assert_ne!(lines(&first, "DTSTART"), lines(&moved, "DTSTART"));
    assert_eq!(
        (
            &*lines(&first, "SEQUENCE")[0],
            &*lines(&moved, "SEQUENCE")[0]
        ),
        ("SEQUENCE:7", "SEQUENCE:8")
    );
}

#[test]
fn alarms_ring_in_the_morning_before() {
    let asked = |due: &str, asked_on: &str| {
        let query = ["area=441702&pre_enrolled=yes&births=", due, "f"].concat();
        let token = token(KEY, Lang::Zh, &query).expect("short");
        let file = file(&token, day(asked_on), Areas::built_in()).expect("dates ahead");
        let alarms: BTreeSet<String> = file
            .lines()
            .filter_map(|line| line.strip_prefix("TRIGGER:"))
            .map(str::to_owned)
            .collect();
        alarms.into_iter().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(asked("2026-06-01", "2026-11-23"), "-P6DT15H");
    assert_eq!(asked("2026-06-01", "2027-05-30"), "-PT15H");
    assert_eq!(asked("2026-06-01", "2027-05-31"), "PT9H");
    assert_eq!(asked("2026-06-01", "2027-06-01"), "PT9H");
}

#[test]
fn only_our_own_tokens_are_read() {
    let good = token(KEY, Lang::En, "area=441702").expect("short");
    let read = Token::read(&good).expect("just made");
    assert_eq!(
        (read.key, read.lang, &*read.query),
        (KEY, Lang::En, "area=441702")
    );
    assert!(
        good.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')),
        "{good}"
    );
    let rows = [
        "",
        "x",
        "====",
        &good[1..],
        &good[..12],
        "\u{4e2d}",
        &["/", &*good].concat(),
        &"A".repeat(5000),
    ];
    for bad in rows {
        assert_eq!(Token::read(bad), None, "{bad}");
    }
    for place in 0..good.len() {
        for other in ["A", "z", "_", ""] {
            let changed = [&good[..place], other, &good[place + 1..]].concat();
            assert!(
                changed == good || Token::read(&changed).is_none(),
                "{changed}"
            );
        }
    }
    assert_eq!(Token::read(&[&*good, "x"].concat()), None);
    assert_eq!(token(KEY, Lang::Zh, &"a".repeat(1201)), None);
    assert!(
        token(KEY, Lang::Zh, &"a".repeat(1200)).is_some_and(|token| Token::read(&token).is_some())
    );
    assert_eq!(token(KEY, Lang::Zh, "area=阳江"), None);
    assert_eq!(
        token(
            Key {
                sequence: 1_000_000_000,
                ..KEY
            },
            Lang::Zh,
            ""
        ),
        None
    );
}

#[test]
fn what_is_no_facts_is_no_file() {
    let areas = Areas::built_in();
    for query in [
        "",
        "area=441702",
        "area=000000&due_date=2027-02-10",
        "area=441702&due_date=2020-01-01",
    ] {
        let token = token(KEY, Lang::Zh, query).expect("short");
        assert_eq!(file(&token, day("2026-11-23"), areas), None, "{query}");
    }
}
