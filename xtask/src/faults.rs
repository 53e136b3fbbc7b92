//! `cargo xtask faults`: everything that may go wrong with the machine, the database and the visitors, many times each,
//! and a closing table. The tests are those that run a few rounds with all others; told by `YUCAN_FAULTS`, they run all.

use crate::checkout::Checkout;
use crate::{debian, older, postgres, process};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// The programs of tests that try faults: their crate, their name.
const PROGRAMS: [(&str, &str); 2] = [("registry", "faults"), ("server", "faults")];

/// Names the file to which tests add their rows.
pub const REPORT: &str = "YUCAN_FAULTS_REPORT";

/// A row that a test wrote: id, what, rounds, result, figures.
type Row = [String; 5];

/// Runs all of them, or the tests whose names hold one of the words. Fails if one failed.
pub fn run(checkout: &Checkout, words: &[String]) -> Result<()> {
    get_tools()?;
    let report = fresh_report(checkout, "faults.tsv")?;
    let older = older::build(checkout)?;
    let began = Instant::now();
    let mut failed = Vec::new();
    for (package, name) in PROGRAMS {
        println!("\n== {package}");
        let mut cargo = checkout.cargo();
        cargo
            .env("YUCAN_FAULTS", "all")
            .env(REPORT, &report)
            .envs(older.iter().map(|program| ("YUCAN_OLDER", program)))
            .args(["test", "--no-fail-fast", "--package", package])
            .args(["--test", name, "--"])
            .args(words);
        if let Err(error) = process::run(&mut cargo) {
            failed.push(format!("{package}: {error:#}"));
        }
    }
    let rows = read(&report)?;
    print(&rows);
    println!("\n{:.0} s in all", began.elapsed().as_secs_f64());
    if !failed.is_empty() {
        bail!("{}", failed.join("; "));
    }
    Ok(())
}

/// What tests need that may be missing. On other systems they say so themselves, and skip what they cannot try.
pub fn get_tools() -> Result<()> {
    postgres::get_for_tests()?;
    let tools = [
        ["strace", "-V"],
        ["faketime", "-v"],
        ["eatmydata", "true"],
        // where Debian has it; only its administrator looks there
        ["/usr/sbin/nginx", "-v"],
    ];
    let has_all = tools
        .iter()
        .all(|[program, word]| process::is_there(Command::new(program).arg(word)));
    if has_all || !debian::is_here() {
        return Ok(());
    }
    println!(
        "         power cuts, failing disks, false clocks and a proxy need strace, faketime, eatmydata and nginx"
    );
    let packages = ["strace", "faketime", "eatmydata", "nginx-light"];
    debian::install(&packages)
        .or_else(|_| debian::update().and_then(|()| debian::install(&packages)))
}

/// Where tests add their rows, none of an earlier run among them.
pub fn fresh_report(checkout: &Checkout, name: &str) -> Result<PathBuf> {
    let report = checkout.target(name);
    if report.exists() {
        fs::remove_file(&report)?;
    }
    Ok(report)
}

/// What could not be tried, and why.
pub fn skipped(report: &Path) -> Result<Vec<String>> {
    let rows = read(report)?.into_iter();
    let skipped = rows.filter(|[_, _, _, result, _]| result == "SKIPPED");
    Ok(skipped
        .map(|[id, what, _, _, why]| format!("{id} ({what}): {why}"))
        .collect())
}

fn read(report: &Path) -> Result<Vec<Row>> {
    let text = fs::read_to_string(report).context("no test has told anything")?;
    let rows = text.lines().map(|line| {
        let mut cells = line.splitn(5, '\t').map(str::to_owned);
        std::array::from_fn(|_| cells.next().unwrap_or_default())
    });
    let mut rows: Vec<Row> = rows.collect();
    rows.sort();
    Ok(rows)
}

/// As a table of a document.
fn print(rows: &[Row]) {
    println!("\n| id | what | tried | result | figures |\n|---|---|---|---|---|");
    for [id, what, rounds, result, figures] in rows {
        println!("| {id} | {what} | {rounds} | {result} | {figures} |");
    }
}
