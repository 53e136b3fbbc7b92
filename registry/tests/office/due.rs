//! What is due: rows that follow from the facts and from what has happened, with each entry.

use registry::{entry::Step, office::Application};

use crate::{
    house::{EXPECTED, House, NOW, PHONE, application, hand},
    moving::step,
    sent::facts,
};

/// The rows in short: `what day stage`.
async fn due(house: &House, family: registry::FamilyId) -> Vec<String> {
    let rows = house.due(family).await;
    assert!(rows.iter().all(|row| row.channel == "message"));
    assert!(rows.is_sorted());
    rows.iter()
        .map(|row| format!("{} {} {}", row.what, row.due_on, row.stage))
        .collect()
}

const PAY: [&str; 2] = [
    "pay_before_birth 2027-01-18 ahead",
    "pay_before_birth 2027-01-18 last_day",
];

#[tokio::test]
async fn a_date_that_moved_is_a_row_that_moved() {
    let house = House::open().await;
    let (family, _) = house.sent().await;
    assert_eq!(due(&house, family).await, PAY);
    let moved = EXPECTED.replace("2027-02-08", "2027-02-15");
    let kept = house.office.tell(family, &facts(&moved), &hand(40)).await;
    assert_eq!(kept, Ok(true));
    let later = [
        "pay_before_birth 2027-01-25 ahead",
        "pay_before_birth 2027-01-25 last_day",
    ];
    assert_eq!(due(&house, family).await, later);
    let born = r#"{"id":"b","area":"441702","asked_on":"2026-11-22","pre_enrolled":true,
        "births":[{"on":"2026-11-22","sex":"female"}]}"#;
    house
        .office
        .tell(family, &facts(born), &hand(41))
        .await
        .unwrap();
    let after = [
        "enrol_newborn 2027-11-22 ahead",
        "enrol_newborn 2027-11-22 last_day",
        "register_hukou 2027-11-22 ahead",
        "register_hukou 2027-11-22 last_day",
        "update_information 2027-11-22 ahead",
        "update_information 2027-11-22 last_day",
    ];
    assert_eq!(due(&house, family).await, after);
    house.assert_whole().await;
}

#[tokio::test]
async fn what_happens_to_an_application_settles_what_was_due() {
    let house = House::open().await;
    let (family, number) = house.sent().await;
    let rows: [(&str, &[&str]); 6] = [
        ("accept", &PAY),
        ("register", &PAY),
        ("pay", &[]),
        ("undo", &PAY),
        ("pay", &[]),
        ("void", &PAY),
    ];
    for ((word, expected), key) in rows.into_iter().zip(10..) {
        house.act(&number, step(word), key).await;
        assert_eq!(due(&house, family).await, expected, "{word}");
    }
    house.assert_whole().await;
}

#[tokio::test]
async fn nothing_is_due_of_what_was_taken_back_or_destroyed() {
    let house = House::open().await;
    let (family, number) = house.sent().await;
    house.act(&number, Step::Withdraw, 10).await;
    assert_eq!(due(&house, family).await, [""; 0]);
    let again = house.send(family, &application(EXPECTED), 11).await;
    assert_eq!(due(&house, family).await, PAY, "one of two is enough");
    house.act(&again, step("void"), 12).await;
    house.office.delete(family, &hand(13)).await.unwrap();
    assert_eq!(due(&house, family).await, [""; 0]);
    house.assert_whole().await;
}

#[tokio::test]
async fn a_reminder_without_an_end_is_repeated() {
    let house = House::open().await;
    let family = house.family(PHONE).await;
    let born = r#"{"id":"b","area":"320102","asked_on":"2026-11-22","pre_enrolled":true,
        "births":[{"on":"2026-06-01","sex":"female","hukou":{"on":"2026-10-01"}}]}"#;
    let sent = Application {
        service: policy::verdict::Service::InformationUpdate,
        ..application(born)
    };
    let number = house.send(family, &sent, 1).await;
    assert_eq!(
        due(&house, family).await,
        ["update_information 2026-12-22 again"]
    );
    house.act(&number, Step::Accept, 10).await;
    house.act(&number, step("finish"), 11).await;
    assert_eq!(due(&house, family).await, [""; 0]);
    house.assert_whole().await;
}

#[tokio::test]
async fn rows_are_asked_about_on_the_day_of_the_newest_entry() {
    let house = House::open().await;
    let (family, _) = house.sent().await;
    let mut late = hand(50);
    late.at = NOW.plus_seconds(57 * 86_400);
    house.office.looked(family, "file", &late).await.unwrap();
    assert_eq!(due(&house, family).await, [PAY[1]], "the day itself");
    late = hand(51);
    late.at = NOW.plus_seconds(58 * 86_400);
    house.office.looked(family, "file", &late).await.unwrap();
    assert_eq!(due(&house, family).await, [""; 0], "and the day after");
    let rebuilt = house.office.rebuild().await.unwrap();
    assert_eq!(rebuilt.changed, 0, "no clock comes into it");
    house.assert_whole().await;
}

#[tokio::test]
async fn nothing_new_is_told_once_its_keeping_is_not_agreed_to() {
    let house = House::open().await;
    let (family, _) = house.sent().await;
    let health = registry::entry::Consent::Health;
    house
        .office
        .withdraw_consent(family, health, &hand(60))
        .await
        .unwrap();
    let kept = house.office.tell(family, &facts(EXPECTED), &hand(61)).await;
    assert_eq!(kept, Ok(false));
    house.assert_whole().await;
}
