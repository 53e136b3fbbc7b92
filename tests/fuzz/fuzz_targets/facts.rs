//! Any line gets exactly one JSON object; facts that are read come back as they were; the law baked for the browser
//! answers like the one read from files, and so does any other day.
#![no_main]

mod edits;

use libfuzzer_sys::fuzz_target;
use policy::clause::Lang;
use policy::wire::{self, Line};
use policy::{Areas, decide};
use serde_json::Value;
use std::sync::LazyLock;

/// The tables of right and wrong lines.
const TABLES: [&str; 5] = [
    include_str!("../../cases/yangjiang.json"),
    include_str!("../../cases/nanning.json"),
    include_str!("../../cases/jiangsu.json"),
    include_str!("../../cases/national.json"),
    include_str!("../../cases/refusals.json"),
];

static LINES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let rows = TABLES.iter().flat_map(|table| {
        let rows: Vec<Value> = serde_json::from_str(table).expect("a table");
        rows
    });
    rows.map(|row| match &row["line"] {
        Value::String(line) => line.clone(),
        _ => row["facts"].to_string(),
    })
    .collect()
});

static BAKED: LazyLock<Areas> = LazyLock::new(|| {
    let bytes = Areas::built_in()
        .bake(&[Lang::Zh, Lang::En])
        .expect("the law can be baked");
    Areas::baked(&bytes).expect("what was baked can be read")
});

fuzz_target!(|input: &[u8]| {
    let lines: Vec<&str> = LINES.iter().map(String::as_str).collect();
    let line = edits::text(input, &lines);
    let mut out = Vec::new();
    let is_answered = wire::answer_line(&line, Areas::built_in(), &mut out);
    assert!(!out.contains(&b'\n'));
    let value: Value = serde_json::from_slice(&out).expect("one JSON object");
    assert_eq!(is_answered, value.get("error").is_none());

    let mut by_baked = Vec::new();
    wire::answer_line(&line, &BAKED, &mut by_baked);
    assert_eq!(out, by_baked);

    if let Line::Facts(facts) = wire::read(&line) {
        let again = wire::facts_json(&facts);
        match wire::read(again.as_bytes()) {
            Line::Facts(read) => assert_eq!(facts, read),
            Line::Refused(..) => panic!("facts written are refused: {again}"),
        }
        // Another day is another question, right or not.
        let mut later = facts;
        later.asked_on = later.asked_on.plus_days(i32::from(input.len() as u16));
        decide(&later, Areas::built_in());
    }
});
