//! `cargo xtask test`: every check there is, each with a heading and its time, and one closing summary. A failed check
//! does not stop the others, but what needs the build is not tried without it.

use crate::build::{self, Built, Mode};
use crate::checkout::Checkout;
use crate::{advisories, fuzz, gates, journeys, licences, process, tidy};
use anyhow::{Result, bail};
use std::process::Command;
use std::time::Instant;

/// How long each fuzz target runs in the tests; by hand it runs longer.
const FUZZ_SECONDS: u64 = 15;

/// How a check ended that did not fail.
pub enum Checked {
    /// It looked, and all is well.
    Passed,
    /// It could not look, and says why.
    Skipped(String),
}

/// Runs every check. Fails if one did.
pub fn run(checkout: &Checkout) -> Result<()> {
    let mut summary = Summary::default();
    summary.check("formatting", || formatting(checkout));
    summary.check("tidiness", || tidy::run(checkout));
    summary.check("licences", || licences::run(checkout));
    summary.check("advisories", || advisories::run(checkout));
    summary.check("unused dependencies", || unused_dependencies(checkout));

    let built = summary.build(|| build::run(checkout, Mode::Release));
    summary.check("clippy", || clippy(checkout, &["--all-targets"]));
    summary.check("clippy, as in the browser", || {
        clippy(checkout, &["--package", "front"])
    });
    summary.check("unit, property and case tests", || {
        tests(checkout, built.as_ref())
    });
    summary.check("fuzz", || fuzz::check(checkout, FUZZ_SECONDS));
    match &built {
        Some(built) => {
            summary.check("bytes", || gates::bytes(built));
            summary.check("plain WebAssembly", || gates::plain_wasm(checkout, built));
            summary.check("plain script and styles", || {
                gates::plain_text(checkout, built)
            });
            summary.check("browser journeys", || journeys::run(checkout, built));
        }
        None => println!(
            "\nNot tried, because the build failed: bytes, plain WebAssembly, plain script, journeys."
        ),
    }
    summary.close()
}

#[derive(Default)]
struct Summary {
    passed: usize,
    failed: Vec<String>,
    skipped: Vec<String>,
}

impl Summary {
    fn check(&mut self, what: &str, work: impl FnOnce() -> Result<Checked>) {
        println!("\n== {what}");
        let began = Instant::now();
        let checked = work();
        let seconds = began.elapsed().as_secs_f64();
        match checked {
            Ok(Checked::Passed) => {
                self.passed += 1;
                println!("{seconds:6.1} s passed: {what}");
            }
            Ok(Checked::Skipped(why)) => {
                println!("{seconds:6.1} s SKIPPED: {what}: {why}");
                self.skipped.push(format!("{what}: {why}"));
            }
            Err(error) => {
                println!("{seconds:6.1} s FAILED: {what}: {error:#}");
                self.failed.push(what.to_owned());
            }
        }
    }

    /// The build counts like a check, and leaves something behind.
    fn build(&mut self, work: impl FnOnce() -> Result<Built>) -> Option<Built> {
        let mut built = None;
        self.check("build for release", || {
            built = Some(work()?);
            Ok(Checked::Passed)
        });
        built
    }

    fn close(self) -> Result<()> {
        println!();
        for skipped in &self.skipped {
            println!("skipped: {skipped}");
        }
        for failed in &self.failed {
            println!("failed: {failed}");
        }
        println!("{} passed, {} failed", self.passed, self.failed.len());
        if !self.failed.is_empty() {
            bail!("{} of the checks failed", self.failed.len());
        }
        Ok(())
    }
}

fn formatting(checkout: &Checkout) -> Result<Checked> {
    process::run(checkout.cargo().args(["fmt", "--all", "--check"]))?;
    for apart in ["tests/bench/Cargo.toml", "tests/fuzz/Cargo.toml"] {
        if checkout.at(apart).exists() {
            process::run(
                checkout
                    .cargo()
                    .args(["fmt", "--check", "--manifest-path", apart]),
            )?;
        }
    }
    Ok(Checked::Passed)
}

fn clippy(checkout: &Checkout, what: &[&str]) -> Result<Checked> {
    let mut cargo = checkout.cargo();
    cargo.arg("clippy").args(what);
    process::run(cargo.args(["--", "--deny", "warnings"]))?;
    Ok(Checked::Passed)
}

/// All default members, which leaves out `front`: it has nothing to test without a browser.
fn tests(checkout: &Checkout, built: Option<&Built>) -> Result<Checked> {
    let mut cargo = checkout.cargo();
    let has_nextest = process::is_there(checkout.cargo().args(["nextest", "--version"]));
    if has_nextest {
        cargo.args(["nextest", "run", "--no-fail-fast", "--status-level", "slow"]);
    } else {
        cargo.args(["test", "--no-fail-fast"]);
    }
    if let Some(built) = built {
        built.tell(&mut cargo);
    }
    process::run(&mut cargo)?;
    Ok(Checked::Passed)
}

fn unused_dependencies(checkout: &Checkout) -> Result<Checked> {
    if !process::is_there(Command::new("cargo-machete").arg("--version")) {
        return Ok(Checked::Skipped(
            "cargo-machete is not installed".to_owned(),
        ));
    }
    process::run(&mut checkout.command("cargo-machete"))?;
    Ok(Checked::Passed)
}
