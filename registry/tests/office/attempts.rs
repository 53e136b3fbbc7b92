//! How often a code is sent: by number, browser, address, neighbourhood, and in all.

use registry::{
    Instant,
    limits::{self, Limit},
    sign_in::{Asked, Confirmed, Token},
};

use crate::house::{House, NOW, PHONE, address, phone};

/// A home that asks once.
const HOME: &str = "203.0.113.7";
const DAY_SECONDS: i64 = 86_400;

async fn ask(
    house: &House,
    browser: Option<&Token>,
    number: &str,
    from: &str,
    now: Instant,
) -> Option<Token> {
    let asked = house
        .door
        .ask(browser, &phone(number), address(from), now)
        .await;
    match asked.unwrap() {
        Asked::Send { token, code } => {
            assert!(code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()));
            Some(token)
        }
        Asked::Reserved { code, .. } => {
            assert_eq!(code, None, "no file is opened in these cases");
            None
        }
        Asked::Wait { seconds, .. } => {
            assert!(seconds > 0);
            None
        }
    }
}

/// An address of a neighbourhood of 250.
fn neighbour(turn: u32) -> String {
    format!("198.51.{}.{}", turn / 250, turn % 250)
}

/// Numbers that do not share seven digits.
fn scattered(turn: u32) -> String {
    format!("13{:05}0000", turn * 7)
}

/// So many of a limit were counted before this question.
async fn counted(house: &House, limit: Limit, whose: &[u8]) -> u32 {
    let counter = limit.counter(registry::keys::KeyService::blinds(&*house.keys), whose);
    house.store().count(vec![counter], NOW).await.unwrap()[0] - 1
}

/// Counts as often as a limit allows.
async fn use_up(house: &House, limit: Limit, whose: &[u8]) {
    let keys = registry::keys::KeyService::blinds(&*house.keys);
    for _ in 0..limit.most / 1000 {
        let counters = (0..1000).map(|_| limit.counter(keys, whose)).collect();
        house.store().count(counters, NOW).await.unwrap();
    }
}

#[tokio::test]
async fn a_number_gets_one_code_a_minute() {
    let house = House::open().await;
    let rows = [
        ("the first", 0, true),
        ("at once again", 0, false),
        ("a second early", 59, false),
        ("after a minute", 60, true),
        ("a second early again", 119, false),
        ("after two", 120, true),
    ];
    for ((name, second, is_sent), turn) in rows.into_iter().zip(0..) {
        let now = NOW.plus_seconds(second);
        let sent = ask(&house, None, "13800138000", &neighbour(turn), now).await;
        assert_eq!(sent.is_some(), is_sent, "{name}");
    }
    let other = ask(&house, None, "13900139000", HOME, NOW).await;
    assert!(other.is_some(), "another number does not wait");
    house.assert_whole().await;
}

#[tokio::test]
async fn a_number_gets_five_codes_a_day() {
    let house = House::open().await;
    for turn in 0..8 {
        let now = NOW.plus_seconds(i64::from(turn) * 61);
        let sent = ask(&house, None, "13800138000", &neighbour(turn), now).await;
        assert_eq!(sent.is_some(), turn < 5, "{turn}");
    }
    for (second, is_sent) in [(DAY_SECONDS - 61, false), (DAY_SECONDS, true)] {
        let now = NOW.plus_seconds(second);
        let sent = ask(&house, None, "13800138000", HOME, now).await;
        assert_eq!(sent.is_some(), is_sent, "{second}");
    }
    house.assert_whole().await;
}

#[tokio::test]
async fn what_is_not_sent_uses_up_nothing_of_the_day() {
    let house = House::open().await;
    // somebody who is impatient, or wants the number's family kept out
    for turn in 0..20 {
        let sent = ask(&house, None, "13800138000", &neighbour(turn), NOW).await;
        assert_eq!(sent.is_some(), turn == 0, "{turn}");
    }
    for turn in 1..5 {
        let now = NOW.plus_seconds(turn * 60);
        let sent = ask(&house, None, "13800138000", HOME, now).await;
        assert!(sent.is_some(), "{turn}");
    }
    house.assert_whole().await;
}

#[tokio::test]
async fn a_browser_gets_three_codes_in_ten_minutes() {
    let house = House::open().await;
    let mut browser = None;
    let rows = [
        (0, true),
        (1, true),
        (2, true),
        (3, false),
        (599, false),
        (600, true),
    ];
    for ((second, is_sent), turn) in rows.into_iter().zip(1..) {
        let now = NOW.plus_seconds(second);
        let number = scattered(turn);
        let sent = ask(&house, browser.as_ref(), &number, &neighbour(turn), now).await;
        assert_eq!(sent.is_some(), is_sent, "{second}");
        browser = sent.or(browser);
    }
    house.assert_whole().await;
}

/// Who asks, from where at each turn, and where somebody else is.
type Row = (&'static str, fn(u32) -> String, &'static str);

