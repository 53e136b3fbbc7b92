//! Too many at once, too many from one place, too often.

use server::config::Rate;

use crate::portal::{Answer, House, Visitor, get, open, post};

const CASE: &str = r#"{"id":"a","area":"441702","asked_on":"2026-11-22"}"#;

#[tokio::test]
async fn a_connection_over_a_cap_is_turned_away_at_once() {
    for is_total in [true, false] {
        let house = open(|settings| match is_total {
            true => settings.caps.connections = 1,
            false => settings.caps.connections_per_address = 1,
        })
        .await;
        let mut first = house.visit().await;
        first
            .say("GET /healthz HTTP/1.1\r\nHost: yucan\r\n\r\n")
            .await;
        first.hear_until("ok\n").await;
        let heard = house.visit().await.hear_all().await;
        assert_eq!(Answer::read(&heard).status, 503, "total: {is_total}");
        first.say(get("/healthz", "")).await;
        assert_eq!(first.answer().await.status, 200, "who is in stays in");
        drop(first);
    }
}

#[tokio::test]
async fn a_trusted_proxy_brings_whole_towns() {
    let house = open(|settings| {
        settings.caps.connections_per_address = 1;
        settings.edge.trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()];
    })
    .await;
    let mut first = house.visit().await;
    first
        .say("GET /healthz HTTP/1.1\r\nHost: yucan\r\n\r\n")
        .await;
    first.hear_until("ok\n").await;
    assert_eq!(house.get("/healthz", "").await.status, 200);
}

/// A post whose handler waits for its last byte.
async fn waiting_post(house: &House) -> Visitor {
    let mut visitor = house.visit().await;
    let request = post("/api/decide", "Expect: 100-continue\r\n", CASE);
    visitor.say(&request[..request.len() - 1]).await;
    visitor.hear_until("100 Continue\r\n\r\n").await;
    visitor
}

#[tokio::test]
async fn who_finds_no_room_is_told_when_to_come_again() {
    let house = open(|settings| settings.caps.write_at_once = 1).await;
    let mut waiting = waiting_post(&house).await;
    let shed = house.ask(post("/api/decide", "", CASE)).await;
    assert_eq!((shed.status, shed.header("retry-after")), (503, Some("5")));
    assert_eq!(
        house.get("/", "").await.status,
        200,
        "other classes have room"
    );
    waiting.say("}").await;
    assert_eq!(waiting.answer().await.status, 200);
    assert_eq!(
        house.ask(post("/api/decide", "", CASE)).await.status,
        200,
        "the room is free again"
    );
}

#[tokio::test]
async fn who_asks_too_often_is_told_to_wait() {
    let forwarded = |address: &str| format!("X-Forwarded-For: {address}\r\n");
    for is_proxy in [false, true] {
        let house = open(|settings| {
            settings.rates.read = Rate::PerMinute(2);
            settings.edge.trusted_proxies = is_proxy
                .then(|| "127.0.0.1/32".parse().unwrap())
                .into_iter()
                .collect();
        })
        .await;
        let mut statuses = Vec::new();
        for address in ["192.0.2.1", "192.0.2.1", "192.0.2.1", "192.0.2.2"] {
            statuses.push(house.get("/privacy", &forwarded(address)).await.status);
        }
        let last = if is_proxy { 200 } else { 429 };
        assert_eq!(statuses, [200, 200, 429, last], "trusted: {is_proxy}");
        let limited = house.get("/nowhere", &forwarded("192.0.2.1")).await;
        assert_eq!(limited.status, 429, "what does not exist counts, too");
        assert!(
            limited
                .header("retry-after")
                .is_some_and(|wait| wait.parse::<u64>().unwrap() > 0)
        );
        assert_eq!(
            house.get("/healthz", &forwarded("192.0.2.1")).await.status,
            200
        );
    }
}
