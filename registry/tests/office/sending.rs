//! Applications come in: once, with consent, and only what the rules take today.

use registry::{
    ApplicationNumber, FamilyId,
    entry::{Consent, Event},
    limits,
    office::{Agreed, Application, Hand, SendOutcome},
};

use crate::house::{
    BORN, ELDER, EXPECTED, House, MOTHER, NOW, PHONE, agreed, agreed_to, application, hand, phone,
};

/// An outcome in a word or two, for tables.
fn told(outcome: &SendOutcome) -> String {
    match outcome {
        SendOutcome::Sent { is_repeat, .. } if *is_repeat => "again".to_owned(),
        SendOutcome::Sent { .. } => "sent".to_owned(),
        SendOutcome::NotOpen { verdict } => format!("not open: {}", verdict.as_str()),
        SendOutcome::AlreadyThere { .. } => "already there".to_owned(),
        SendOutcome::NoConsent(consent) => format!("no consent: {}", consent.as_str()),
        SendOutcome::KeyUsed => "key used".to_owned(),
        SendOutcome::TooMany => "too many".to_owned(),
    }
}

async fn try_to_send(
    house: &House,
    family: FamilyId,
    sent: &Application,
    key: u16,
) -> (String, SendOutcome) {
    let outcome = house.office.send(family, sent, &hand(key)).await.unwrap();
    (told(&outcome), outcome)
}

