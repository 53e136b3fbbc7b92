//! A code is tried.

use registry::{
    Instant,
    limits::CODE_SECONDS,
    sign_in::{Asked, Confirmed, Token},
};

use crate::house::{House, NOW, PHONE, address, phone};

/// Asks for a code, which must be sent.
pub async fn code_for(
    house: &House,
    browser: Option<&Token>,
    number: &str,
    now: Instant,
) -> (Token, String) {
    let from = address("203.0.113.7");
    let asked = house.door.ask(browser, &phone(number), from, now).await;
    match asked.unwrap() {
        Asked::Send { token, code } => (token, code),
        Asked::Reserved { .. } | Asked::Wait { .. } => panic!("it was not sent"),
    }
}

/// Signs a browser in.
pub async fn signed_in(house: &House, number: &str, now: Instant) -> Token {
    let (browser, code) = code_for(house, None, number, now).await;
    match house.door.confirm(&browser, &code, now).await.unwrap() {
        Confirmed::Right { token, .. } => token,
        other => panic!("{other:?}"),
    }
}

/// Another code than that.
fn wrong(code: &str) -> String {
    let digit = if code.starts_with('0') { "1" } else { "0" };
    [digit, &code[1..]].concat()
}

fn told(confirmed: &Confirmed) -> String {
    match confirmed {
        Confirmed::Right { phone, .. } => format!("right for {}", phone.expose()),
        Confirmed::Wrong { left } => format!("wrong, {left} left"),
        Confirmed::Over => "over".to_owned(),
    }
}

async fn confirm(house: &House, browser: &Token, code: &str, now: Instant) -> String {
    told(&house.door.confirm(browser, code, now).await.unwrap())
}

#[tokio::test]
async fn a_code_is_tried_five_times() {
    let house = House::open().await;
    let (browser, code) = code_for(&house, None, PHONE, NOW).await;
    for left in (0..5).rev() {
        let said = confirm(&house, &browser, &wrong(&code), NOW).await;
        assert_eq!(said, format!("wrong, {left} left"));
    }
    assert_eq!(confirm(&house, &browser, &code, NOW).await, "over");
}

