//! What a paper costs: the measuring program beside the papers themselves draws each of them, and tells.

use crate::places::{Places, read};
use crate::rounds::Effort;
use crate::table::Row;
use anyhow::{Context, Result};
use std::process::Command;

const LIMIT_MS: f64 = 150.0;
const LIMIT_BYTES: f64 = 200_000.0;

/// The dearest paper of all, in time and in bytes; the program has its own rounds, so effort changes nothing.
pub fn measure(places: &Places, _: Effort) -> Result<Vec<Row>> {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    let told = read(
        cargo
            .args([
                "run",
                "--quiet",
                "--release",
                "-p",
                "papers",
                "--example",
                "figures",
            ])
            .current_dir(&places.root),
    )?;
    let papers: Vec<(&str, f64, f64)> = told.lines().filter_map(paper).collect();
    let of = |name: &str| papers.iter().find(|(paper, ..)| *paper == name);
    let (_, form_bytes, form_ms) = of("form").context("it tells of no form")?;
    let dearest = papers.iter().max_by(|one, other| one.2.total_cmp(&other.2));
    let largest = papers.iter().max_by(|one, other| one.1.total_cmp(&other.1));
    let (slow, _, ms) = dearest.context("it tells of no paper")?;
    let (large, bytes, _) = largest.context("it tells of no paper")?;
    let kinds = papers.len();
    Ok(vec![
        Row::told(
            format!("a paper's CPU, the dearest of {kinds} ({slow})"),
            format!("{ms:.0} ms; the usual form {form_ms:.0} ms"),
            "–",
            "",
        )
        .at_most(LIMIT_MS, "ms", *ms),
        Row::told(
            format!("a paper's bytes, the largest of {kinds} ({large})"),
            format!(
                "{:.0} KB; the usual form {:.0} KB",
                bytes / 1e3,
                form_bytes / 1e3
            ),
            "–",
            "",
        )
        .at_most(LIMIT_BYTES, "B", *bytes),
    ])
}

/// `name bytes middle worst`, of which the middle one counts.
fn paper(line: &str) -> Option<(&str, f64, f64)> {
    let mut words = line.split_whitespace();
    let (name, bytes, middle, _worst) =
        (words.next()?, words.next()?, words.next()?, words.next()?);
    let is_last = words.next().is_none();
    is_last.then_some((name, bytes.parse().ok()?, middle.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::paper;

    #[test]
    fn only_papers_are_read() {
        let rows = [
            (
                "form                  67000   7.4    9.9",
                Some(("form", 67000.0, 7.4)),
            ),
            ("paper                 bytes   CPU ms (mid)  worst", None),
            ("URO   20992 assigned  0 missing ", None),
        ];
        for (line, read) in rows {
            assert_eq!(paper(line), read);
        }
    }
}
