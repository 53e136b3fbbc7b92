//! A file that was changed from outside is damage of the database, whoever comes upon it.

use registry::{file::FileFault, office::OfficeFault, store::StoreFault, vault::VaultFault};

use crate::{
    house::{EXPECTED, House, NOW, application, hand},
    moving::step,
};

/// A body at another's place: as closed there as one in which a bit was flipped.
const MOVED: &str =
    "UPDATE entry SET body = (SELECT body FROM entry WHERE leaf = 0) WHERE leaf = 1";

#[tokio::test]
async fn an_entry_that_does_not_open_is_named_and_stops_all_writing() {
    let house = House::open().await;
    let (family, _) = house.sent().await;
    let other = house.family("13900139000").await;
    assert_eq!(house.change_behind(MOVED).await, 1);
    let fault = house.office.file(family).await.unwrap_err();
    let expected = OfficeFault::Damaged {
        leaf: 1,
        family,
        fault: FileFault::Body {
            place: 1,
            fault: VaultFault::Closed,
        },
    };
    assert_eq!(fault, expected);
    assert!(fault.to_string().contains("leaf 1, family "), "{fault}");
    assert_eq!(house.office.store.health(), Err(StoreFault::Damaged));
    house.office.store.damaged().await;
    let sent = house
        .office
        .send(other, &application(EXPECTED), &hand(7))
        .await;
    assert_eq!(sent.unwrap_err(), StoreFault::Damaged.into());
}

#[tokio::test]
async fn whoever_goes_round_comes_upon_it_too() {
    let house = House::open().await;
    let (_, number) = house.sent().await;
    house.act(&number, step("ask back"), 10).await;
    assert_eq!(house.change_behind(MOVED).await, 1);
    let rebuilt = house.office.rebuild().await.unwrap_err().to_string();
    assert!(rebuilt.contains("leaf 1, family "), "{rebuilt}");
    assert_eq!(
        house.office.store.health(),
        Ok(()),
        "a command only says so"
    );
    house.office.end_overdue(None, NOW).await.unwrap_err();
    assert_eq!(house.office.store.health(), Err(StoreFault::Damaged));
}
