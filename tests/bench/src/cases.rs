//! The shared cases, as lines and as typed facts.

use crate::places::Places;
use anyhow::{Context, Result, bail};
use policy::{Facts, wire};
use serde_json::Value;
use std::fs;

/// One family of the shared cases.
pub struct Family {
    /// Its facts as the wire has them.
    pub line: String,
    /// Its facts, typed.
    pub facts: Box<Facts>,
    /// What the case says is right, where it says something.
    pub expected: Value,
}

/// Every answered case.
pub fn all(places: &Places) -> Result<Vec<Family>> {
    let mut families = Vec::new();
    for file in ["yangjiang", "nanning", "jiangsu", "national"] {
        let path = places.at(&format!("tests/cases/{file}.json"));
        let text =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let cases: Vec<Value> = serde_json::from_str(&text)?;
        for case in cases {
            let line = case["facts"].to_string();
            let facts = match wire::read(line.as_bytes()) {
                wire::Line::Facts(facts) => facts,
                wire::Line::Refused(..) => bail!("{file}: {} is refused", case["facts"]["id"]),
            };
            families.push(Family {
                line,
                facts,
                expected: case["answer"].clone(),
            });
        }
    }
    Ok(families)
}
