//! The double by hand, as a demonstration or a script uses it: over HTTP, with JSON.

use std::net::SocketAddr;

use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::world::{World, assessment, message, registration, world};
use registry::outside::{CallId, Fault, LevyState};

async fn ask(address: SocketAddr, verb: &str, path: &str, body: &str) -> (u16, Value) {
    ask_as(address, &address.to_string(), verb, path, body).await
}

/// The same, under another `Host`, which may bring more headers along.
async fn ask_as(
    address: SocketAddr,
    host: &str,
    verb: &str,
    path: &str,
    body: &str,
) -> (u16, Value) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let length = body.len();
    let request = format!(
        "{verb} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, serde_json::from_str(body).unwrap_or(Value::Null))
}

#[tokio::test]
async fn the_outbox_shows_what_phones_show() {
    let World {
        double, outside, ..
    } = world().await;
    outside
        .messages
        .send(CallId([3; 16]), &message())
        .await
        .unwrap();
    let (status, outbox) = ask(double.address, "GET", "/outbox", "").await;
    assert_eq!(status, 200);
    let first = &outbox["messages"][0];
    assert_eq!(first["to"], "13800138000");
    assert_eq!(first["out_id"], "03030303030303030303030303030303");
    assert_eq!(first["parameters"], json!({ "number": "YC-23456-789AB" }));
}

#[tokio::test]
async fn paying_by_hand_arrives() {
    let World {
        double, outside, ..
    } = world().await;
    let enrolled = outside
        .push
        .register(CallId([3; 16]), &registration())
        .await
        .unwrap();
    let owed = assessment(enrolled.person_number.expose());
    outside.levy.push(CallId([4; 16]), &owed).await.unwrap();
    let (_, people) = ask(double.address, "GET", "/people", "").await;
    let pay =
        json!({ "psn_no": people["people"][0]["psn_no"], "clct_time": "2026-11-24 11:00:00" });
    let (status, paid) = ask(double.address, "POST", "/pay", &pay.to_string()).await;
    assert_eq!((status, paid), (200, json!({ "paid": true })));
    let state = outside.levy.state(&owed).await.unwrap();
    assert!(matches!(state, LevyState::Arrived(_)), "{state:?}");
}

#[tokio::test]
async fn it_behaves_as_told_and_says_how_to_tell_it() {
    let World {
        double, outside, ..
    } = world().await;
    let rows = [
        (r#"{"how":"busy","times":1}"#, 200),
        (r#"{"how":{"slow":{"milliseconds":1}},"times":0}"#, 200),
        (r#"{"how":"kind"}"#, 422),
        (r#"{"when":"now"}"#, 422),
        ("", 422),
    ];
    for (body, expected) in rows {
        let (status, _) = ask(double.address, "POST", "/behave", body).await;
        assert_eq!(status, expected, "{body}");
    }
    ask(double.address, "POST", "/behave", rows[0].0).await;
    let message = message();
    let send = || outside.messages.send(CallId([3; 16]), &message);
    assert_eq!(send().await, Err(Fault::Unreachable));
    assert_eq!(send().await, Ok(()));
    let (status, _) = ask(
        double.address,
        "POST",
        "/pay",
        r#"{"psn_no":"1","clct_time":"now"}"#,
    )
    .await;
    assert_eq!(status, 422);
}

#[tokio::test]
async fn what_is_not_signed_is_not_done() {
    let World { double, .. } = world().await;
    let (status, said) = ask(double.address, "POST", "/", "PhoneNumbers=13800138000").await;
    assert_eq!(
        (status, &said["Code"]),
        (400, &json!("SignatureDoesNotMatch"))
    );
    let (_, said) = ask(
        double.address,
        "POST",
        "/fsi/api",
        r#"{"infno":"1101","input":{}}"#,
    )
    .await;
    assert_eq!(said["infcode"], "-1");
    assert_eq!(double.look(|book| book.messages.len()), 0);
}

#[tokio::test]
async fn a_page_in_a_browser_reads_and_tells_it_nothing() {
    let World { double, .. } = world().await;
    let own = double.address.to_string();
    let page = format!("{own}\r\nOrigin: http://{own}");
    let rows = [
        ("its own name", own.as_str(), 200),
        ("this machine's", "localhost:1", 200),
        ("a name that leads here", "rebound.example:80", 421),
        ("no name", "", 421),
        ("a page", page.as_str(), 421),
    ];
    for (name, host, expected) in rows {
        let (status, _) = ask_as(double.address, host, "GET", "/outbox", "").await;
        assert_eq!(status, expected, "{name}");
    }
}
