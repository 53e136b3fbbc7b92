//! A browser that is believed, and for how long.

use registry::{
    Instant,
    limits::{SESSION_IDLE_SECONDS, SESSION_SECONDS},
    sign_in::Token,
};

use crate::{
    codes::{code_for, signed_in},
    house::{House, NOW, PHONE, phone},
};

async fn who(house: &House, browser: &Token, now: Instant) -> Option<String> {
    let who = house.door.who(browser, now).await.unwrap();
    who.map(|one| one.phone.expose().to_owned())
}

#[tokio::test]
async fn being_believed_gives_a_new_name_and_ends_the_old() {
    let house = House::open().await;
    let (asking, code) = code_for(&house, None, PHONE, NOW).await;
    assert_eq!(who(&house, &asking, NOW).await, None, "before the code");
    let confirmed = house.door.confirm(&asking, &code, NOW).await.unwrap();
    let registry::sign_in::Confirmed::Right { token, phone } = confirmed else {
        panic!("{confirmed:?}");
    };
    assert_eq!(phone.expose(), PHONE);
    assert_ne!(token.hex(), asking.hex());
    assert_eq!(who(&house, &token, NOW).await.as_deref(), Some(PHONE));
    assert_eq!(who(&house, &asking, NOW).await, None, "the old one is dead");
    // a name that somebody made up for the browser is not taken over
    let planted = Token::parse(&"cd".repeat(32)).unwrap();
    let (given, _) = code_for(&house, Some(&planted), "13900139000", NOW).await;
    assert_ne!(given.hex(), planted.hex());
}

#[tokio::test]
async fn a_browser_left_lying_is_signed_out_after_a_quarter_of_an_hour() {
    let house = House::open().await;
    let rows = [
        ("a moment before", SESSION_IDLE_SECONDS * 1000 - 1, true),
        ("then", SESSION_IDLE_SECONDS * 1000, false),
        ("an hour later", 3_600_000, false),
    ];
    for ((name, wait, is_there), turn) in rows.into_iter().zip(0..) {
        let number = format!("1380013800{turn}");
        let token = signed_in(&house, &number, NOW).await;
        let now = Instant(NOW.0 + wait);
        let there = who(&house, &token, now).await;
        assert_eq!(there.is_some(), is_there, "{name}");
    }
}

#[tokio::test]
async fn a_browser_of_a_clock_that_was_ahead_is_out_once_it_is_right() {
    let house = House::open().await;
    let rows = [
        ("as two servers' clocks differ", 240, true),
        ("a month", 30 * 86_400, false),
    ];
    for ((name, ahead, is_there), turn) in rows.into_iter().zip(0..) {
        let number = format!("1380013810{turn}");
        let then = NOW.plus_seconds(ahead);
        let token = signed_in(&house, &number, then).await;
        assert!(who(&house, &token, then).await.is_some(), "{name}");
        assert_eq!(who(&house, &token, NOW).await.is_some(), is_there, "{name}");
        // and its number is not kept waiting for that day
        if !is_there {
            signed_in(&house, &number, NOW).await;
        }
    }
}

#[tokio::test]
async fn a_browser_in_use_lasts_twelve_hours_and_says_when_it_ends() {
    let house = House::open().await;
    let token = signed_in(&house, PHONE, NOW).await;
    let end = NOW.plus_seconds(SESSION_SECONDS);
    let mut now = NOW;
    while now < end {
        let signed_in = house.door.who(&token, now).await.unwrap().unwrap();
        let idle = now.plus_seconds(SESSION_IDLE_SECONDS);
        assert_eq!(signed_in.ends_at, idle.min(end), "{now:?}");
        now = now.plus_seconds(10 * 60);
    }
    let last = Instant(end.0 - 1);
    assert!(who(&house, &token, last).await.is_some());
    assert_eq!(who(&house, &token, end).await, None);
}

#[tokio::test]
async fn leaving_ends_one_browser_and_leaving_everywhere_all_of_a_number() {
    let house = House::open().await;
    let mut browsers = Vec::new();
    for turn in 0..4 {
        let now = NOW.plus_seconds(turn * 60);
        browsers.push(signed_in(&house, PHONE, now).await);
    }
    let other = signed_in(&house, "13900139000", NOW).await;
    let now = NOW.plus_seconds(240);
    house.door.leave(&browsers[0]).await.unwrap();
    assert_eq!(who(&house, &browsers[0], now).await, None);
    assert!(who(&house, &browsers[1], now).await.is_some());
    let left = house.door.leave_everywhere(&phone(PHONE), now).await;
    assert_eq!(left, Ok(3));
    for browser in &browsers {
        assert_eq!(who(&house, browser, now).await, None);
    }
    assert!(who(&house, &other, now).await.is_some(), "another number");
    house.door.leave(&browsers[0]).await.unwrap();
}

#[tokio::test]
async fn a_browser_on_another_server_is_out_at_once() {
    let house = House::open().await;
    let token = signed_in(&house, PHONE, NOW).await;
    let second = registry::sign_in::SignIn::new(
        house.store().clone(),
        house.keys.clone(),
        std::sync::Arc::new(registry::keys::SystemChance),
    );
    assert!(second.who(&token, NOW).await.unwrap().is_some());
    house.door.leave(&token).await.unwrap();
    assert!(second.who(&token, NOW).await.unwrap().is_none());
}

#[test]
fn only_sixty_four_digits_are_a_name() {
    let whole = "0123456789abcdef".repeat(4);
    let rows = [
        ("whole", whole.clone(), true),
        ("short", whole[1..].to_owned(), false),
        ("long", format!("{whole}00"), false),
        ("no digits", "g".repeat(64), false),
        ("nothing", String::new(), false),
        ("wide", "０".repeat(64), false),
    ];
    for (name, text, is_one) in rows {
        assert_eq!(Token::parse(&text).is_some(), is_one, "{name}");
    }
}
