//! How an application moves on: every step from every stage, and what takes one back.

use std::collections::BTreeMap;

use policy::verdict::Service;
use registry::{
    ApplicationNumber, Entry, Event, Stage, Standing,
    entry::{Actor, Registered, SenderKey, Sent, Signature, Step},
    office::{Act, Acted},
    shortfall::Ahead,
    standing::Application,
};

use crate::house::{EXPECTED, House, NOW, PHONE, agency, application, hand};

pub fn number() -> ApplicationNumber {
    ApplicationNumber::from_chance([7; 9])
}

pub fn sent() -> Sent {
    Sent {
        number: number(),
        service: Service::PreEnrolment,
        area: "441702".to_owned(),
        edition: "2022-01-01".to_owned(),
        form: "2022-01-01".to_owned(),
        fields: BTreeMap::new(),
        facts: "{}".to_owned(),
        shown: "eligible".to_owned(),
        verdict: "eligible".to_owned(),
        signature: Signature::Typed("林晓梅".to_owned()),
    }
}

/// The agency takes these steps one after the other, each under a key of its own.
pub async fn walk(house: &House, number: &ApplicationNumber, words: &[&str], first_key: u16) {
    for (word, key) in words.iter().zip(first_key..) {
        house.act(number, step(word), key).await;
    }
}

/// A step by its word.
pub fn step(word: &str) -> Step {
    let why = || "a slip".to_owned();
    let on = || "2026-12-01".to_owned();
    match word {
        "accept" => Step::Accept,
        "ask back" => Step::AskBack {
            why: why(),
            fields: Vec::new(),
        },
        "refuse" => Step::Refuse {
            why: why(),
            clause: "YJ22-2".to_owned(),
        },
        "register" => Step::Register {
            identities: vec![baby("欧阳晓梅B", "441702199503081223B")],
        },
        "register otherwise" => Step::Register {
            // under its own, once it has one
            identities: vec![baby("林小雨", "441702202702080025")],
        },
        "pay" => Step::Pay {
            year: 2027,
            on: on(),
            fen: None,
        },
        "finish" => Step::Finish { on: on() },
        "pay back" => Step::PayBack { on: on() },
        "void" => Step::Void { why: why() },
        "expire" => Step::Expire,
        "withdraw" => Step::Withdraw,
        "undo" => Step::Undo { why: why() },
        other => panic!("{other}"),
    }
}

pub fn baby(name: &str, number: &str) -> Registered {
    Registered {
        name: name.to_owned(),
        number: number.to_owned(),
        person_number: None,
    }
}

/// Entries of a sent application and what followed: steps by their words, `mend` for the family's second sending. An
/// agency's, but for what only the family or a clock does.
pub fn entries(path: &[&str]) -> Vec<Entry> {
    let events = path.iter().map(|word| match *word {
        "mend" => (Actor::Family, Event::Mended(Box::new(sent()))),
        "withdraw" => (Actor::Family, moved("withdraw")),
        "run out" => (Actor::Portal, moved("expire")),
        word => (Actor::Agency("desk".to_owned()), moved(word)),
    });
    let first = (Actor::Family, Event::Sent(Box::new(sent())));
    std::iter::once(first)
        .chain(events)
        .zip(0..)
        .map(|((by, event), place)| Entry {
            place,
            leaf: Some(u64::from(place)),
            at: NOW.plus_seconds(i64::from(place)),
            by,
            event,
            key: SenderKey([u8::try_from(place).unwrap(); 16]),
            edition: None,
        })
        .collect()
}

fn moved(word: &str) -> Event {
    Event::Moved {
        number: number(),
        step: step(word),
    }
}

fn after(path: &[&str]) -> Application {
    Standing::of(&entries(path)).applications.remove(0)
}

const STEPS: [&str; 10] = [
    "accept", "ask back", "refuse", "register", "pay", "finish", "pay back", "void", "expire",
    "withdraw",
];

/// How to come to a stage, and where each step leads from there; a dash where it can't be taken.
#[rustfmt::skip]
const TABLE: [(Stage, &[&str], [&str; 10]); 10] = [
    //                                                accept      ask back      refuse     register      pay     finish  pay back  void    expire     withdraw
    (Stage::Sent,       &[],                         ["accepted", "asked_back", "refused", "-",          "-",    "-",    "-",      "void", "expired", "withdrawn"]),
    (Stage::AskedBack,  &["ask back"],               ["-",        "-",          "-",       "-",          "-",    "-",    "-",      "void", "expired", "withdrawn"]),
    (Stage::Accepted,   &["accept"],                 ["-",        "asked_back", "refused", "registered", "-",    "-",    "-",      "void", "expired", "withdrawn"]),
    (Stage::Refused,    &["refuse"],                 ["-",        "-",          "-",       "-",          "-",    "-",    "-",      "-",    "-",       "-"]),
    (Stage::Registered, &["accept", "register"],     ["-",        "-",          "-",       "registered", "paid", "-",    "-",      "void", "expired", "-"]),
    (Stage::Paid,       &["accept", "register", "pay"], ["-",     "-",          "-",       "-",          "paid", "done", "-",      "void", "expired", "-"]),
    (Stage::Done,       &["accept", "register", "pay", "finish"], ["-",        "-",          "-",       "-",          "-",    "-",    "-",      "-",    "-",       "-"]),
    (Stage::Expired,    &["expire"],                 ["-",        "-",          "-",       "-",          "-",    "-",    "-",      "-",    "-",       "-"]),
    (Stage::Void,       &["void"],                   ["-",        "-",          "-",       "-",          "-",    "-",    "-",      "-",    "-",       "-"]),
    (Stage::Withdrawn,  &["withdraw"],               ["-",        "-",          "-",       "-",          "-",    "-",    "-",      "-",    "-",       "-"]),
];

