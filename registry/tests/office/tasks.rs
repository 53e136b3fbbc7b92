//! Calls that were given up: the desk sees them, and has them said again.

use registry::{
    entry::{Actor, Event},
    store::IntentEnd,
};

use crate::{
    house::{House, NOW, agency, hand},
    moving::step,
};

/// Gives up whatever is to be said by now.
async fn give_up(house: &House) {
    for call in house.store().claim(9, NOW, 60).await.unwrap() {
        let end = IntentEnd::Dead {
            at: NOW,
            why: "unreachable".to_owned(),
        };
        house.store().settle(&call, end).await.unwrap();
    }
}

#[tokio::test]
async fn who_had_calls_said_again_stands_in_the_file() {
    let house = House::open().await;
    let (family, number) = house.sent().await;
    let before = house.file(family).await;
    let again = |key| {
        let (house, number) = (&house, &number);
        async move { house.office.again(number, &agency(key)).await }
    };
    assert_eq!(again(7).await, Ok(Some(0)));
    let after = house.file(family).await.len();
    assert_eq!(
        after,
        before.len(),
        "where nothing was given up, nothing is said of it"
    );
    give_up(&house).await;
    assert_eq!(again(8).await, Ok(Some(1)));
    let file = house.file(family).await;
    assert_eq!(file.len(), before.len() + 1);
    let last = file.entries.last().unwrap();
    assert_eq!(last.by, Actor::Agency("desk".to_owned()));
    assert_eq!(
        last.event,
        Event::SaidAgain {
            number: number.clone()
        }
    );
    assert_eq!(file.standing(), before.standing(), "it moves nothing");
    // whoever had no answer asks again with the same key
    assert_eq!(again(8).await, Ok(Some(0)));
    assert_eq!(house.file(family).await.len(), file.len());
}

#[tokio::test]
async fn a_destroyed_file_has_no_tasks() {
    let house = House::open().await;
    let (family, number) = house.sent().await;
    give_up(&house).await;
    let tasks = house.office.tasks().await.unwrap();
    let shown: Vec<_> = tasks
        .iter()
        .map(|task| (task.number.clone(), &*task.to, &*task.why))
        .collect();
    assert_eq!(shown, [(Some(number.clone()), "messages", "unreachable")]);
    assert_eq!(house.office.again(&number, &agency(7)).await, Ok(Some(1)));
    assert_eq!(house.office.tasks().await, Ok(Vec::new()));
    house.act(&number, step("withdraw"), 8).await;
    house.office.delete(family, &hand(9)).await.unwrap();
    assert_eq!(house.office.tasks().await, Ok(Vec::new()));
    assert_eq!(house.office.again(&number, &agency(10)).await, Ok(None));
}