fn number_and_leaf(outcome: SendOutcome) -> (ApplicationNumber, u64) {
    match outcome {
        SendOutcome::Sent { number, leaf, .. } => (number, leaf),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn one_key_is_one_application_and_one_receipt() {
    let house = House::open().await;
    let family = house.family(PHONE).await;
    let sent = application(EXPECTED);
    let (first, there) = try_to_send(&house, family, &sent, 1).await;
    let rows = house.rows().await;
    let (second, again) = try_to_send(&house, family, &sent, 1).await;
    assert_eq!((first.as_str(), second.as_str()), ("sent", "again"));
    assert_eq!(number_and_leaf(there), number_and_leaf(again));
    assert_eq!(house.rows().await, rows);
    assert_eq!(house.messages().await.len(), 1);
    house.assert_whole().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_sendings_at_once_are_one_application_in_one_file() {
    let house = House::open().await;
    let sendings: Vec<_> = (0..50)
        .map(|_| {
            let office = house.office.clone();
            tokio::spawn(async move {
                let sent = application(EXPECTED);
                let hand = hand(1);
                office.apply(&phone(PHONE), &sent, &hand).await.unwrap()
            })
        })
        .collect();
    let mut first_time = 0;
    let mut kept = Vec::new();
    for sending in sendings {
        let outcome = sending.await.unwrap();
        first_time += u32::from(told(&outcome) == "sent");
        kept.push(number_and_leaf(outcome));
    }
    assert_eq!(first_time, 1);
    kept.dedup();
    assert_eq!(kept.len(), 1, "{kept:?}");
    let rows = house.rows().await;
    assert_eq!((rows["family"], rows["application"]), (1, 1));
    house.assert_whole().await;
}

#[tokio::test]
async fn a_form_that_is_sent_again_after_a_day_or_a_year_is_the_one_that_was_sent() {
    const DAY: i64 = 86_400;
    let house = House::open().await;
    let sent = application(EXPECTED);
    let send = async |seconds: i64| {
        let hand = Hand {
            at: hand(1).at.plus_seconds(seconds),
            ..hand(1)
        };
        house
            .office
            .apply(&phone(PHONE), &sent, &hand)
            .await
            .unwrap()
    };
    let first = send(0).await;
    assert_eq!(told(&first), "sent");
    let first = number_and_leaf(first);
    for seconds in [DAY - 1, DAY, DAY + 1, 30 * DAY, 366 * DAY] {
        // whatever is over by then is swept
        let now = hand(1).at.plus_seconds(seconds);
        house.store().sweep(now).await.unwrap();
        let again = send(seconds).await;
        assert_eq!(told(&again), "again", "{seconds}");
        assert_eq!(number_and_leaf(again), first, "{seconds}");
    }
    let rows = house.rows().await;
    assert_eq!((rows["family"], rows["application"]), (1, 1));
}

#[tokio::test]
async fn a_first_application_opens_its_file_in_one_commit_or_not_at_all() {
    let unsigned = |mut sent: Application| {
        sent.consents[0].by = " ".to_owned();
        sent
    };
    let too_early = application(&EXPECTED.replace("2027-02-08", "2027-07-01"));
    let rows = [
        ("too early", too_early, "not open: not_yet", 0),
        (
            "agreed to by nobody",
            unsigned(application(EXPECTED)),
            "no consent: form",
            0,
        ),
        ("taken", application(EXPECTED), "sent", 1),
        ("the same again", application(EXPECTED), "again", 1),
    ];
    let house = House::open().await;
    for (name, sent, expected, files) in rows {
        let outcome = house.office.apply(&phone(PHONE), &sent, &hand(1)).await;
        assert_eq!(told(&outcome.unwrap()), expected, "{name}");
        let rows = house.rows().await;
        assert_eq!((rows["family"], rows["head"]), (files, files), "{name}");
        assert_eq!(rows["passing"], 0, "{name}");
    }
    let file = house
        .office
        .files_of(&phone(PHONE))
        .await
        .unwrap()
        .remove(0);
    assert_eq!(file.standing().consents.len(), agreed().len());
    assert!(matches!(file.entries[0].event, Event::Opened { .. }));
    house.assert_whole().await;
}

#[tokio::test]
async fn a_phone_that_stands_in_another_file_has_one_of_its_own() {
    let house = House::open().await;
    let father = phone("13900139000");
    // her phone is in his form
    let his = house
        .office
        .apply(&father, &application(EXPECTED), &hand(1))
        .await;
    assert_eq!(told(&his.unwrap()), "sent");
    let hers = house
        .office
        .apply(&phone(PHONE), &application(EXPECTED), &hand(2))
        .await;
    assert_eq!(told(&hers.unwrap()), "sent");
    assert_eq!(house.rows().await["family"], 2);
    house.assert_whole().await;
}

#[tokio::test]
async fn a_receipt_is_for_the_application_and_not_for_what_came_along() {
    let house = House::open().await;
    let family = house.family(PHONE).await;
    let mut sent = application(EXPECTED);
    // a newer wording of the consents is written down first, under the same key
    for agreed in &mut sent.consents {
        agreed.version = "2026-11-20".to_owned();
    }
    for turn in ["sent", "again"] {
        let (word, outcome) = try_to_send(&house, family, &sent, 1).await;
        assert_eq!(word, turn);
        let (_, leaf) = number_and_leaf(outcome);
        let file = house.file(family).await;
        let entry = file.entries.iter().find(|entry| entry.leaf == Some(leaf));
        assert!(matches!(entry.unwrap().event, Event::Sent(_)), "{turn}");
    }
    house.assert_whole().await;
}

/// A change to what was sent.
type Change = fn(&mut Application);

#[tokio::test]
async fn a_key_is_for_one_content() {
    let rows: [(&str, Change, &str); 4] = [
        ("the same", |_| (), "again"),
        (
            "another field",
            |sent| {
                sent.fields.insert("mother_address".into(), "别处".into());
            },
            "key used",
        ),
        (
            "another signature",
            |sent| {
                let drawn = "M1 1".to_owned();
                sent.signature = registry::entry::Signature::Drawn(drawn);
            },
            "key used",
        ),
        (
            "other facts",
            |sent| sent.facts = application(BORN).facts,
            "key used",
        ),
    ];
    for (name, change, expected) in rows {
        let house = House::open().await;
        let family = house.family(PHONE).await;
        let mut sent = application(EXPECTED);
        try_to_send(&house, family, &sent, 1).await;
        change(&mut sent);
        let (word, _) = try_to_send(&house, family, &sent, 1).await;
        assert_eq!(word, expected, "{name}");
        let kept = house.standing(family).await;
        assert_eq!(kept.applications.len(), 1, "{name}");
    }
}

#[tokio::test]
async fn another_family_cannot_use_a_key() {
    let house = House::open().await;
    let mine = house.family(PHONE).await;
    let theirs = house.family("13900139000").await;
    try_to_send(&house, mine, &application(EXPECTED), 1).await;
    let (word, _) = try_to_send(&house, theirs, &application(EXPECTED), 1).await;
    assert_eq!(word, "key used");
    house.assert_whole().await;
}

#[tokio::test]
async fn nothing_is_kept_before_consent() {
    let nameless = |consent| Agreed {
        by: " ".to_owned(),
        ..agreed_to(consent)
    };
    let rows: [(&str, Vec<Agreed>, Option<Consent>); 5] = [
        ("nothing agreed to", vec![], Some(Consent::Form)),
        (
            "agreed to by nobody",
            Consent::ALL.map(nameless).to_vec(),
            Some(Consent::Form),
        ),
        (
            "the child's alone",
            vec![agreed_to(Consent::Child)],
            Some(Consent::Form),
        ),
        (
            "the child's by nobody",
            vec![agreed_to(Consent::Form), nameless(Consent::Child)],
            Some(Consent::Child),
        ),
        ("everything", agreed(), None),
    ];
    for (name, consents, missing) in rows {
        let house = House::open().await;
        let before = house.rows().await;
        let opened = house.office.open(&phone(PHONE), &consents, &hand(1)).await;
        assert_eq!(opened.unwrap().err(), missing, "{name}");
        let is_kept = house.rows().await != before;
        assert_eq!(is_kept, missing.is_none(), "{name}");
    }
}

#[tokio::test]
async fn an_application_waits_for_what_its_own_form_asks_to_be_agreed_to() {
    let only = |consents: &[Consent]| consents.iter().copied().map(agreed_to).collect();
    let rows: [(&str, &str, Vec<Agreed>, &str); 5] = [
        ("all of it", EXPECTED, agreed(), "sent"),
        (
            "a due date without the consent to health",
            EXPECTED,
            only(&[Consent::Form, Consent::Child]),
            "no consent: health",
        ),
        (
            "a child without its guardian's",
            EXPECTED,
            only(&[Consent::Form, Consent::Health]),
            "no consent: child",
        ),
        (
            "a form that asks nothing of health",
            BORN,
            only(&[Consent::Form, Consent::Child]),
            "sent",
        ),
        (
            "the same without its guardian's",
            BORN,
            only(&[Consent::Form]),
            "no consent: child",
        ),
    ];
    for (name, facts, consents, expected) in rows {
        let house = House::open().await;
        let mut sent = application(facts);
        let opened = house
            .office
            .open(&phone(PHONE), &[agreed_to(Consent::Form)], &hand(900))
            .await;
        let family = opened.unwrap().unwrap();
        let before = house.rows().await;
        sent.consents = consents;
        let (word, _) = try_to_send(&house, family, &sent, 1).await;
        assert_eq!(word, expected, "{name}");
        assert_eq!(house.rows().await == before, word != "sent", "{name}");
    }
}

#[tokio::test]
async fn what_is_on_its_way_is_not_sent_beside_itself() {
    let house = House::open().await;
    let family = house.family(PHONE).await;
    let rows = [
        ("an expected baby", EXPECTED, "sent"),
        ("the same, from another tab", EXPECTED, "already there"),
        ("a baby that was born", BORN, "sent"),
        ("the same again", BORN, "already there"),
        ("one born on another day", ELDER, "sent"),
    ];
    for ((name, facts, expected), key) in rows.into_iter().zip(1..) {
        let (word, _) = try_to_send(&house, family, &application(facts), key).await;
        assert_eq!(word, expected, "{name}");
    }
    let standing = house.standing(family).await;
    let first = standing.applications[0].sent.number.clone();
    let withdrawn = registry::entry::Step::Withdraw;
    house.act(&first, withdrawn, 50).await;
    let (word, _) = try_to_send(&house, family, &application(EXPECTED), 60).await;
    assert_eq!(word, "sent", "once the first was withdrawn");
    house.assert_whole().await;
}

#[tokio::test]
async fn the_rules_of_today_decide_whatever_the_page_had_shown() {
    let too_early = EXPECTED.replace("2027-02-08", "2027-07-01");
    let by_the_father = EXPECTED.replace(r#""id":"a""#, r#""id":"a","applicant":"father""#);
    let rows = [
        ("open today", EXPECTED.to_owned(), "sent"),
        ("not yet", too_early, "not open: not_yet"),
        ("not for him", by_the_father, "not open: "),
    ];
    for (name, facts, expected) in rows {
        let house = House::open().await;
        let family = house.family(PHONE).await;
        let mut sent = application(&facts);
        sent.shown = Some(policy::verdict::Verdict::Eligible);
        let (word, _) = try_to_send(&house, family, &sent, 1).await;
        assert!(word.starts_with(expected), "{name}: {word}");
        let count = house.standing(family).await.applications.len();
        assert_eq!(count, usize::from(word == "sent"), "{name}");
    }
}

#[tokio::test]
async fn a_file_has_room_for_so_many_applications() {
    let house = House::open().await;
    let family = house.family(PHONE).await;
    let sent = application(EXPECTED);
    for turn in 0..limits::APPLICATIONS_MAX {
        let key = u16::try_from(turn).unwrap();
        let (word, outcome) = try_to_send(&house, family, &sent, key).await;
        assert_eq!(word, "sent", "{turn}");
        let (number, _) = number_and_leaf(outcome);
        let step = registry::entry::Step::Withdraw;
        house.act(&number, step, 100 + key).await;
    }
    let (word, _) = try_to_send(&house, family, &sent, 90).await;
    assert_eq!(word, "too many");
    house.assert_whole().await;
}

#[tokio::test]
async fn opening_again_finds_the_file_and_writes_down_what_is_new() {
    let house = House::open().await;
    let family = house.family(PHONE).await;
    let before = house.file(family).await.len();
    assert_eq!(house.family(PHONE).await, family);
    assert_eq!(house.file(family).await.len(), before, "nothing was new");
    let mut newer = agreed();
    newer[0].version = "2027-01-01".to_owned();
    let opened = house.office.open(&phone(PHONE), &newer, &hand(7)).await;
    assert_eq!(opened.unwrap(), Ok(family));
    let file = house.file(family).await;
    assert_eq!(file.len(), before + 1);
    let held = &file.standing().consents[&newer[0].consent];
    assert_eq!(held, &("2027-01-01".to_owned(), MOTHER.to_owned()));
    assert_eq!(file.entries.last().unwrap().at, NOW);
    house.assert_whole().await;
}

#[tokio::test]
async fn what_was_sent_cannot_be_guessed_from_the_digest_of_its_key() {
    let mut digests = Vec::new();
    for seed in [1, 2] {
        let house = House::with_chance(seed).await;
        house.sent().await;
        let inspection = house.store().inspection().unwrap();
        let acts = inspection.acts_under(&[crate::house::sender(1)]).await;
        digests.extend(acts.unwrap().iter().map(|act| act.digest));
    }
    assert_eq!(digests.len(), 2);
    assert_ne!(digests[0], digests[1], "without the keys it says nothing");
}
