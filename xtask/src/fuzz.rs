//! `cargo xtask fuzz`: each target of `tests/fuzz` for a while. The targets are laid out as cargo-fuzz likes them, but
//! a stable Rust builds them: the coverage that libFuzzer reads needs compiler flags only, its address checks would
//! need a nightly, and nothing here is unsafe.

use crate::checkout::Checkout;
use crate::test::Checked;
use crate::{debian, process};
use anyhow::{Context, Result, bail};
use std::fs::{self, File};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

const MANIFEST: &str = "tests/fuzz/Cargo.toml";

/// What cargo-fuzz gives rustc, without the sanitizer.
const FLAGS: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Cllvm-args=-simplifycfg-branch-fold-threshold=0 \
    -Ccodegen-units=1 -Cdebug-assertions";

/// An input may take this long and this much before it counts as a fault.
const INPUT_LIMITS: [&str; 4] = [
    "-timeout=10",
    "-rss_limit_mb=1024",
    "-max_len=65536",
    "-len_control=0",
];

/// A target that hangs beyond its own limits.
const GRACE_SECONDS: u64 = 60;

/// The same as a check of the tests: skipped where there are no targets.
pub fn check(checkout: &Checkout, seconds: u64) -> Result<Checked> {
    if !checkout.at(MANIFEST).exists() {
        return Ok(Checked::Skipped("there is no tests/fuzz yet".to_owned()));
    }
    run(checkout, seconds)?;
    Ok(Checked::Passed)
}

/// Builds every target and runs each for so many seconds. Fails at the first input that breaks one.
pub fn run(checkout: &Checkout, seconds: u64) -> Result<()> {
    if !process::is_there(Command::new("c++").arg("--version")) {
        if !debian::is_here() {
            bail!("libFuzzer needs a C++ compiler; please install one");
        }
        debian::update()?;
        debian::install(&["g++"])?;
    }
    let host = host(checkout)?;
    let mut cargo = checkout.cargo();
    // with a target named, build scripts and macros stay as they are
    cargo
        .env("RUSTFLAGS", FLAGS)
        .args([
            "build",
            "--release",
            "--manifest-path",
            MANIFEST,
            "--target",
            &host,
        ])
        .arg("--target-dir")
        .arg(checkout.at("tests/fuzz/target"));
    process::run(&mut cargo)?;
    for target in targets(&checkout.at(MANIFEST))? {
        run_target(checkout, &host, &target, seconds)?;
    }
    Ok(())
}

fn run_target(checkout: &Checkout, host: &str, target: &str, seconds: u64) -> Result<()> {
    println!("         {target}, {seconds} s");
    let program = format!("tests/fuzz/target/{host}/release/{target}");
    // what is found stays in the build folder; the corpus in the checkout is only read
    let found = checkout.at(format!("tests/fuzz/target/corpus/{target}"));
    let broken = checkout.at(format!("tests/fuzz/target/broken/{target}"));
    fs::create_dir_all(&found)?;
    fs::create_dir_all(&broken)?;
    let mut fuzzer = checkout.command(checkout.at(program));
    fuzzer
        .arg(format!("-max_total_time={seconds}"))
        .args(INPUT_LIMITS)
        .args(["-verbosity=0", "-print_final_stats=1"])
        .arg(format!("-artifact_prefix={}/", broken.display()))
        .arg(&found);
    let corpus = checkout.at(format!("tests/fuzz/corpus/{target}"));
    if corpus.exists() {
        fuzzer.arg(corpus);
    }
    // libFuzzer says a great deal, of which one line matters unless something broke
    let log = checkout.at(format!("tests/fuzz/target/{target}.log"));
    fuzzer.stderr(File::create(&log)?);
    let ended = process::run_within(Duration::from_secs(seconds + GRACE_SECONDS), &mut fuzzer);
    let said = fs::read(&log)?;
    let said = String::from_utf8_lossy(&said);
    if ended.is_err() {
        eprintln!("{said}");
    }
    let tried = said
        .lines()
        .find(|line| line.contains("number_of_executed_units"));
    println!(
        "         {}",
        tried.unwrap_or("it does not say how many inputs it tried")
    );
    ended.with_context(|| format!("{target} broke; its input lies in {}", broken.display()))
}

fn targets(manifest: &Path) -> Result<Vec<String>> {
    let table: toml::Table = fs::read_to_string(manifest)?.parse()?;
    let bins = table.get("bin").and_then(toml::Value::as_array);
    let bins = bins.context("tests/fuzz names no [[bin]]")?;
    let names = bins.iter().filter_map(|bin| bin.get("name")?.as_str());
    Ok(names.map(str::to_owned).collect())
}

fn host(checkout: &Checkout) -> Result<String> {
    let version = process::read(checkout.command("rustc").arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc does not say its host")?.to_owned())
}
