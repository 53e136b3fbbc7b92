//! Visitors who say nothing, too little, too slowly, or take nothing; and the end of the day.

use server::config::{Settings, Timers};

use crate::portal::{Answer, SOON, get, open, post};

const CASE: &str = r#"{"id":"a","area":"441702","asked_on":"2026-11-22"}"#;

#[tokio::test]
async fn who_keeps_us_waiting_is_cut_off() {
    let half_post = &post("/api/decide", "", CASE)[..150];
    type Row<'a> = (&'a str, fn(&mut Timers), &'a str, Option<u16>);
    let rows: [Row; 5] = [
        ("not a byte", |timers| timers.first_byte = SOON, "", None),
        (
            "half a head",
            |timers| timers.header = SOON,
            "GET / HTTP/1.1\r\nHo",
            None,
        ),
        (
            "a head without its end",
            |timers| timers.header = SOON,
            "GET / HTTP/1.1\r\nHost: yucan\r\n",
            None,
        ),
        (
            "half a body",
            |timers| timers.stall = SOON,
            half_post,
            Some(408),
        ),
        (
            "half a body, by the deadline",
            |timers| timers.body = SOON,
            half_post,
            Some(408),
        ),
    ];
    for (name, change, said, status) in rows {
        let house = open(|settings: &mut Settings| change(&mut settings.timers)).await;
        let mut visitor = house.visit().await;
        visitor.say(said).await;
        let heard = visitor.hear_all().await;
        assert_eq!(
            status,
            (!heard.is_empty()).then(|| Answer::read(&heard).status),
            "{name}"
        );
    }
}

#[tokio::test]
async fn a_pause_between_requests_has_an_end() {
    let house = open(|settings| settings.timers.idle = SOON).await;
    let mut visitor = house.visit().await;
    visitor
        .say("GET /healthz HTTP/1.1\r\nHost: yucan\r\n\r\n")
        .await;
    assert_eq!(visitor.answer().await.text(), "ok\n");
}

#[tokio::test]
async fn who_takes_nothing_of_an_answer_is_cut_off() {
    let house = open(|settings| settings.timers.idle = SOON).await;
    let mut visitor = house.visit().await;
    visitor.say(get("/pkg/large.bin", "")).await;
    visitor.hear_until("\r\n\r\n").await;
    assert!(
        house.stop().await,
        "no one is waited for until the deadline"
    );
}

#[tokio::test]
async fn requests_of_one_connection_are_answered_in_their_order() {
    let house = open(|_| ()).await;
    let mut visitor = house.visit().await;
    let first = "GET /healthz HTTP/1.1\r\nHost: yucan\r\n\r\n";
    visitor
        .say([first, first, &get("/readyz", "")].concat())
        .await;
    let heard = String::from_utf8(visitor.hear_all().await).unwrap();
    let bodies: Vec<_> = heard
        .split("HTTP/1.1 200 OK")
        .map(|answer| answer.lines().last())
        .collect();
    assert_eq!(bodies, [None, Some("ok"), Some("ok"), Some("ready")]);
}

#[tokio::test]
async fn who_is_busy_may_finish_when_we_stop() {
    let house = open(|_| ()).await;
    let mut visitor = house.visit().await;
    let request = post("/api/decide", "Expect: 100-continue\r\n", CASE);
    let (head, body) = request.split_at(request.len() - CASE.len());
    visitor.say(head).await;
    visitor.hear_until("100 Continue\r\n\r\n").await;
    let stopping = tokio::spawn(house.stop());
    visitor.say(body).await;
    assert_eq!(visitor.answer().await.status, 200);
    assert!(stopping.await.unwrap());
}

#[tokio::test]
async fn who_does_not_finish_is_left_behind_at_the_deadline() {
    let house = open(|settings| settings.timers.stop = SOON).await;
    let mut visitor = house.visit().await;
    let request = post("/api/decide", "Expect: 100-continue\r\n", CASE);
    visitor.say(&request[..request.len() - 1]).await;
    visitor.hear_until("100 Continue\r\n\r\n").await;
    assert!(!house.stop().await);
}
