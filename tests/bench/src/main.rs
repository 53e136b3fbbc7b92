//! The portal's figures, each beside a yardstick that runs in the same minutes: `cargo xtask bench`.
//!
//! What each came to last is told in `docs/figures.md`. A shared machine has no absolute times to give, so rounds of
//! ours and the yardstick's alternate, and what counts is how the two stand to each other.

mod answer;
mod apply;
mod bundle;
mod cases;
mod clients;
mod cluster;
mod disk;
mod families;
mod house;
mod http;
mod line;
mod load;
mod lookup;
mod page;
mod paper;
mod phone;
mod places;
mod portal;
mod rounds;
mod script;
mod start;
mod submit;
mod table;

use anyhow::{Result, bail};
use places::Places;
use rounds::Effort;
use std::process::ExitCode;
use table::{Row, Table};

/// What is measured at one go.
struct Figure {
    /// The words that choose it on the command line; the first is its name.
    words: &'static [&'static str],
    measure: fn(&Places, Effort) -> Result<Vec<Row>>,
}

const FIGURES: [Figure; 16] = [
    figure(&["answer"], answer::measure),
    figure(&["zen"], ZEN),
    figure(&["families"], families::measure),
    figure(&["bundle"], bundle::measure),
    figure(&["script"], script::measure),
    figure(&["wasm"], bundle::measure_engines),
    figure(&["phone", "bytes", "paint", "ready"], phone::measure),
    figure(&["page", "server"], page::measure),
    figure(&["start", "memory"], start::measure),
    figure(&["submit", "form"], submit::measure),
    figure(&["slow-disk", "form"], submit::measure_slow),
    figure(&["postgres", "form"], submit::measure_postgres),
    figure(&["load", "form"], load::measure),
    figure(&["apply", "form"], apply::measure),
    figure(&["paper", "form"], paper::measure),
    figure(&["lookup", "form"], lookup::measure),
];

#[cfg(feature = "zen")]
const ZEN: fn(&Places, Effort) -> Result<Vec<Row>> = answer::measure_zen;

/// ZEN takes eleven minutes of a processor to build, so who asks for other figures alone builds without it.
#[cfg(not(feature = "zen"))]
const ZEN: fn(&Places, Effort) -> Result<Vec<Row>> = |_, _| bail!("built without `zen`");

const fn figure(
    words: &'static [&'static str],
    measure: fn(&Places, Effort) -> Result<Vec<Row>>,
) -> Figure {
    Figure { words, measure }
}

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("bench: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// False where a figure could not be measured. A missed goal is told, and is no failure.
fn run() -> Result<bool> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if words
        .first()
        .is_some_and(|word| word == families::YARDSTICK)
    {
        return families::parse_and_print(words.get(1).map(String::as_str)).map(|()| true);
    }
    let (options, chosen): (Vec<_>, Vec<_>) = words.iter().partition(|word| word.starts_with("--"));
    let effort = match *options {
        [] => Effort::Quick,
        [only] if only == "--full" => Effort::Full,
        _ => bail!("{}", usage()),
    };
    let is_known = |word: &&String| FIGURES.iter().any(|figure| figure.is_called(word));
    if let Some(unknown) = chosen.iter().find(|word| !is_known(word)) {
        bail!("{unknown} is nothing to measure\n{}", usage());
    }
    let places = Places::find()?;
    let mut table = Table::default();
    for figure in FIGURES {
        if !chosen.is_empty() && !chosen.iter().any(|word| figure.is_called(word)) {
            continue;
        }
        let name = figure.words[0];
        eprintln!("measuring: {name}");
        match (figure.measure)(&places, effort) {
            Ok(rows) => table.extend(rows),
            Err(why) => table.extend([Row::not_measured(name, &why)]),
        }
    }
    table.print();
    Ok(table.is_whole())
}

impl Figure {
    fn is_called(&self, word: &str) -> bool {
        self.words.contains(&word)
    }
}

fn usage() -> String {
    let words: Vec<String> = FIGURES
        .iter()
        .map(|figure| figure.words.join("|"))
        .collect();
    format!(
        "usage: bench [--full] [{}]…\n  --full   more rounds, for figures to be quoted",
        words.join("] [")
    )
}
