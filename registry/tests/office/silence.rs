//! What was to be said and is not any more: of an application that is over, and to a family that lost its baby.

use registry::{
    Stage,
    calls::{Listener, Opened, Opener, SECOND_THOUGHT_SECONDS},
    entry::Step,
    office::Ear,
    outside::Template,
};

use crate::{
    errands::{accepted, found},
    house::{BORN, EXPECTED, House, NOW, PHONE, application, hand},
    moving::{step, walk},
    sent::facts,
};

/// The expected baby's pregnancy, and its end.
fn lost() -> String {
    EXPECTED.replace(
        r#""2027-02-08""#,
        r#""2027-02-08","ended":{"on":"2026-11-22","how":"stillbirth"}"#,
    )
}

/// What the family is told, whoever of it.
async fn told(house: &House) -> Vec<Template> {
    let messages = house.messages().await;
    messages.into_iter().map(|(_, told)| told).collect()
}

#[tokio::test]
async fn what_is_over_has_nothing_said_of_it_any_more() {
    let rows: [(&str, &[&str], Option<Template>); 6] = [
        ("withdraw", &["accept"], None),
        ("void", &["accept"], Some(Template::Void)),
        ("void", &["accept", "register"], Some(Template::Void)),
        ("expire", &["accept"], Some(Template::Expired)),
        ("refuse", &["accept"], Some(Template::Refused)),
        (
            "finish",
            &["accept", "register", "pay"],
            Some(Template::Finished),
        ),
    ];
    for (word, path, told) in rows {
        let house = House::open().await;
        let (_, number) = house.sent().await;
        walk(&house, &number, path, 10).await;
        assert!(!house.said_to().await.is_empty(), "{word}");
        house.act(&number, step(word), 50).await;
        let told: Vec<_> = told
            .map(|told| (PHONE.to_owned(), told))
            .into_iter()
            .collect();
        assert_eq!(house.said_to().await.len(), told.len(), "{word}");
        assert_eq!(house.messages().await, told, "{word} after {path:?}");
    }
}

#[tokio::test]
async fn a_call_that_was_being_said_is_noted_and_moves_nothing_that_is_over() {
    let house = House::open().await;
    let (family, number) = accepted(&house, &application(EXPECTED)).await;
    let calls = house.calls().await;
    let (register, call) = calls.last().unwrap().clone();
    house.act(&number, step("withdraw"), 30).await;
    let ear = Ear {
        office: &house.office,
        now: &|| NOW,
    };
    assert!(ear.heard(&register, &call, &found("44001")).await);
    let standing = house.standing(family).await;
    let application = standing.application(&number).unwrap();
    assert_eq!(application.stage, Stage::Withdrawn);
    assert_eq!(application.enrolled.len(), 1, "it happened");
    assert_eq!(house.said_to().await, [""; 0]);
    house.assert_whole().await;
}

#[tokio::test]
async fn a_lost_baby_silences_everything_that_was_to_be_said() {
    let lost = lost();
    let died = r#"{"id":"d","area":"441702","asked_on":"2026-11-22",
        "births":[{"on":"2026-11-22","sex":"female","died_on":"2026-11-22"}]}"#;
    // told late: it was lost before it was applied for
    let before = lost.replace(r#""on":"2026-11-22""#, r#""on":"2026-11-19""#);
    for (name, told) in [
        ("a pregnancy", lost.as_str()),
        ("a pregnancy before", &before),
        ("a child", died),
    ] {
        for path in [&["accept"][..], &["accept", "register"]] {
            let house = House::open().await;
            let (family, number) = house.sent().await;
            walk(&house, &number, path, 10).await;
            assert!(house.said_to().await.len() > 1, "{name}");
            assert!(!house.due(family).await.is_empty(), "{name}");
            let kept = house.office.tell(family, &facts(told), &hand(40)).await;
            assert_eq!(kept, Ok(true), "{name}");
            assert_eq!(house.said_to().await, [""; 0], "{name} after {path:?}");
            assert_eq!(house.due(family).await, [], "{name}");
            // nor is anything new: the desk may go on
            walk(&house, &number, &["register", "void"], 60).await;
            assert_eq!(house.said_to().await, [""; 0], "{name} after {path:?}");
        }
    }
}

