//! The shared tables as lines: what each surface is asked, and what the function answers, which is what each must say.

use policy::{Areas, wire};
use serde_json::Value;
use std::{fs, path::Path};

/// A line, and the function's word for it.
pub struct Line {
    /// What is asked.
    pub asked: Vec<u8>,
    /// What is answered, without a line end.
    pub answered: Vec<u8>,
    /// Whether it is an answer or a refusal.
    pub is_answer: bool,
}

impl Line {
    /// A line under the built-in law.
    pub fn new(asked: impl Into<Vec<u8>>) -> Line {
        let (asked, mut answered) = (asked.into(), Vec::new());
        let is_answer = wire::answer_line(&asked, Areas::built_in(), &mut answered);
        Line {
            asked,
            answered,
            is_answer,
        }
    }
}

/// Every case of the shared tables.
pub fn cases() -> Vec<Line> {
    let tables = [
        "yangjiang.json",
        "nanning.json",
        "jiangsu.json",
        "national.json",
    ];
    let rows = tables.iter().flat_map(|name| rows(name));
    rows.map(|row| Line::new(row["facts"].to_string()))
        .collect()
}

/// Every refusal of the shared table.
pub fn refusals() -> Vec<Line> {
    let rows = rows("refusals.json").into_iter();
    rows.map(|row| Line::new(row["line"].as_str().expect("a line")))
        .collect()
}

fn rows(name: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("cases")
        .join(name);
    let text = fs::read_to_string(path).expect("the tables are copied into the project");
    serde_json::from_str(&text).expect("a table is JSON")
}
