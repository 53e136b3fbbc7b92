//! What a family tells of a matter that it applied for, and what becomes of it: a loss that was told by mistake, twins
//! that were found, a due date in another year.

use policy::Facts;
use registry::{ApplicationNumber, FamilyId, matter::before_loss};

use crate::{
    errands::{accepted, twins},
    house::{EXPECTED, House, hand},
    moving::walk,
    sent::facts,
};

/// What is told of the matter now.
async fn told(house: &House, family: FamilyId, number: &ApplicationNumber) -> Facts {
    let standing = house.standing(family).await;
    let told = &standing.application(number).unwrap().told;
    told.facts().unwrap().clone()
}

async fn tell(house: &House, family: FamilyId, number: &ApplicationNumber, told: &Facts, key: u16) {
    let kept = house.office.tell_of(family, number, told, &hand(key)).await;
    assert_eq!(kept, Ok(true));
}

#[tokio::test]
async fn a_loss_told_by_mistake_is_taken_back_and_what_is_due_is_due_again() {
    let ended = EXPECTED.replace(
        r#""2027-02-08""#,
        r#""2027-02-08","ended":{"on":"2026-11-22","how":"stillbirth"}"#,
    );
    let died = EXPECTED.replace(
        r#""mother":"#,
        r#""births":[{"on":"2026-11-22","sex":"female","died_on":"2026-11-22"}],"mother":"#,
    );
    for (name, lost) in [("a pregnancy", ended), ("a child", died)] {
        for path in [&["accept"][..], &["accept", "register"]] {
            let house = House::open().await;
            let (family, number) = house.sent().await;
            walk(&house, &number, path, 10).await;
            let mut said = house.said_to().await;
            said.retain(|to| *to != "messages");
            let due = house.due(family).await;
            let entries = house.file(family).await.entries;
            assert!(before_loss(&entries, &number).is_none(), "{name}");
            tell(&house, family, &number, &facts(&lost), 40).await;
            assert_eq!(house.said_to().await, [""; 0], "{name}");
            let entries = house.file(family).await.entries;
            let before = before_loss(&entries, &number).unwrap();
            tell(&house, family, &number, &before, 41).await;
            assert_eq!(house.due(family).await, due, "{name} after {path:?}");
            assert_eq!(house.said_to().await, said, "{name} after {path:?}");
            let entries = house.file(family).await.entries;
            assert!(before_loss(&entries, &number).is_none(), "{name}");
            house.assert_whole().await;
        }
    }
}

#[tokio::test]
async fn one_of_two_losses_is_taken_back_at_a_time() {
    let house = House::open().await;
    let (family, number) = accepted(&house, &twins()).await;
    let born = |of: &str| {
        let births = format!(r#""births":[{of}],"mother":"#);
        facts(&EXPECTED.replace(r#""mother":"#, &births))
    };
    let (lost, lives) = (
        r#"{"on":"2026-11-22","sex":"female","died_on":"2026-11-22"}"#,
        r#"{"on":"2026-11-22","sex":"female"}"#,
    );
    let one = born(&[lost, lives].join(","));
    tell(&house, family, &number, &one, 40).await;
    assert!(!house.due(family).await.is_empty(), "the other's");
    tell(&house, family, &number, &born(&[lost, lost].join(",")), 41).await;
    assert_eq!(house.due(family).await, []);
    for (expected, key) in [(1, 42), (0, 43)] {
        let entries = house.file(family).await.entries;
        let before = before_loss(&entries, &number).unwrap();
        let died = before.births.iter().filter(|birth| !birth.is_living());
        assert_eq!(died.count(), expected);
        tell(&house, family, &number, &before, key).await;
    }
    let pregnancy = told(&house, family, &number).await;
    assert_eq!(pregnancy.births, []);
    house.assert_whole().await;
}