#[test]
fn every_step_leads_from_every_stage_where_the_table_says() {
    let stages = TABLE.map(|(stage, ..)| stage);
    assert_eq!(stages, Stage::ALL, "every stage has its row");
    for (stage, path, leads) in TABLE {
        let from = after(path);
        assert_eq!(from.stage, stage);
        for (word, lead) in STEPS.into_iter().zip(leads) {
            let to = from.after(&step(word));
            let told = to.map_or("-", Stage::as_str);
            assert_eq!(told, lead, "{} {word}", stage.as_str());
            // what is written all the same, by a program that knows other steps, changes nothing
            let folded = after(&[path, &[word]].concat());
            assert_eq!(folded.stage, to.unwrap_or(stage), "{word}");
            let count = path.len() + usize::from(to.is_some());
            assert_eq!(folded.history.len(), count, "{word}");
        }
    }
}

/// Where an accepted application of each service may go; what is left out no such application can do.
#[rustfmt::skip]
const ACCEPTED: [(Service, &[&str]); 6] = [
    (Service::PreEnrolment,             &["ask back", "refuse", "register", "void", "expire", "withdraw"]),
    (Service::HospitalPreRegistration,  &["ask back", "refuse", "register", "void", "expire", "withdraw"]),
    (Service::NewbornEnrolment,         &["ask back", "refuse", "register", "void", "expire", "withdraw"]),
    (Service::DeceasedNewbornEnrolment, &["ask back", "refuse", "register", "void", "expire", "withdraw"]),
    (Service::InformationUpdate,        &["ask back", "refuse", "finish", "expire", "withdraw"]),
    (Service::Refund,                   &["ask back", "refuse", "pay back", "expire", "withdraw"]),
];

#[test]
fn each_service_has_its_own_steps() {
    assert_eq!(&ACCEPTED.map(|(service, _)| service)[..], Service::ALL);
    for (service, expected) in ACCEPTED {
        let mut application = after(&["accept"]);
        application.sent.service = service;
        let may = |word: &&str| application.after(&step(word)).is_some();
        let steps: Vec<&str> = STEPS.into_iter().filter(|word| may(word)).collect();
        assert_eq!(steps, expected, "{}", service.as_str());
    }
}

#[test]
fn undo_takes_back_the_last_step_of_the_agency_and_what_came_with_it() {
    let rows: [(&[&str], Option<Stage>, &[&str]); 16] = [
        (&[], None, &[]),
        (&["accept"], Some(Stage::Sent), &[]),
        (&["accept", "undo"], None, &[]),
        (&["refuse"], Some(Stage::Sent), &[]),
        (
            &["accept", "register", "pay", "finish"],
            Some(Stage::Paid),
            &["441702199503081223B"],
        ),
        (&["ask back"], Some(Stage::Sent), &[]),
        (&["accept", "ask back"], Some(Stage::Accepted), &[]),
        (&["accept", "register"], Some(Stage::Accepted), &[]),
        (
            &["accept", "register", "pay"],
            Some(Stage::Registered),
            &["441702199503081223B"],
        ),
        (
            &["accept", "register", "undo", "register otherwise"],
            Some(Stage::Accepted),
            &[],
        ),
        (
            &["accept", "register", "pay", "undo", "void"],
            Some(Stage::Registered),
            &["441702199503081223B"],
        ),
        (&["accept", "undo", "refuse"], Some(Stage::Sent), &[]),
        // the family has sent since: what was asked back is answered
        (&["ask back", "mend"], None, &[]),
        (&["ask back", "mend", "accept"], Some(Stage::Sent), &[]),
        // not the agency's to take back
        (&["accept", "withdraw"], None, &[]),
        (&["accept", "run out"], None, &[]),
    ];
    for (path, stage, numbers) in rows {
        let from = after(path);
        assert_eq!(from.after(&step("undo")), stage, "{path:?}");
        let undone = after(&[path, &["undo"]].concat());
        assert_eq!(undone.stage, stage.unwrap_or(from.stage), "{path:?}");
        if stage.is_some() {
            let kept: Vec<_> = undone.identities.iter().map(|one| &*one.number).collect();
            assert_eq!(kept, numbers, "{path:?}");
        } else {
            assert_eq!(undone, from, "{path:?}");
        }
    }
}

