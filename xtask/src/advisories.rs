//! Known faults of the crates in `Cargo.lock`, from the RustSec data: a copy beside the checkout or in cargo's folder
//! where one lies, else fetched, else skipped aloud. The data never becomes part of this project.

use crate::checkout::Checkout;
use crate::process;
use crate::test::Checked;
use anyhow::{Context, Result, bail};
use rustsec::advisory::{Id, Informational};
use rustsec::report::{Report, Settings};
use rustsec::{Database, Lockfile};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

const SOURCE: &str = "https://github.com/RustSec/advisory-db";
const FETCH_LIMIT: Duration = Duration::from_secs(40);

/// The part of `deny.toml` that is about advisories; cargo-deny reads the same words.
#[derive(Deserialize)]
struct Deny {
    advisories: Advisories,
}

#[derive(Deserialize)]
struct Advisories {
    #[serde(default)]
    ignore: Vec<Ignored>,
}

#[derive(Deserialize)]
struct Ignored {
    id: Id,
    reason: String,
}

/// Fails with every advisory that is met and not answered in `deny.toml`, and with every answer that is not needed.
pub fn run(checkout: &Checkout) -> Result<Checked> {
    let folder = match find_or_fetch(checkout) {
        Ok(folder) => folder,
        Err(why) => {
            return Ok(Checked::Skipped(format!(
                "no advisories to compare with: {why:#}"
            )));
        }
    };
    println!("{}", folder.display());
    let text = fs::read_to_string(checkout.at("deny.toml"))?;
    let deny: Deny = toml::from_str(&text).context("deny.toml does not read")?;
    let database = Database::open(&folder)?;
    let lockfile = Lockfile::load(checkout.at("Cargo.lock"))?;
    println!(
        "{} advisories, {} crates",
        database.iter().count(),
        lockfile.packages.len()
    );

    let met = met(&database, &lockfile);
    let mut faults = Vec::new();
    for (id, what) in &met {
        if !deny
            .advisories
            .ignore
            .iter()
            .any(|ignored| ignored.id.as_str() == id)
        {
            faults.push(format!("{id} {what}"));
        }
    }
    for ignored in &deny.advisories.ignore {
        if !met.iter().any(|(id, _)| id == ignored.id.as_str()) {
            faults.push(format!(
                "{} is not met any more; take it out of deny.toml",
                ignored.id
            ));
        } else if ignored.reason.trim().is_empty() {
            faults.push(format!("{} is ignored without a reason", ignored.id));
        }
    }
    if !faults.is_empty() {
        bail!("\n{}", faults.join("\n"));
    }
    Ok(Checked::Passed)
}

/// Each advisory with the crate it is about; the ones that only inform count as well.
fn met(database: &Database, lockfile: &Lockfile) -> BTreeSet<(String, String)> {
    let settings = Settings {
        informational_warnings: vec![
            Informational::Unmaintained,
            Informational::Unsound,
            Informational::Notice,
        ],
        ..Settings::default()
    };
    let report = Report::generate(database, lockfile, &settings);
    let mut met = BTreeSet::new();
    for found in report.vulnerabilities.list {
        let what = format!(
            "{} {}: {}",
            found.package.name, found.package.version, found.advisory.title
        );
        met.insert((found.advisory.id.to_string(), what));
    }
    for found in report.warnings.into_values().flatten() {
        if let Some(advisory) = found.advisory {
            let what = format!(
                "{} {}: {}",
                found.package.name, found.package.version, advisory.title
            );
            met.insert((advisory.id.to_string(), what));
        }
    }
    met
}

fn find_or_fetch(checkout: &Checkout) -> Result<PathBuf> {
    let mut places: Vec<PathBuf> = env::var_os("YUCAN_ADVISORIES")
        .map(PathBuf::from)
        .into_iter()
        .collect();
    places.push(checkout.at("../shared/advisory-db"));
    if let Some(home) = env::home_dir() {
        places.push(home.join(".cargo/advisory-db"));
    }
    if let Some(found) = places
        .into_iter()
        .find(|place| place.join("crates").exists())
    {
        return Ok(found.canonicalize()?);
    }
    let folder = checkout.target("xtask/advisory-db");
    let mut git = checkout.command("git");
    git.env("GIT_TERMINAL_PROMPT", "0");
    if folder.join("crates").exists() {
        git.arg("-C")
            .arg(&folder)
            .args(["pull", "--quiet", "--ff-only"]);
        if let Err(why) = process::run_within(FETCH_LIMIT, &mut git) {
            println!("the copy of an earlier run, because: {why:#}");
        }
    } else {
        git.args(["clone", "--quiet", "--depth", "1", SOURCE])
            .arg(&folder);
        process::run_within(FETCH_LIMIT, &mut git)?;
    }
    Ok(folder)
}