#[tokio::test]
async fn the_last_try_still_counts() {
    let house = House::open().await;
    let (browser, code) = code_for(&house, None, PHONE, NOW).await;
    for _ in 0..4 {
        confirm(&house, &browser, &wrong(&code), NOW).await;
    }
    let said = confirm(&house, &browser, &code, NOW).await;
    assert_eq!(said, format!("right for {PHONE}"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_guesses_at_once_are_no_more_than_five_tries() {
    let house = House::open().await;
    let (browser, code) = code_for(&house, None, PHONE, NOW).await;
    let guesses: Vec<_> = (0..50)
        .map(|_| {
            let (door, browser, guess) = (house.door.clone(), browser.clone(), wrong(&code));
            tokio::spawn(async move { door.confirm(&browser, &guess, NOW).await.unwrap() })
        })
        .collect();
    let mut tries = Vec::new();
    for guess in guesses {
        match guess.await.unwrap() {
            Confirmed::Wrong { left } => tries.push(left),
            Confirmed::Over => {}
            Confirmed::Right { .. } => panic!("it was wrong"),
        }
    }
    assert!((1..=5).contains(&tries.len()), "{tries:?}");
    tries.sort_unstable();
    tries.dedup();
    let told = tries.len();
    // each that was told wrong is a try of its own, and no other was
    let left = 5 - told;
    for turn in (0..left).rev() {
        let said = confirm(&house, &browser, &wrong(&code), NOW).await;
        assert_eq!(said, format!("wrong, {turn} left"));
    }
    assert_eq!(confirm(&house, &browser, &code, NOW).await, "over");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_right_code_at_twenty_places_at_once_lets_one_in() {
    for seed in 0..10 {
        let house = House::with_chance(seed).await;
        let (browser, code) = code_for(&house, None, PHONE, NOW).await;
        let posts: Vec<_> = (0..20)
            .map(|_| {
                let (door, browser, code) = (house.door.clone(), browser.clone(), code.clone());
                tokio::spawn(async move { door.confirm(&browser, &code, NOW).await.unwrap() })
            })
            .collect();
        let mut let_in = 0;
        for post in posts {
            let_in += u32::from(matches!(post.await.unwrap(), Confirmed::Right { .. }));
        }
        assert_eq!(let_in, 1);
    }
}

#[tokio::test]
async fn a_code_is_for_the_browser_that_asked_and_for_its_time() {
    let house = House::open().await;
    let (browser, first) = code_for(&house, None, PHONE, NOW).await;
    let (stranger, other) = code_for(&house, None, "13900139000", NOW).await;
    let minute = NOW.plus_seconds(60);
    let (_, second) = code_for(&house, Some(&browser), PHONE, minute).await;
    let never = Token::parse(&"ab".repeat(32)).unwrap();
    let end = minute.plus_seconds(CODE_SECONDS);
    let right = format!("right for {PHONE}");
    let rows = [
        ("another's code", &browser, &other, minute, "wrong, 4 left"),
        (
            "in another's browser",
            &stranger,
            &second,
            minute,
            "wrong, 4 left",
        ),
        ("the code before", &browser, &first, minute, "wrong, 3 left"),
        (
            "a browser that never asked",
            &never,
            &second,
            minute,
            "over",
        ),
        (
            "no code at all",
            &browser,
            &String::new(),
            minute,
            "wrong, 2 left",
        ),
        ("too late", &browser, &second, end, "over"),
        (
            "just in time",
            &browser,
            &second,
            Instant(end.0 - 1),
            &right,
        ),
        ("a second time", &browser, &second, minute, "over"),
    ];
    for (name, browser, code, now, expected) in rows {
        let said = confirm(&house, browser, code, now).await;
        assert_eq!(said, expected, "{name}");
    }
}

#[tokio::test]
async fn a_code_asked_for_late_in_a_browsers_time_lives_as_long_as_any() {
    let house = House::open().await;
    let (browser, _) = code_for(&house, None, PHONE, NOW).await;
    let late = NOW.plus_seconds(14 * 60);
    let (browser, code) = code_for(&house, Some(&browser), PHONE, late).await;
    let now = late.plus_seconds(CODE_SECONDS - 1);
    let said = confirm(&house, &browser, &code, now).await;
    assert_eq!(said, format!("right for {PHONE}"));
}

#[tokio::test]
async fn a_number_that_is_known_is_answered_as_one_that_is_not() {
    let house = House::open().await;
    house.sent().await;
    let mut said = Vec::new();
    for number in [PHONE, "13900139000"] {
        let before = house.rows().await;
        let (browser, code) = code_for(&house, None, number, NOW).await;
        let mut answers = vec![confirm(&house, &browser, &wrong(&code), NOW).await];
        let right = confirm(&house, &browser, &code, NOW).await;
        answers.push(right.replace(number, "it"));
        let after = house.rows().await;
        answers.push((after["passing"] - before["passing"]).to_string());
        answers.push((after["family"] - before["family"]).to_string());
        said.push(answers);
    }
    assert_eq!(said[0], said[1]);
    assert_eq!(said[0][3], "0", "signing in opens no file");
}

#[tokio::test]
async fn no_number_code_or_name_lies_in_the_open() {
    let house = House::on_a_file().await;
    let (asking, code) = code_for(&house, None, PHONE, NOW).await;
    let token = signed_in(&house, "13900139000", NOW).await;
    let mut planted: Vec<Vec<u8>> = [PHONE, "13900139000", &code]
        .map(|text| text.as_bytes().to_vec())
        .to_vec();
    for token in [&asking, &token] {
        planted.push(token.hex().into_bytes());
        planted.push(registry::hex::decode(&token.hex()).unwrap());
    }
    for bytes in planted {
        assert!(house.holding(&bytes).is_empty(), "{bytes:x?}");
    }
    assert_eq!(format!("{asking:?}"), "Token(***)");
}

#[tokio::test]
async fn whoever_asks_again_too_soon_is_told_whether_the_code_before_still_opens() {
    let from = address("203.0.113.7");
    let rows = [
        ("at once", 0, 0, true),
        ("within the minute", 59, 0, true),
        ("after a slip", 10, 1, true),
        ("tried too often", 10, 5, false),
    ];
    for (name, seconds, slips, expected) in rows {
        let house = House::open().await;
        let (browser, code) = code_for(&house, None, PHONE, NOW).await;
        for _ in 0..slips {
            confirm(&house, &browser, &wrong(&code), NOW).await;
        }
        let now = NOW.plus_seconds(seconds);
        for (whose, asking, is_its_own) in [
            ("its own", Some(&browser), true),
            ("another browser's", None, false),
        ] {
            let asked = house.door.ask(asking, &phone(PHONE), from, now).await;
            let Asked::Wait { is_out, .. } = asked.unwrap() else {
                panic!("{name}: one was sent");
            };
            assert_eq!(is_out, expected && is_its_own, "{name}, {whose}");
        }
        let said = confirm(&house, &browser, &code, now).await;
        assert_eq!(said.starts_with("right"), expected, "{name}: {said}");
    }
}
