//! A family reads on its page what it was told, and what is still to go out.

use registry::{office::MessageState, outside::Template, store::IntentEnd};

use crate::{
    house::{House, NOW, hand},
    moving::step,
};

const LATER: i64 = 3600;

/// Ends whatever is to be said by now.
async fn settle(house: &House, end: &IntentEnd) {
    for call in house.store().claim(9, NOW, 60).await.unwrap() {
        assert!(house.store().settle(&call, end.clone()).await.unwrap());
    }
}

#[tokio::test]
async fn each_end_of_a_message_is_shown_as_what_it_is() {
    let at = NOW.plus_seconds(LATER);
    let why = "unreachable".to_owned();
    let rows = [
        (None, Some(MessageState::Waits(NOW))),
        (Some(IntentEnd::Again(at)), Some(MessageState::Waits(at))),
        (Some(IntentEnd::Told { at }), Some(MessageState::Sent(at))),
        (
            Some(IntentEnd::Dead { at, why }),
            Some(MessageState::GivenUp(at)),
        ),
        // nobody was told: it was needless
        (Some(IntentEnd::Done), None),
    ];
    for (end, expected) in rows {
        let house = House::open().await;
        let (family, number) = house.sent().await;
        if let Some(end) = &end {
            settle(&house, end).await;
        }
        let file = house.file(family).await;
        let shown = house.office.messages(&file).await.unwrap();
        let state = shown.iter().map(|message| message.state).next();
        assert_eq!(state, expected, "{end:?}");
        for message in shown {
            assert_eq!(message.template, Template::Received);
            assert!(message.text.contains(&number.to_string()), "{end:?}");
            assert!(!message.text.contains('$'), "{end:?}");
            assert_eq!(message.number, Some(number.clone()));
        }
    }
}

#[tokio::test]
async fn they_stand_in_order_and_what_is_silenced_was_never_said() {
    let house = House::open().await;
    let (family, number) = house.sent().await;
    for (seconds, word, key) in [(0, "accept", 10), (60, "register", 11)] {
        let at = NOW.plus_seconds(seconds);
        settle(&house, &IntentEnd::Told { at }).await;
        house.act(&number, step(word), key).await;
    }
    // while the last one still waits, the next step makes it needless
    house.act(&number, step("void"), 12).await;
    let later = NOW.plus_seconds(LATER);
    settle(&house, &IntentEnd::Told { at: later }).await;
    let file = house.file(family).await;
    let shown = house.office.messages(&file).await.unwrap();
    let templates: Vec<_> = shown.iter().map(|message| message.template).collect();
    let expected = [Template::Received, Template::Accepted, Template::Void];
    assert_eq!(templates, expected);
    house.assert_whole().await;
}

#[tokio::test]
async fn messages_are_taken_along_and_go_with_the_file() {
    let house = House::open().await;
    let (family, number) = house.sent().await;
    settle(&house, &IntentEnd::Told { at: NOW }).await;
    let taken = house.office.take_along(family, &hand(20)).await.unwrap();
    assert_eq!(taken.unwrap().messages.len(), 1);
    house.act(&number, step("withdraw"), 21).await;
    house.office.delete(family, &hand(22)).await.unwrap();
    let left = house.store().calls_of(family, 9).await.unwrap();
    assert!(left.iter().all(|kept| kept.body.is_empty()), "{left:?}");
    house.assert_whole().await;
}
