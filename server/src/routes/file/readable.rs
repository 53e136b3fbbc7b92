//! A record as others read it: moments by ISO 8601 with their offset, and facts as the JSON they are, where the registry
//! has milliseconds and a sealed text.

use registry::Instant;
use serde_json::Value;

/// Keys under which a record has a moment.
const MOMENTS: [&str; 4] = ["at", "taken_at", "saved_at", "stays_until"];
/// The key under which it has facts.
const FACTS: &str = "facts";

/// The record, made readable all the way down.
pub fn readable(value: Value) -> Value {
    match value {
        Value::Object(members) => Value::Object(
            members
                .into_iter()
                .map(|(key, value)| {
                    let value = member(&key, value);
                    (key, value)
                })
                .collect(),
        ),
        Value::Array(values) => Value::Array(values.into_iter().map(readable).collect()),
        other => other,
    }
}

fn member(key: &str, value: Value) -> Value {
    match value {
        Value::Number(number) if MOMENTS.contains(&key) => match number.as_i64() {
            Some(at) => Value::String(Instant(at).iso()),
            None => Value::Number(number),
        },
        Value::String(text) if key == FACTS => {
            serde_json::from_str(&text).unwrap_or(Value::String(text))
        }
        other => readable(other),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::readable;

    #[test]
    fn moments_and_facts_are_read_by_others_and_nothing_else_changes() {
        let kept = json!({
            "taken_at": 1_795_140_000_000_i64,
            "entries": [{"at": 0, "event": {"sent": {"facts": "{\"area\":\"441702\"}", "at": "desk", "fen": 38000}}}],
            "drafts": [{"saved_at": -1, "facts": "no json"}],
        });
        let expected = json!({
            "taken_at": "2026-11-20T10:00:00+08:00",
            "entries": [{"at": "1970-01-01T08:00:00+08:00", "event": {"sent": {"facts": {"area": "441702"}, "at": "desk", "fen": 38000}}}],
            "drafts": [{"saved_at": "1970-01-01T07:59:59+08:00", "facts": "no json"}],
        });
        assert_eq!(readable(kept), expected);
    }
}
