//! Whatever a line holds, it gets exactly one JSON object, of the shape that the schema gives; nothing panics.

use policy::wire::{self, LINE_BYTES_MAX};
use policy::{Areas, Code};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};
use std::sync::LazyLock;

use crate::cases;
use crate::families;
use crate::schema::faults_of_output;

/// Every line of every table.
static LINES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let told = cases::built_in()
        .into_iter()
        .map(|case| case.facts.to_string().into_bytes());
    let wrong = cases::refusals()
        .into_iter()
        .map(|case| case["line"].as_str().expect("a line").as_bytes().to_vec());
    told.chain(wrong).collect()
});

/// What stands where something else should.
const ODD: [&str; 24] = [
    "null",
    "true",
    "0",
    "-1",
    "1.0",
    "9",
    "10",
    "1e9",
    "-9223372036854775809",
    "18446744073709551616",
    r#""""#,
    r#""\u0000""#,
    r#""2026-02-29""#,
    r#""2100-12-31""#,
    r#""1900-01-01""#,
    r#""441702""#,
    r#""000000""#,
    r#""none""#,
    r#""林晓梅""#,
    r#""𬱖䶮""#,
    r#""441702199503081223""#,
    "[]",
    "{}",
    "[[{}]]",
];

/// The answer to a line, looked at from all sides.
fn look(line: &[u8]) -> Value {
    let mut out = Vec::new();
    let is_answered = wire::answer_line(line, Areas::built_in(), &mut out);
    let shown = String::from_utf8_lossy(line);
    assert!(!out.contains(&b'\n'), "{shown}");
    let value: Value = serde_json::from_slice(&out).unwrap_or_else(|why| panic!("{shown}: {why}"));
    assert_eq!(is_answered, value.get("error").is_none(), "{shown}");
    let faults = faults_of_output(&value);
    assert!(faults.is_empty(), "{shown}\n{faults:#?}");
    value
}

/// Something done to the bytes of a line.
#[derive(Clone, Debug)]
enum Edit {
    Replace(Index, u8),
    Insert(Index, u8),
    Cut(Index, usize),
    Repeat(Index, usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    let byte = prop_oneof![any::<u8>(), select(b"{}[]\",:\\0-9e.n".to_vec())];
    let place = any::<Index>;
    prop_oneof![
        (place(), byte.clone()).prop_map(|(at, byte)| Edit::Replace(at, byte)),
        (place(), byte).prop_map(|(at, byte)| Edit::Insert(at, byte)),
        (place(), 1..20usize).prop_map(|(at, count)| Edit::Cut(at, count)),
        (place(), 1..40usize).prop_map(|(at, count)| Edit::Repeat(at, count)),
    ]
}

impl Edit {
    fn apply(&self, line: &mut Vec<u8>) {
        if line.is_empty() {
            line.push(b'{');
        }
        match self {
            Edit::Replace(at, byte) => *at.get_mut(line) = *byte,
            Edit::Insert(at, byte) => line.insert(at.index(line.len()), *byte),
            Edit::Cut(at, count) => {
                let start = at.index(line.len());
                line.drain(start..line.len().min(start + count));
            }
            Edit::Repeat(at, count) => {
                let start = at.index(line.len());
                let part = line[start..line.len().min(start + count)].to_vec();
                line.splice(start..start, part);
            }
        }
    }
}

/// Every place in a tree, as pointers.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(map) => map
            .iter()
            .map(|(key, value)| (key.clone(), value))
            .collect(),
        Value::Array(list) => (0..)
            .zip(list)
            .map(|(at, value): (usize, _)| (at.to_string(), value))
            .collect(),
        _ => Vec::new(),
    };
    for (key, value) in inner {
        pointers(value, &format!("{at}/{key}"), found);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn any_bytes_get_one_object(bytes in vec(any::<u8>(), 0..200)) {
        look(&bytes);
    }

    #[test]
    fn a_line_spoilt_gets_one_object(line in any::<Index>(), edits in vec(edit(), 1..5)) {
        let mut line = line.get(&LINES).clone();
        edits.iter().for_each(|edit| edit.apply(&mut line));
        look(&line);
    }

    #[test]
    fn a_fact_replaced_gets_one_object(
        facts in families::born(0..4),
        place in any::<Index>(),
        odd in select(ODD.to_vec()),
    ) {
        let mut facts = facts;
        let mut places = Vec::new();
        pointers(&facts, "", &mut places);
        let place = place.get(&places);
        *facts.pointer_mut(place).expect("it is there") = serde_json::from_str(odd).unwrap_or(Value::Null);
        look(facts.to_string().as_bytes());
    }

    #[test]
    fn an_id_comes_back_as_it_was(id in ".*") {
        let facts = json!({"id": id, "area": "510100", "asked_on": "2026-11-22"});
        let said = look(facts.to_string().as_bytes());
        prop_assert_eq!(said["id"].as_str(), Some(&*id));
        let wrong = json!({"id": id, "area": "510100"});
        let refusal = look(wrong.to_string().as_bytes());
        prop_assert_eq!(refusal["id"].as_str(), Some(&*id));
    }
}

#[test]
fn every_line_of_every_table_gets_one_object() {
    for line in LINES.iter() {
        look(line);
    }
}

#[test]
fn a_line_may_be_so_long_and_no_longer() {
    let facts = r#"{"id": "long", "area": "510100", "asked_on": "2026-11-22"}"#;
    let mut line = facts.as_bytes().to_vec();
    line.resize(LINE_BYTES_MAX, b' ');
    assert_eq!(look(&line)["id"], "long");
    line.push(b' ');
    let refusal = look(&line);
    assert_eq!(refusal["error"]["code"], Code::NotJson.as_str());
    assert_eq!(
        (&refusal["id"], &refusal["error"]["at"]),
        (&Value::Null, &"".into())
    );
}

#[test]
fn what_is_not_utf_8_is_not_json() {
    let inside = b"{\"id\": \"\xff\", \"area\": \"510100\", \"asked_on\": \"2026-11-22\"}";
    let rows: [&[u8]; 4] = [b"\xff", b"\xc0\x80", b"\xed\xa0\x80", inside];
    for line in rows {
        assert_eq!(look(line)["error"]["code"], Code::NotJson.as_str());
    }
}

#[test]
fn a_line_of_brackets_costs_no_more_than_its_length() {
    for bracket in ["[", "{\"a\":"] {
        let line = bracket.repeat(LINE_BYTES_MAX / bracket.len());
        assert_eq!(
            look(line.as_bytes())["error"]["code"],
            Code::NotJson.as_str()
        );
    }
    let keys: Vec<String> = (0..60_000).map(|n| format!("\"{n}\":{n}")).collect();
    let line = format!("{{{}}}", keys.join(","));
    assert_eq!(
        look(line.as_bytes())["error"]["code"],
        Code::MissingField.as_str()
    );
}
