//! A family reads on its page what it was told, and what is still to go out.

use registry::{
    calls::{Opened, Opener},
    office::{Act, MessageState},
    outside::Template,
    store::IntentEnd,
};

use crate::{
    calls::by_agent,
    house::{House, NOW, PHONE, agency, hand},
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
        let shown = house.office.messages(&file, NOW).await.unwrap();
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
    let shown = house.office.messages(&file, NOW).await.unwrap();
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

/// Every message as the page lists it: which, and how far.
async fn listed(
    house: &House,
    family: registry::FamilyId,
    now: registry::Instant,
) -> Vec<(Template, MessageState)> {
    let file = house.file(family).await;
    let shown = house.office.messages(&file, now).await.unwrap();
    shown
        .into_iter()
        .map(|one| (one.template, one.state))
        .collect()
}

#[tokio::test]
async fn a_later_step_drops_what_an_earlier_one_still_had_to_say() {
    let house = House::open().await;
    let (family, number) = house.sent().await;
    house.messages().await;
    for (word, key) in [("accept", 10), ("register", 11), ("pay", 12)] {
        house.act(&number, step(word), key).await;
    }
    let paid = [(PHONE.to_owned(), Template::Paid)];
    assert_eq!(
        house.messages().await,
        paid,
        "nobody hears that it is not paid"
    );
    house.act(&number, step("undo"), 13).await;
    assert_eq!(listed(&house, family, NOW).await, [], "nor what was a slip");
    house.act(&number, step("register otherwise"), 14).await;
    house.act(&number, step("undo"), 15).await;
}

#[tokio::test]
async fn babies_typed_once_more_leave_the_notice_of_them() {
    let house = House::open().await;
    let (_, number) = house.sent().await;
    for (word, key) in [("accept", 10), ("register", 11), ("register otherwise", 12)] {
        house.act(&number, step(word), key).await;
    }
    let told = [(PHONE.to_owned(), Template::RegisteredNotPaid)];
    assert_eq!(house.messages().await, told);
}

#[tokio::test]
async fn what_somebody_is_about_to_say_is_dropped_by_a_later_step_too() {
    let house = House::open().await;
    let (_, number) = house.sent().await;
    let claimed = house.store().claim(9, NOW, 60).await.unwrap();
    assert_eq!(claimed.len(), 1);
    let act = Act {
        number,
        step: step("accept"),
    };
    let mut later = agency(10);
    later.at = NOW.plus_seconds(5);
    house.office.act(&act, &later).await.unwrap();
    let opened = Opener::open(&*house.office, &claimed[0]).await;
    assert!(matches!(opened, Opened::Needless));
}

#[tokio::test]
async fn that_it_was_sent_in_her_name_is_said_as_long_as_she_may_take_it_back() {
    let house = House::open().await;
    let family = house.family(PHONE).await;
    let number = house.send(family, &by_agent("13900139020"), 1).await;
    let both = |told: &[(String, Template)]| {
        told.iter()
            .filter(|(_, told)| *told == Template::ToldToBoth)
            .count()
    };
    house.act(&number, step("accept"), 10).await;
    assert_eq!(both(&house.messages().await), 2);
    let house = House::open().await;
    let family = house.family(PHONE).await;
    let number = house.send(family, &by_agent("13900139020"), 1).await;
    for (word, key) in [("accept", 10), ("register", 11)] {
        house.act(&number, step(word), key).await;
    }
    assert_eq!(both(&house.messages().await), 0);
}

#[tokio::test]
async fn only_what_waits_for_the_morning_says_so() {
    let house = House::open().await;
    let (family, _) = house.sent().await;
    // ten in the morning, nine in the evening, and half past seven of the next day
    let (evening, early) = (
        NOW.plus_seconds(11 * LATER),
        NOW.plus_seconds(21 * LATER + LATER / 2),
    );
    let morning = NOW.plus_seconds(22 * LATER);
    let waits = async |now| listed(&house, family, now).await[0].1;
    assert_eq!(waits(NOW).await, MessageState::Waits(NOW));
    for now in [evening, early] {
        assert_eq!(waits(now).await, MessageState::WaitsForMorning(morning));
    }
    settle(&house, &IntentEnd::Again(morning)).await;
    for now in [evening, early] {
        assert_eq!(waits(now).await, MessageState::WaitsForMorning(morning));
    }
    assert_eq!(waits(morning).await, MessageState::Waits(morning));
}
