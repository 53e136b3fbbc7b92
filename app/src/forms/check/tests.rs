//! The form, held against the wire form: what the page understands is what the command would.

mod faults;
mod reading;
mod writing;

use policy::{Day, Facts, Refusal};

use super::Typed;

/// The day on which the tests ask.
fn today() -> Day {
    on("2026-11-23")
}

fn on(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

fn facts(query: &str) -> Result<Facts, Vec<Refusal>> {
    Typed::parse(query).facts(today())
}

fn refused(query: &str) -> Vec<(&'static str, String)> {
    let refusals = facts(query).expect_err(query);
    refusals
        .into_iter()
        .map(|refusal| (refusal.code.as_str(), refusal.at))
        .collect()
}
