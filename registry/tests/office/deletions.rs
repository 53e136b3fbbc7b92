//! Deletions that a database does not have: it is an older copy, or the portal was cut off in the middle of one.

use policy::Areas;
use registry::{
    FamilyId, Instant,
    audit::head::Signer as _,
    keys::{Destroyed, KeyService as _, LINES_DAYS},
    office::{Deleted, Office},
    verify::{Check, verify},
};

use crate::{
    house::{House, NOW, hand},
    moving::step,
};

async fn assert_whole(house: &House, office: &Office, destroyed: u64) {
    let public_key = house.keys.public_key();
    let check = Check {
        public_key: &public_key,
        known: &[],
        keys: Some(&*house.keys),
        areas: Some(Areas::built_in()),
    };
    let report = verify(&*office.store, check).await.unwrap();
    assert!(report.is_whole(), "{:?}", report.changes);
    assert_eq!(report.destroyed, destroyed);
}

async fn is_there(office: &Office, family: FamilyId) -> bool {
    office.file(family).await.unwrap().is_some()
}

async fn deleted_again(office: &Office) -> u64 {
    office.delete_listed(NOW).await.unwrap()
}

/// Whose key a change is about to destroy that comes next.
async fn next(house: &House, family: FamilyId) -> Destroyed {
    let head = house.store().head().await.unwrap().unwrap();
    Destroyed {
        family,
        leaf: head.size,
        at: NOW,
    }
}

#[tokio::test]
async fn an_older_copy_has_its_deletions_made_again() {
    let house = House::on_a_file().await;
    let (family, number) = house.sent().await;
    let other = house.family("13900139000").await;
    let early = house.copy("early.db").await;
    let other_early = house.copy("other-early.db").await;
    house.act(&number, step("void"), 12).await;
    let late = house.copy("late.db").await;
    let deleted = house.office.delete(family, &hand(20)).await;
    assert_eq!(deleted, Ok(Deleted::Gone));
    assert_eq!(deleted_again(&house.office).await, 0, "it is here");
    // what was made again in one copy stands at another place there, and is made again in the next
    for copy in [&early, &late, &other_early] {
        let office = house.office_over(copy).await;
        assert!(is_there(&office, family).await);
        assert_eq!(deleted_again(&office).await, 1);
        assert_eq!(deleted_again(&office).await, 0);
        assert!(!is_there(&office, family).await);
        assert!(
            is_there(&office, other).await,
            "another family's is untouched"
        );
        assert!(office.file_with(&number).await.unwrap().is_none());
        assert_whole(&house, &office, 1).await;
        assert_eq!(office.store.claim(100, NOW, 60).await.unwrap().len(), 0);
        office.store.close().await;
    }
    assert_whole(&house, &house.office, 1).await;
}

#[tokio::test]
async fn a_deletion_that_was_cut_off_is_finished() {
    let house = House::open().await;
    let (family, _) = house.sent().await;
    let cut_off = next(&house, family).await;
    house.keys.list(&[cut_off]).unwrap();
    assert_eq!(deleted_again(&house.office).await, 1);
    assert!(!is_there(&house.office, family).await);
    assert_eq!(deleted_again(&house.office).await, 0);
}

#[tokio::test]
async fn a_deletion_that_did_not_happen_is_none() {
    let house = House::open().await;
    let (family, _) = house.sent().await;
    let not_made = next(&house, family).await;
    house.keys.list(&[not_made]).unwrap();
    house.keys.unlist(&[not_made]).unwrap();
    assert_eq!(deleted_again(&house.office).await, 0);
    // it could not be taken back, and the family went on with its file
    house.keys.list(&[not_made]).unwrap();
    house.office.take_along(family, &hand(30)).await.unwrap();
    assert_eq!(deleted_again(&house.office).await, 0);
    assert!(is_there(&house.office, family).await);
}

#[tokio::test]
async fn what_cannot_be_listed_is_not_destroyed() {
    let house = House::open().await;
    let family = house.family("13900139000").await;
    let list = house.at("keys.destroyed");
    std::fs::create_dir(&list).unwrap();
    assert!(house.office.delete(family, &hand(20)).await.is_err());
    assert!(is_there(&house.office, family).await);
    std::fs::remove_dir(&list).unwrap();
    let deleted = house.office.delete(family, &hand(20)).await;
    assert_eq!(deleted, Ok(Deleted::Gone));
    assert_eq!(house.keys.listed().unwrap().len(), 1);
    let listed = std::fs::read_to_string(&list).unwrap();
    assert!(!listed.contains(&family.hex()), "{listed}");
}

#[tokio::test]
async fn a_line_outlives_every_copy_and_no_longer() {
    let house = House::open().await;
    let family = house.family("13900139000").await;
    house.office.delete(family, &hand(20)).await.unwrap();
    let after = |days: i32| Instant::begins(NOW.day().plus_days(days));
    let dropped = |days| house.office.drop_old_deletions(after(days)).unwrap();
    assert_eq!(dropped(LINES_DAYS), 0);
    assert_eq!(dropped(LINES_DAYS + 1), 1);
    assert!(house.keys.listed().unwrap().is_empty());
}
