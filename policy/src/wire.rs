//! The wire form of `decide`: one line of JSON in, one out (`decide.schema.json`).

mod answer;
mod json;
mod output;
mod quote;
mod read;
mod write;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::areas::Areas;
use crate::decide::decide;
use crate::facts::Facts;
use crate::refusal::{Code, Refusal};

use output::Output;
pub(crate) use quote::Quote;

/// Longer lines are refused.
pub const LINE_BYTES_MAX: usize = 1_000_000;

/// What a line of input came to.
pub enum Line {
    /// Facts to decide on.
    Facts(Box<Facts>),
    /// The case's id, where it could be read, and what is wrong.
    Refused(Option<String>, Refusal),
}

/// Reads one line of facts.
pub fn read(line: &[u8]) -> Line {
    let too_long = line.len() > LINE_BYTES_MAX;
    let Some(json) = std::str::from_utf8(line)
        .ok()
        .filter(|_| !too_long)
        .and_then(json::parse)
    else {
        return Line::Refused(None, Refusal::new(Code::NotJson, ""));
    };
    match read::facts(&json).and_then(Facts::checked) {
        Ok(facts) => Line::Facts(Box::new(facts)),
        Err(refusal) => Line::Refused(read::id(&json), refusal),
    }
}

/// Answers one line with exactly one JSON object, without a newline. False where it was refused.
pub fn answer_line(line: &[u8], areas: &Areas, out: &mut Vec<u8>) -> bool {
    match read(line) {
        Line::Facts(facts) => {
            answer::write(&mut Output::new(out), &decide(&facts, areas));
            true
        }
        Line::Refused(id, refusal) => {
            put(
                out,
                &Refused {
                    id: id.as_deref(),
                    refusal: &refusal,
                },
            );
            false
        }
    }
}

/// The refusal of a line that was too long to be kept, without a newline.
pub fn refuse_oversize(out: &mut Vec<u8>) {
    put(
        out,
        &Refused {
            id: None,
            refusal: &Refusal::new(Code::NotJson, ""),
        },
    );
}

fn put(out: &mut Vec<u8>, value: &impl Serialize) {
    serde_json::to_writer(out, value)
        .expect("a vector takes every byte, and no key here is anything but a string");
}

/// The facts alone, as the wire has them: what a case to be saved or sent holds.
pub fn facts_json(facts: &Facts) -> String {
    serde_json::to_string(facts).expect("facts have string keys and finite numbers")
}

/// A refusal with the id of its case.
pub struct Refused<'a> {
    /// Null where it couldn't be read.
    pub id: Option<&'a str>,
    /// What is wrong, and where.
    pub refusal: &'a Refusal,
}

impl Serialize for Refused<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("id", &self.id)?;
        map.serialize_entry("error", self.refusal)?;
        map.end()
    }
}

impl Serialize for Refusal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("code", self.code.as_str())?;
        map.serialize_entry("at", &self.at)?;
        map.serialize_entry("message", self.code.message())?;
        map.end()
    }
}
