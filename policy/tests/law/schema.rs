//! The wire form against its own schema. The few keywords that the schema uses are understood here; a keyword that
//! isn't makes the tests fail, so that nothing is passed over in silence.

use serde_json::Value;
use std::fs;
use std::sync::LazyLock;

use crate::cases::path;

static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
    let text = fs::read_to_string(path("../tests/spec/decide.schema.json"))
        .expect("the schema is copied into the project");
    serde_json::from_str(&text).expect("the schema is JSON")
});

/// What is wrong with an answer or a refusal; nothing where all is well.
pub fn faults_of_output(value: &Value) -> Vec<String> {
    let which = if value.get("error").is_some() {
        "refusal"
    } else {
        "answer"
    };
    let mut faults = Vec::new();
    let schema = &SCHEMA["$defs"][which];
    assert!(schema.is_object(), "the schema has no {which}");
    look(value, schema, "", &mut faults);
    faults
}

fn look(value: &Value, schema: &Value, at: &str, faults: &mut Vec<String>) {
    let Some(schema) = schema.as_object() else {
        panic!("{at}: a schema is an object");
    };
    for (keyword, wanted) in schema {
        let holds = match keyword.as_str() {
            "description" | "title" | "default" | "format" => true,
            "$ref" => {
                let pointer = wanted.as_str().expect("a pointer").trim_start_matches('#');
                let there = SCHEMA.pointer(pointer).expect("what is referred to");
                look(value, there, at, faults);
                true
            }
            "type" => match wanted {
                Value::Array(any) => any.iter().any(|one| is_of(value, one)),
                one => is_of(value, one),
            },
            "enum" => wanted.as_array().expect("a list").contains(value),
            "const" => value == wanted,
            "pattern" => value.as_str().is_none_or(|text| fits(text, wanted)),
            "required" => wanted.as_array().expect("a list").iter().all(|key| {
                let key = key.as_str().expect("a key");
                value
                    .as_object()
                    .is_none_or(|object| object.contains_key(key))
            }),
            "properties" => {
                properties(value, wanted, at, faults);
                true
            }
            "additionalProperties" => {
                assert_eq!(wanted, &Value::Bool(false), "{at}");
                let known = schema["properties"].as_object().expect("properties");
                let mut keys = value.as_object().into_iter().flatten();
                keys.all(|(key, _)| known.contains_key(key))
            }
            "items" => {
                for (place, item) in value.as_array().into_iter().flatten().enumerate() {
                    look(item, wanted, &format!("{at}/{place}"), faults);
                }
                true
            }
            _ => panic!("{at}: nobody taught this test the keyword {keyword}"),
        };
        if !holds {
            faults.push(format!("{at}: {keyword} {wanted}, but {value}"));
        }
    }
}

fn properties(value: &Value, wanted: &Value, at: &str, faults: &mut Vec<String>) {
    for (key, schema) in wanted.as_object().expect("properties") {
        if let Some(inner) = value.get(key) {
            look(inner, schema, &format!("{at}/{key}"), faults);
        }
    }
}

fn is_of(value: &Value, name: &Value) -> bool {
    match name.as_str().expect("a type's name") {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("nobody taught this test the type {other}"),
    }
}

fn fits(text: &str, pattern: &Value) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match pattern.as_str().expect("a pattern") {
        r"^\d{4}-\d{2}-\d{2}$" => policy::Day::parse(text).is_ok() || is_far_day(text),
        r"^[1-9]\d{5}$" => text.len() == 6 && digits(text) && !text.starts_with('0'),
        r"^R\d+$" => text.strip_prefix('R').is_some_and(digits),
        other => panic!("nobody taught this test the pattern {other}"),
    }
}

/// Days that follow from facts may lie a year beyond those that facts may name.
fn is_far_day(text: &str) -> bool {
    let nearer = match text.split_at_checked(4) {
        Some(("1899", rest)) => format!("1900{rest}"),
        Some(("2101" | "2102", rest)) => format!("2100{}", rest.replace("-02-29", "-02-28")),
        _ => return false,
    };
    policy::Day::parse(&nearer).is_ok()
}

#[test]
fn a_wrong_answer_is_noticed() {
    let rows = [
        (
            r#"{"id": null, "error": {"code": "not_json", "at": "", "message": ""}}"#,
            0,
        ),
        (
            r#"{"id": 7, "error": {"code": "not_json", "at": "", "message": ""}}"#,
            1,
        ),
        (r#"{"id": "a", "error": {"code": "sorry", "at": ""}}"#, 2),
        (
            r#"{"id": "a", "area": "041702", "asked_on": "22.11.", "rules": "here", "services": {}, "deadlines": [1], "warnings": {}}"#,
            6,
        ),
    ];
    for (text, count) in rows {
        let value = serde_json::from_str(text).expect("JSON");
        let faults = faults_of_output(&value);
        assert_eq!(faults.len(), count, "{text}\n{faults:#?}");
    }
}
