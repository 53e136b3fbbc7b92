//! Every case of the shared tables, of this crate's own and of the sample places, through the function and its wire
//! form. The tables say what is answered; no row here knows a rule.

use policy::{Areas, wire};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::samples;

/// The tables that every surface of the portal answers alike.
const SHARED: [&str; 4] = [
    "yangjiang.json",
    "nanning.json",
    "jiangsu.json",
    "national.json",
];

/// This crate's own: a row for what the shared ones leave out.
const OWN: [&str; 5] = [
    "before_birth.json",
    "at_the_hospital.json",
    "after_birth.json",
    "died.json",
    "deadlines.json",
];

/// A case of a table: what is told, what is to be answered, by which law.
pub struct Case {
    /// What is told.
    pub facts: Value,
    /// What is to be answered, as far as the tables say.
    pub answer: Value,
    /// The law to answer by.
    pub areas: &'static Areas,
}

/// A path from this crate's folder.
pub fn path(from_crate: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(from_crate)
}

/// A JSON list in a file.
pub fn table(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).unwrap_or_else(|_| panic!("{}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

/// Every case under the built-in law.
pub fn built_in() -> Vec<Case> {
    let shared = SHARED.iter().map(|file| path("../tests/cases").join(file));
    let own = OWN.iter().map(|file| path("tests/cases").join(file));
    shared
        .chain(own)
        .flat_map(|file| table(&file))
        .map(|row| Case::new(row, Areas::built_in()))
        .collect()
}

/// Every refusal: a title, a line, and what it is refused for.
pub fn refusals() -> Vec<Value> {
    ["../tests/cases/refusals.json", "tests/cases/refusals.json"]
        .iter()
        .flat_map(|file| table(&path(file)))
        .collect()
}

/// The answer to facts, by the wire form.
pub fn answer(facts: &Value, areas: &Areas) -> Value {
    let line = serde_json::to_vec(facts).expect("facts");
    answer_line(&line, areas)
}

/// The answer to a line, or its refusal.
pub fn answer_line(line: &[u8], areas: &Areas) -> Value {
    let mut out = Vec::new();
    wire::answer_line(line, areas, &mut out);
    serde_json::from_slice(&out).expect("an answer is JSON")
}

impl Case {
    /// A row of a table.
    pub fn new(mut row: Value, areas: &'static Areas) -> Case {
        Case {
            facts: row["facts"].take(),
            answer: row["answer"].take(),
            areas,
        }
    }
}

/// The wire form as the cases compare it: sets sorted, empty ones left out, what the cases leave free dropped.
fn comparable(answer: &Value) -> Value {
    let mut answer = answer.clone();
    let object = answer.as_object_mut().expect("an answer is an object");
    let code = |warning: &Value| {
        let code = warning.get("code").unwrap_or(warning);
        code.as_str().map(str::to_owned)
    };
    let warnings: BTreeSet<String> = match object.get("warnings").and_then(Value::as_array) {
        Some(warnings) => warnings.iter().filter_map(code).collect(),
        None => BTreeSet::new(),
    };
    object.insert("warnings".into(), warnings.into_iter().collect());
    let services = object.get_mut("services").and_then(Value::as_object_mut);
    for service in services.into_iter().flat_map(Map::values_mut) {
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

/// Panics with each case whose answer differs.
pub fn check(cases: &[Case]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let ours = comparable(&answer(&case.facts, case.areas));
            let theirs = comparable(&case.answer);
            let id = &case.facts["id"];
            (ours != theirs).then(|| format!("{id}\n  ours   {ours}\n  theirs {theirs}"))
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn every_case_gets_its_answer() {
    check(&built_in());
}

#[test]
fn every_case_has_a_name_of_its_own() {
    let mut seen = BTreeSet::new();
    let cases = built_in().into_iter().chain(samples::cases());
    for case in cases {
        let id = case.facts["id"].to_string();
        assert!(seen.insert(id.clone()), "{id} stands twice");
    }
}

#[test]
fn every_refusal_is_given() {
    for case in refusals() {
        let line = case["line"].as_str().expect("a line");
        let ours = answer_line(line.as_bytes(), Areas::built_in());
        let mut flat = Map::new();
        flat.insert("id".into(), ours["id"].clone());
        flat.insert("code".into(), ours["error"]["code"].clone());
        flat.insert("at".into(), ours["error"]["at"].clone());
        assert_eq!(Value::Object(flat), case["refusal"], "{}", case["title"]);
    }
}