#[tokio::test]
async fn what_is_silenced_while_somebody_is_about_to_say_it_is_not_said() {
    let lost = lost();
    let house = House::open().await;
    let (family, _) = accepted(&house, &application(EXPECTED)).await;
    let later = NOW.plus_seconds(SECOND_THOUGHT_SECONDS);
    let claimed = house.store().claim(9, later, 60).await.unwrap();
    assert_eq!(claimed.len(), 2);
    house
        .office
        .tell(family, &facts(&lost), &hand(40))
        .await
        .unwrap();
    for intent in &claimed {
        let opened = Opener::open(&*house.office, intent).await;
        assert!(matches!(opened, Opened::Needless), "{}", intent.to);
    }
    let house = House::open().await;
    let (_, other) = accepted(&house, &application(EXPECTED)).await;
    let claimed = house.store().claim(9, later, 60).await.unwrap();
    house.act(&other, step("withdraw"), 50).await;
    let opened = claimed.iter().find(|intent| intent.to == "register");
    let opened = Opener::open(&*house.office, opened.unwrap()).await;
    assert!(matches!(opened, Opened::Needless));
    house.assert_whole().await;
}

#[tokio::test]
async fn a_family_that_lost_its_baby_still_hears_of_what_it_asks_for() {
    let house = House::open().await;
    let (family, number) = accepted(&house, &application(EXPECTED)).await;
    walk(&house, &number, &["register", "pay"], 20).await;
    house.messages().await;
    let lost = r#"{"id":"r","area":"441702","asked_on":"2026-11-22","pre_enrolled":true,
        "pregnancy":{"due_date":"2027-02-08","ended":{"on":"2026-11-22","how":"miscarriage"}},
        "payments":[{"year":2027,"on":"2026-11-22"}]}"#;
    let mut refund = application(lost);
    refund.service = policy::verdict::Service::Refund;
    let refund = house.send(family, &refund, 3).await;
    house.act(&refund, Step::Accept, 30).await;
    house.act(&refund, step("pay back"), 31).await;
    assert_eq!(
        told(&house).await,
        [Template::PaidBack],
        "the earlier notices are behind it"
    );
    house.act(&number, step("void"), 32).await;
    assert_eq!(
        house.messages().await,
        [],
        "and nothing is told of the other"
    );
    house.assert_whole().await;
}

#[tokio::test]
async fn another_childs_matter_goes_on() {
    let house = House::open().await;
    let (family, _) = accepted(&house, &application(EXPECTED)).await;
    let other = house.send(family, &application(BORN), 2).await;
    let died = r#"{"id":"d","area":"510100","asked_on":"2026-11-22",
        "births":[{"on":"2026-09-01","sex":"female","died_on":"2026-11-01"}]}"#;
    house
        .office
        .tell(family, &facts(died), &hand(40))
        .await
        .unwrap();
    house.act(&other, Step::Accept, 41).await;
    assert_eq!(told(&house).await, [Template::Accepted]);
    assert!(house.said_to().await.contains(&"register"));
    house.assert_whole().await;
}

/// What is due, in a word each.
async fn due(house: &House, family: registry::FamilyId) -> Vec<String> {
    let mut what: Vec<_> = house
        .due(family)
        .await
        .into_iter()
        .map(|row| row.what)
        .collect();
    what.dedup();
    what.sort();
    what.dedup();
    what
}

#[tokio::test]
async fn each_matter_has_its_dates_and_a_loss_takes_its_own_alone() {
    let house = House::open().await;
    let (family, pregnancy) = house.sent().await;
    let pregnant = due(&house, family).await;
    assert!(!pregnant.is_empty());
    // told later, and not the last of the two
    let other = house.send(family, &application(BORN), 2).await;
    let both = due(&house, family).await;
    assert!(pregnant.iter().all(|what| both.contains(what)), "{both:?}");
    assert!(both.contains(&"enrol_newborn".to_owned()), "{both:?}");
    let rebuilt = house.office.rebuild().await.unwrap();
    assert_eq!(rebuilt.changed, 0);
    house.messages().await;
    house
        .office
        .tell(family, &facts(&lost()), &hand(40))
        .await
        .unwrap();
    let left = due(&house, family).await;
    assert!(left.contains(&"enrol_newborn".to_owned()), "{left:?}");
    assert!(pregnant.iter().all(|what| !left.contains(what)), "{left:?}");
    house.act(&other, Step::Accept, 41).await;
    house.act(&pregnancy, Step::Accept, 42).await;
    assert_eq!(
        told(&house).await,
        [Template::Accepted],
        "of the living child alone"
    );
    let standing = house.standing(family).await;
    let matters = standing.matters();
    assert_eq!(matters.len(), 2);
    assert!(standing.has_other(&matters[0]) && !standing.has_other(&matters[1]));
}
