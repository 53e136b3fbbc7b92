//! The journeys in `tests/journeys`: the built portal in a real browser. How they go is written there, in JavaScript,
//! because the browser's driver is.

use crate::build::Built;
use crate::checkout::Checkout;
use crate::test::Checked;
use crate::{debian, npm, process};
use anyhow::{Result, bail};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(25 * 60);

/// Files at once. One browser leaves half of two processors waiting; four bring journeys to their time limits.
const AT_ONCE: &str = "--test-concurrency=2";

/// Chromium by the names that distributions give it.
const BROWSERS: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
];

/// Runs every `*.test.mjs`. They are told `YUCAN_BIN`, `YUCAN_SITE` and `YUCAN_CHROMIUM`.
pub fn run(checkout: &Checkout, built: &Built) -> Result<Checked> {
    let folder = checkout.at("tests/journeys");
    let files = test_files(&folder)?;
    if files.is_empty() {
        return Ok(Checked::Skipped(
            "tests/journeys holds no *.test.mjs yet".to_owned(),
        ));
    }
    npm::install(&folder)?;
    let chromium = find_or_get_browser()?;
    let mut node = checkout.command(npm::modern_node(checkout)?);
    built.tell(&mut node);
    node.env("YUCAN_CHROMIUM", chromium)
        .args(["--test", AT_ONCE])
        .args(files);
    process::run_within(LIMIT, &mut node)?;
    Ok(Checked::Passed)
}

/// Runs one script that drives a browser; it is told `YUCAN_CHROMIUM`. What it needs is fetched where it is missing.
pub fn drive(checkout: &Checkout, script: &Path, words: &[String]) -> Result<()> {
    npm::install(&checkout.at("tests/journeys"))?;
    let chromium = find_or_get_browser()?;
    let mut node = checkout.command(npm::modern_node(checkout)?);
    node.env("YUCAN_CHROMIUM", chromium).arg(script).args(words);
    process::run_within(LIMIT, &mut node)
}

fn test_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".test.mjs") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn find_or_get_browser() -> Result<PathBuf> {
    if let Some(found) = browser() {
        return Ok(found);
    }
    if !debian::is_here() {
        bail!("please install Chromium or Chrome, then start again");
    }
    println!("         no Chromium here yet");
    debian::update()?;
    debian::install(&["chromium", "fonts-noto-cjk"])?;
    match browser() {
        Some(found) => Ok(found),
        None => bail!("Chromium is installed, but not in the path"),
    }
}

fn browser() -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let named = BROWSERS
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    named.into_iter().find(|file| file.exists())
}