#[tokio::test]
async fn the_office_takes_a_step_where_it_leads_and_writes_nothing_where_not() {
    let house = House::open().await;
    let (family, number) = house.sent().await;
    let rows = [
        ("register", Acted::NotFrom(Stage::Sent)),
        ("finish", Acted::NotFinished(Ahead::Acceptance)),
        ("accept", Acted::Now(Stage::Accepted)),
        ("accept", Acted::NotFrom(Stage::Accepted)),
        ("finish", Acted::NotFinished(Ahead::Entry)),
        ("register", Acted::Now(Stage::Registered)),
        ("finish", Acted::NotFinished(Ahead::Payment)),
        ("withdraw", Acted::NotFrom(Stage::Registered)),
        ("pay back", Acted::NotOf(Service::PreEnrolment)),
        ("undo", Acted::Now(Stage::Accepted)),
        ("undo", Acted::NotFrom(Stage::Accepted)),
        ("register otherwise", Acted::Now(Stage::Registered)),
        ("pay", Acted::Now(Stage::Paid)),
        ("finish", Acted::Now(Stage::Done)),
        ("void", Acted::NotFrom(Stage::Done)),
    ];
    for ((word, expected), key) in rows.into_iter().zip(10..) {
        let before = house.file(family).await.len();
        let acted = house.act(&number, step(word), key).await;
        assert_eq!(acted, expected, "{word}");
        let is_kept = matches!(expected, Acted::Now(_));
        let len = house.file(family).await.len();
        assert_eq!(len, before + u32::from(is_kept), "{word}");
    }
}

#[tokio::test]
async fn a_number_of_nobodys_has_no_steps() {
    let house = House::open().await;
    house.sent().await;
    let acted = house.act(&number(), Step::Accept, 10).await;
    assert_eq!(acted, Acted::NoSuch);
}

#[tokio::test]
async fn a_key_is_one_step() {
    let house = House::open().await;
    let (family, number) = house.sent().await;
    let rows = [
        ("the first", "accept", Acted::Now(Stage::Accepted)),
        ("sent again", "accept", Acted::Now(Stage::Accepted)),
        ("another step", "refuse", Acted::KeyUsed),
        ("the family's", "withdraw", Acted::KeyUsed),
    ];
    for (name, word, expected) in rows {
        assert_eq!(house.act(&number, step(word), 10).await, expected, "{name}");
    }
    let of_the_sending = Act {
        number: number.clone(),
        step: Step::Accept,
    };
    let acted = house.office.act(&of_the_sending, &agency(1)).await;
    assert_eq!(acted, Ok(Acted::KeyUsed), "the key of what was sent");
    let history = &house.standing(family).await.applications[0].history;
    assert_eq!(history.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_desks_at_once_one_decides_and_the_family_is_told_once() {
    for round in 0..10 {
        let house = House::with_chance(round).await;
        let (_, number) = house.sent().await;
        house.messages().await;
        let decide = |word: &'static str, key| {
            let office = house.office.clone();
            let act = Act {
                number: number.clone(),
                step: step(word),
            };
            tokio::spawn(async move { office.act(&act, &agency(key)).await.unwrap() })
        };
        let (one, other) = (decide("refuse", 20), decide("withdraw", 21));
        let acted = [one.await.unwrap(), other.await.unwrap()];
        let taken = acted.iter().filter(|one| matches!(one, Acted::Now(_)));
        assert_eq!(taken.count(), 1, "{acted:?}");
        let is_refused = acted.contains(&Acted::Now(Stage::Refused));
        let told = house.messages().await.len();
        assert_eq!(told, usize::from(is_refused), "{acted:?}");
    }
}

#[tokio::test]
async fn a_family_takes_its_own_back() {
    let house = House::open().await;
    let (family, number) = house.sent().await;
    house.messages().await;
    let act = Act {
        number: number.clone(),
        step: Step::Withdraw,
    };
    let acted = house.office.act(&act, &hand(5)).await.unwrap();
    assert_eq!(acted, Acted::Now(Stage::Withdrawn));
    assert_eq!(
        house.messages().await,
        [],
        "nobody is told what it did itself"
    );
    let next = house.send(family, &application(EXPECTED), 6).await;
    assert_ne!(next, number);
}

#[tokio::test]
async fn only_a_year_that_it_owes_counts_as_paid() {
    let turn = EXPECTED.replace("2027-02-08", "2027-01-10");
    let rows: [(&str, &str, &[i32]); 3] = [
        ("a due date", EXPECTED, &[2027]),
        ("a due date about the turn of the year", &turn, &[2027]),
        ("a birth", crate::house::BORN, &[2026]),
    ];
    for (name, told, years) in rows {
        let house = House::open().await;
        let family = house.family(PHONE).await;
        let number = house.send(family, &application(told), 1).await;
        walk(&house, &number, &["accept", "register"], 10).await;
        for (year, key) in (2025..2029).zip(20..) {
            let step = Step::Pay {
                year,
                on: "2026-12-01".to_owned(),
                fen: None,
            };
            let expected = match years.contains(&year) {
                true => Acted::Now(Stage::Paid),
                false => Acted::NotThatYear(years.to_vec()),
            };
            assert_eq!(
                house.act(&number, step, key).await,
                expected,
                "{name}: {year}"
            );
        }
    }
}
