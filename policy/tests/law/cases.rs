//! Every shared case through the function and its wire form.

use policy::{Areas, wire};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the shared cases.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases")
}

/// Every case of a file.
pub fn cases(file: &str) -> Vec<Value> {
    let text =
        fs::read_to_string(folder().join(file)).expect("the cases are copied into the project");
    serde_json::from_str(&text).expect("cases are JSON")
}

/// The answer to a case, by the wire form.
pub fn answer(facts: &Value) -> Value {
    let mut out = Vec::new();
    let line = serde_json::to_vec(facts).expect("facts");
    wire::answer_line(&line, Areas::built_in(), &mut out);
    serde_json::from_slice(&out).expect("an answer is JSON")
}

/// The wire form as the cases compare it: sets sorted, empty ones left out, what the cases leave free dropped.
fn comparable(answer: &Value) -> Value {
    let mut answer = answer.clone();
    let object = answer.as_object_mut().expect("an answer is an object");
    let warnings: BTreeSet<String> = object["warnings"]
        .as_array()
        .expect("warnings are a list")
        .iter()
        .map(|warning| {
            warning
                .get("code")
                .unwrap_or(warning)
                .as_str()
                .expect("a code")
                .to_owned()
        })
        .collect();
    object.insert("warnings".into(), warnings.into_iter().collect());
    for service in object["services"]
        .as_object_mut()
        .expect("services")
        .values_mut()
    {
        let service = service.as_object_mut().expect("a service");
        for free in ["reasons", "notices", "readings", "materials"] {
            service.remove(free);
        }
        for set in ["missing", "remedies"] {
            if let Some(items) = service.get_mut(set).and_then(Value::as_array_mut) {
                items.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
            }
        }
        service.retain(|_, value| value.as_array().is_none_or(|items| !items.is_empty()));
    }
    answer
}

#[test]
fn every_case_gets_its_answer() {
    let mut wrong = Vec::new();
    for file in [
        "yangjiang.json",
        "nanning.json",
        "jiangsu.json",
        "national.json",
    ] {
        for case in cases(file) {
            let (ours, theirs) = (
                comparable(&answer(&case["facts"])),
                comparable(&case["answer"]),
            );
            if ours != theirs {
                wrong.push(format!(
                    "{}\n  ours   {ours}\n  theirs {theirs}",
                    case["facts"]["id"]
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn every_refusal_is_given() {
    for case in cases("refusals.json") {
        let mut out = Vec::new();
        let line = case["line"].as_str().expect("a line");
        assert!(
            !wire::answer_line(line.as_bytes(), Areas::built_in(), &mut out),
            "{}",
            case["title"]
        );
        let ours: Value = serde_json::from_slice(&out).expect("a refusal is JSON");
        let mut flat = Map::new();
        flat.insert("id".into(), ours["id"].clone());
        flat.insert("code".into(), ours["error"]["code"].clone());
        flat.insert("at".into(), ours["error"]["at"].clone());
        assert_eq!(Value::Object(flat), case["refusal"], "{}", case["title"]);
    }
}
