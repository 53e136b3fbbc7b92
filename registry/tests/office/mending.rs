//! An application that was asked back is sent again under its number.

use registry::{
    Stage,
    entry::Step,
    office::{Acted, SendOutcome},
    outside::Template,
};

use crate::{
    house::{BORN, EXPECTED, House, PHONE, application, hand},
    moving::{step, walk},
};

async fn asked_back() -> (House, registry::FamilyId, registry::ApplicationNumber) {
    let house = House::open().await;
    let (family, number) = house.sent().await;
    let acted = house.act(&number, step("ask back"), 10).await;
    assert_eq!(acted, Acted::Now(Stage::AskedBack));
    house.messages().await;
    (house, family, number)
}

#[tokio::test]
async fn a_mended_application_keeps_its_number_and_is_with_the_agency_again() {
    let (house, family, number) = asked_back().await;
    let mut mended = application(EXPECTED);
    mended
        .fields
        .insert("mother_address".to_owned(), "另一路 2 号".to_owned());
    for is_again in [false, true] {
        let outcome = house.office.mend(family, &number, &mended, &hand(2)).await;
        let SendOutcome::Sent {
            number: kept,
            is_repeat,
            leaf,
            ..
        } = outcome.unwrap()
        else {
            panic!("it was not taken");
        };
        assert_eq!((kept, is_repeat), (number.clone(), is_again));
        let file = house.file(family).await;
        assert_eq!(file.entries.last().unwrap().leaf, Some(leaf));
    }
    let standing = house.standing(family).await;
    assert_eq!(standing.applications.len(), 1);
    let there = &standing.applications[0];
    assert_eq!(there.stage, Stage::Sent);
    assert_eq!(there.sent.fields["mother_address"], "另一路 2 号");
    let told = [(PHONE.to_owned(), Template::Received)];
    assert_eq!(house.messages().await, told);
    let acted = house.act(&number, Step::Accept, 11).await;
    assert_eq!(acted, Acted::Now(Stage::Accepted));
}

#[tokio::test]
async fn only_what_was_asked_back_is_mended() {
    let rows: [(&str, &[&str], &str, &str); 5] = [
        ("it was asked back", &["ask back"], EXPECTED, "sent"),
        ("nobody asked", &[], EXPECTED, "there"),
        ("it was accepted", &["accept"], EXPECTED, "there"),
        (
            "it was withdrawn since",
            &["ask back", "withdraw"],
            EXPECTED,
            "there",
        ),
        ("for another service", &["ask back"], BORN, "there"),
    ];
    for (name, path, facts, expected) in rows {
        let house = House::open().await;
        let (family, number) = house.sent().await;
        walk(&house, &number, path, 10).await;
        let outcome = house
            .office
            .mend(family, &number, &application(facts), &hand(2))
            .await;
        let word = match outcome.unwrap() {
            SendOutcome::Sent { .. } => "sent",
            SendOutcome::AlreadyThere { .. } => "there",
            other => panic!("{other:?}"),
        };
        assert_eq!(word, expected, "{name}");
    }
}

#[tokio::test]
async fn a_key_is_for_one_mending() {
    let (house, family, number) = asked_back().await;
    let mended = application(EXPECTED);
    let mut otherwise = mended.clone();
    otherwise
        .fields
        .insert("mother_address".to_owned(), "别处".to_owned());
    let rows = [
        ("the key of the first sending", &mended, 1, "key used"),
        ("a new one", &mended, 2, "sent"),
        ("again", &mended, 2, "sent"),
        ("with something else", &otherwise, 2, "key used"),
    ];
    for (name, sent, key, expected) in rows {
        let outcome = house.office.mend(family, &number, sent, &hand(key)).await;
        let word = match outcome.unwrap() {
            SendOutcome::Sent { .. } => "sent",
            SendOutcome::KeyUsed => "key used",
            other => panic!("{other:?}"),
        };
        assert_eq!(word, expected, "{name}");
    }
    let outcome = house.office.send(family, &mended, &hand(2)).await.unwrap();
    assert!(matches!(outcome, SendOutcome::KeyUsed), "{outcome:?}");
}

#[tokio::test]
async fn nothing_new_is_kept_once_a_consent_is_withdrawn() {
    let (house, family, number) = asked_back().await;
    let consent = registry::entry::Consent::Child;
    let hand_of_hers = hand(3);
    let withdrawn = house
        .office
        .withdraw_consent(family, consent, &hand_of_hers)
        .await;
    assert_eq!(withdrawn, Ok(true));
    let mut mended = application(EXPECTED);
    mended.consents.clear();
    let before = house.rows().await;
    let outcome = house.office.mend(family, &number, &mended, &hand(4)).await;
    let outcome = outcome.unwrap();
    assert!(
        matches!(outcome, SendOutcome::NoConsent(missing) if missing == consent),
        "{outcome:?}"
    );
    assert_eq!(house.rows().await, before);
    // agreed to anew with the form
    let mended = application(EXPECTED);
    let outcome = house.office.mend(family, &number, &mended, &hand(5)).await;
    assert!(matches!(outcome.unwrap(), SendOutcome::Sent { .. }));
    let held = house.standing(family).await.consents;
    assert!(held.contains_key(&consent));
}

#[tokio::test]
async fn the_rules_of_the_day_it_is_mended_on_are_written_down() {
    let (house, family, number) = asked_back().await;
    let mut late = application(&EXPECTED.replace("2026-11-22", "2027-03-01"));
    late.shown = Some(policy::verdict::Verdict::Eligible);
    let outcome = house.office.mend(family, &number, &late, &hand(2)).await;
    assert!(matches!(outcome.unwrap(), SendOutcome::Sent { .. }));
    let standing = house.standing(family).await;
    let sent = &standing.applications[0].sent;
    assert_eq!(sent.shown, "eligible");
    assert_ne!(
        sent.verdict, "eligible",
        "the agency sees what the rules say"
    );
}
