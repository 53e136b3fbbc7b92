//! What tests and demonstrations see and say: the outbox, the register, paying, and how to behave. Plain JSON.

use std::sync::Arc;

use axum::{
    body::{Body, Bytes},
    extract::State,
    http::{Response, StatusCode},
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::json;

use super::{Behaviour, Double, gateway::json_answer};

/// `GET /outbox`: messages as phones show them, newest first.
pub(super) async fn outbox(State(double): State<Arc<Double>>) -> Response<Body> {
    let messages: Vec<_> = double.book().messages.iter().rev().cloned().collect();
    json_answer(StatusCode::OK, &json!({ "messages": messages }))
}

/// `GET /people`: the register and what is owed.
pub(super) async fn people(State(double): State<Arc<Double>>) -> Response<Body> {
    let book = double.book();
    let said = json!({ "people": book.people, "levies": book.levies });
    json_answer(StatusCode::OK, &said)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pay {
    psn_no: String,
    clct_time: String,
}

/// `POST /pay {"psn_no": "…", "clct_time": "yyyy-MM-dd HH:mm:ss"}`: the family pays what it owes.
pub(super) async fn pay(State(double): State<Arc<Double>>, body: Bytes) -> Response<Body> {
    let Some(pay) =
        read::<Pay>(&body).filter(|pay| crate::adapters::read_time(&pay.clct_time).is_some())
    else {
        return not_understood("{\"psn_no\": \"…\", \"clct_time\": \"yyyy-MM-dd HH:mm:ss\"}");
    };
    let paid = double.book().pay(&pay.psn_no, &pay.clct_time);
    json_answer(StatusCode::OK, &json!({ "paid": paid }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Behave {
    how: Behaviour,
    times: Option<u32>,
}

/// `POST /behave {"how": "die", "times": 2}` or `{"how": {"slow": {"milliseconds": 500}}}`: to the next calls, or from
/// now on.
pub(super) async fn behave(State(double): State<Arc<Double>>, body: Bytes) -> Response<Body> {
    let Some(behave) = read::<Behave>(&body) else {
        return not_understood("{\"how\": \"die\", \"times\": 2}");
    };
    double.behave(behave.how, behave.times);
    json_answer(StatusCode::OK, &json!({ "how": behave.how }))
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Option<T> {
    serde_json::from_slice(body).ok()
}

fn not_understood(example: &str) -> Response<Body> {
    json_answer(
        StatusCode::UNPROCESSABLE_ENTITY,
        &json!({ "example": example }),
    )
}