#[tokio::test]
async fn an_address_gets_twenty_five_codes_in_five_minutes() {
    let rows: [Row; 3] = [
        ("one address", |_| HOME.to_owned(), "203.0.113.8"),
        (
            "one home's, which are many",
            |turn| format!("2001:db8:1:2:{turn:x}::{turn:x}"),
            "2001:db8:1:3::1",
        ),
        (
            "one address in either way of writing",
            |turn| {
                if turn % 2 == 0 {
                    HOME.to_owned()
                } else {
                    format!("::ffff:{HOME}")
                }
            },
            "::ffff:203.0.113.8",
        ),
    ];
    for (name, of, other) in rows {
        let house = House::open().await;
        for turn in 0..30 {
            let sent = ask(&house, None, &scattered(turn), &of(turn), NOW).await;
            assert_eq!(sent.is_some(), turn < 25, "{name}: {turn}");
        }
        let sent = ask(&house, None, &scattered(50), other, NOW).await;
        assert!(sent.is_some(), "{name}: another's");
        let now = NOW.plus_seconds(300);
        let sent = ask(&house, None, &scattered(51), &of(51), now).await;
        assert!(sent.is_some(), "{name}: later");
    }
}

#[tokio::test]
async fn numbers_that_were_bought_together_get_thirty_codes_an_hour() {
    let house = House::open().await;
    for turn in 0..33 {
        let number = format!("1391234{turn:04}");
        let sent = ask(&house, None, &number, &neighbour(turn), NOW).await;
        assert_eq!(sent.is_some(), turn < 30, "{turn}");
    }
    let sent = ask(&house, None, "13912350000", &neighbour(90), NOW).await;
    assert!(sent.is_some(), "one of other neighbours");
    house.assert_whole().await;
}

#[tokio::test]
async fn all_together_get_so_many_codes_a_day() {
    let house = House::open().await;
    use_up(&house, limits::ALL, b"").await;
    assert_eq!(ask(&house, None, "13800138000", HOME, NOW).await, None);
    let tomorrow = NOW.plus_seconds(DAY_SECONDS);
    let sent = ask(&house, None, "13800138000", HOME, tomorrow).await;
    assert!(sent.is_some());
    house.assert_whole().await;
}

/// What a browser is told beyond the day's codes, and the code that goes out.
async fn ask_beyond(house: &House, number: &str, turn: u32) -> (Token, Option<String>) {
    let now = NOW.plus_seconds(i64::from(turn) * 61);
    let (number, from) = (phone(number), address(&neighbour(turn)));
    match house.door.ask(None, &number, from, now).await.unwrap() {
        Asked::Reserved { token, code } => (token, code),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_number_with_a_file_is_served_beyond_the_days_codes() {
    let house = House::open().await;
    house.sent().await;
    use_up(&house, limits::ALL, b"").await;
    // those who have no file, however many, use up nothing of what is kept for those who have
    use_up(&house, limits::RESERVE, b"none").await;
    let mut kept = Vec::new();
    for (number, turn) in [(PHONE, 0), ("13900139000", 1)] {
        let before = house.rows().await;
        let (token, code) = ask_beyond(&house, number, turn).await;
        let after = house.rows().await;
        kept.push(["passing", "family", "entry"].map(|table| after[table] - before[table]));
        assert_eq!(code.is_some(), number == PHONE, "{number}");
        if let Some(code) = code {
            let confirmed = house.door.confirm(&token, &code, NOW).await.unwrap();
            assert!(matches!(confirmed, Confirmed::Right { .. }));
        }
    }
    assert_eq!(kept[0], kept[1], "the database does the same for both");
    assert_eq!(counted(&house, limits::RESERVE, b"file").await, 1);
    let most = limits::RESERVE.most;
    assert_eq!(counted(&house, limits::RESERVE, b"none").await, most + 1);
    use_up(&house, limits::RESERVE, b"file").await;
    let (_, code) = ask_beyond(&house, PHONE, 2).await;
    assert_eq!(code, None, "what is kept for them has an end, too");
    house.assert_whole().await;
}

#[tokio::test]
async fn whoever_is_refused_uses_up_nothing_of_the_others() {
    let house = House::open().await;
    for turn in 0..60 {
        ask(&house, None, &format!("1391234{turn:04}"), HOME, NOW).await;
    }
    assert_eq!(counted(&house, limits::ALL, b"").await, 25);
    assert_eq!(counted(&house, limits::PREFIX, b"1391234").await, 25);
    house.assert_whole().await;
}

#[tokio::test]
async fn counters_outlast_a_restart_of_the_door() {
    let house = House::open().await;
    assert!(ask(&house, None, "13800138000", HOME, NOW).await.is_some());
    let again = registry::sign_in::SignIn::new(
        house.store().clone(),
        house.keys.clone(),
        std::sync::Arc::new(registry::keys::SystemChance),
    );
    let number = phone("13800138000");
    let asked = again.ask(None, &number, address(HOME), NOW).await;
    assert!(matches!(asked, Ok(Asked::Wait { .. })));
    house.assert_whole().await;
}
