//! `cargo xtask test`: every check there is, each with a heading and its time, and one closing summary. A failed check
//! does not stop the others, but what needs the build is not tried without it. Words after the command choose checks.

use crate::build::{self, Built};
use crate::checkout::Checkout;
use crate::{
    advisories, agreement, faults, fuzz, gates, journeys, licences, papers, process, tidy,
};
use anyhow::{Result, bail};
use std::path::PathBuf;
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
    /// It looked, and all is well but for what could not be tried here.
    PassedBut(Vec<String>),
}

struct Check {
    heading: &'static str,
    work: Work,
}

enum Work {
    /// Looks at the checkout.
    Alone(fn(&Checkout) -> Result<Checked>),
    /// Looks at what is deployed.
    OnBuild(fn(&Checkout, &Built) -> Result<Checked>),
}

/// In the order they run: what is soon known first, what needs the build after it.
const CHECKS: [Check; 14] = [
    alone("formatting", formatting),
    alone("tidiness", tidy::run),
    alone("licences", licences::run),
    alone("advisories", advisories::run),
    alone("unused dependencies", unused_dependencies),
    alone("clippy", clippy),
    alone("clippy of the islands", clippy_of_islands),
    alone("unit, property and case tests", tests),
    alone("fuzz", |checkout| fuzz::check(checkout, FUZZ_SECONDS)),
    on_build("bytes", gates::bytes),
    on_build("plain WebAssembly", gates::plain_wasm),
    on_build("plain script and styles", gates::plain_text),
    on_build("WebAssembly against the command", agreement::run),
    on_build("browser journeys", journeys::run),
];

/// Runs every check, or those whose heading holds one of the words. Fails if one did.
pub fn run(checkout: &Checkout, words: &[String]) -> Result<()> {
    let mut summary = Summary::default();
    let mut built = None;
    let is_after_tests = words.is_empty();
    for check in CHECKS {
        if !words.is_empty()
            && !words
                .iter()
                .any(|word| check.heading.contains(word.as_str()))
        {
            continue;
        }
        match check.work {
            Work::Alone(work) => summary.check(check.heading, || work(checkout)),
            Work::OnBuild(work) => {
                match built.get_or_insert_with(|| summary.build(checkout, is_after_tests)) {
                    Some(built) => summary.check(check.heading, || work(checkout, built)),
                    None => println!(
                        "\n== {}: not tried, because the build failed",
                        check.heading
                    ),
                }
            }
        }
    }
    summary.close()
}

const fn alone(heading: &'static str, work: fn(&Checkout) -> Result<Checked>) -> Check {
    Check {
        heading,
        work: Work::Alone(work),
    }
}

const fn on_build(heading: &'static str, work: fn(&Checkout, &Built) -> Result<Checked>) -> Check {
    Check {
        heading,
        work: Work::OnBuild(work),
    }
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
            Ok(Checked::PassedBut(skipped)) => {
                self.passed += 1;
                println!("{seconds:6.1} s passed: {what}, but for {}", skipped.len());
                self.skipped.extend(skipped);
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
    fn build(&mut self, checkout: &Checkout, is_after_tests: bool) -> Option<Built> {
        let mut built = None;
        self.check("build", || {
            built = Some(build::for_tests(checkout, is_after_tests)?);
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
    for apart in ["bench", "fuzz", "wasm"] {
        let manifest = checkout.at(format!("tests/{apart}/Cargo.toml"));
        if manifest.exists() {
            let mut cargo = checkout.cargo();
            cargo.args(["fmt", "--check", "--manifest-path"]);
            process::run(cargo.arg(manifest))?;
        }
    }
    Ok(Checked::Passed)
}

fn clippy(checkout: &Checkout) -> Result<Checked> {
    deny_warnings(checkout, &["--all-targets"])
}

/// `app` as the browser has it, without the pages. The host's clippy sees the same text as the browser's compiler.
fn clippy_of_islands(checkout: &Checkout) -> Result<Checked> {
    deny_warnings(checkout, &["--package", "front"])
}

fn deny_warnings(checkout: &Checkout, what: &[&str]) -> Result<Checked> {
    let mut cargo = checkout.cargo();
    cargo.arg("clippy").args(what);
    process::run(cargo.args(["--", "--deny", "warnings"]))?;
    Ok(Checked::Passed)
}

/// All default members, which leaves out `front`: it has nothing to test without a browser.
fn tests(checkout: &Checkout) -> Result<Checked> {
    papers::get_for_tests()?;
    faults::get_tools()?;
    let report = faults::fresh_report(checkout, "faults-quick.tsv")?;
    let has_nextest = process::is_there(checkout.cargo().args(["nextest", "--version"]));
    let cargo = || {
        let mut cargo = checkout.cargo();
        match has_nextest {
            true => cargo.args(["nextest", "run", "--no-fail-fast", "--status-level", "slow"]),
            false => cargo.args(["test", "--no-fail-fast"]),
        };
        cargo
    };
    process::run(cargo().env(faults::REPORT, &report))?;
    // the office's own tests once more, each on a server of its own. Nextest chooses it of all that is built; chosen by
    // Cargo it would be built anew, beside libraries with other features
    let office: &[&str] = match has_nextest {
        true => &["-E", "binary(office)"],
        false => &["--test", "office"],
    };
    process::run(cargo().env("YUCAN_TEST_SERVER", "postgres").args(office))?;
    // a test that could not try what it is for passes; that is said here, where somebody reads it
    Ok(match faults::skipped(&report)? {
        skipped if skipped.is_empty() => Checked::Passed,
        skipped => Checked::PassedBut(skipped),
    })
}

/// `cargo-machete` finds what no code names. It is built once, into the build folder, where it is not on the machine.
fn unused_dependencies(checkout: &Checkout) -> Result<Checked> {
    let tool = kept_tool(checkout, "cargo-machete", "0.9.2")?;
    process::run(&mut checkout.command(tool))?;
    Ok(Checked::Passed)
}

/// A tool of crates.io: the machine's own, else one in `target/tools`. It has seconds of work, so it is not optimised.
fn kept_tool(checkout: &Checkout, name: &str, version: &str) -> Result<PathBuf> {
    if process::is_there(Command::new(name).arg("--version")) {
        return Ok(PathBuf::from(name));
    }
    let shelf = checkout.target("tools");
    let tool = shelf.join("bin").join(name);
    if !tool.exists() {
        println!("         cargo install {name} {version}, into target/tools");
        let mut cargo = checkout.cargo();
        cargo.args([
            "install",
            "--quiet",
            "--locked",
            "--debug",
            name,
            "--version",
            version,
            "--root",
        ]);
        process::run(cargo.arg(&shelf))?;
    }
    Ok(tool)
}
