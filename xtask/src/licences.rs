//! Licences of everything in the lock files, against the list in `deny.toml`.

use crate::checkout::Checkout;
use crate::test::Checked;
use anyhow::{Context, Result, bail};
use cargo_metadata::MetadataCommand;
use serde::Deserialize;
use spdx::{Expression, Licensee, ParseMode};
use std::collections::BTreeMap;
use std::fs;

/// Where the product is built to run; other systems' crates are not even fetched.
const PLATFORMS: [&str; 2] = ["x86_64-unknown-linux-gnu", "wasm32-unknown-unknown"];

/// The part of `deny.toml` that is about licences; cargo-deny reads the same words.
#[derive(Deserialize)]
struct Deny {
    licenses: Licences,
}

#[derive(Deserialize)]
struct Licences {
    allow: Vec<String>,
    #[serde(default)]
    exceptions: Vec<Exception>,
}

#[derive(Deserialize)]
struct Exception {
    #[serde(rename = "crate")]
    package: String,
    allow: Vec<String>,
}

/// A package of either registry: its name with version, and its licence as an SPDX expression.
struct Package {
    name: String,
    version: String,
    licence: Option<String>,
}

/// Fails with every package whose licence the list does not allow.
pub fn run(checkout: &Checkout) -> Result<Checked> {
    let text = fs::read_to_string(checkout.at("deny.toml"))?;
    let deny: Deny = toml::from_str(&text).context("deny.toml does not read")?;
    let mut packages = crates(checkout)?;
    for folder in ["xtask/npm", "tests/journeys"] {
        packages.extend(node_packages(checkout, folder)?);
    }
    let mut faults = Vec::new();
    for package in &packages {
        if let Err(fault) = deny.licenses.check(package) {
            faults.push(format!("{} {}: {fault:#}", package.name, package.version));
        }
    }
    println!("{} packages", packages.len());
    if !faults.is_empty() {
        bail!("deny.toml does not allow:\n{}", faults.join("\n"));
    }
    Ok(Checked::Passed)
}

impl Licences {
    fn check(&self, package: &Package) -> Result<()> {
        let licence = package.licence.as_deref().context("it names no licence")?;
        let expression = Expression::parse_mode(licence, ParseMode::LAX)
            .map_err(|error| anyhow::anyhow!("{licence} does not read: {}", error.reason))?;
        let excepted = self
            .exceptions
            .iter()
            .filter(|exception| exception.package == package.name)
            .flat_map(|exception| &exception.allow);
        let allowed: Vec<Licensee> = self
            .allow
            .iter()
            .chain(excepted)
            .map(|name| Licensee::parse(name))
            .collect::<Result<_, _>>()
            .map_err(|error| {
                anyhow::anyhow!("deny.toml names a licence that is none: {}", error.reason)
            })?;
        if !expression.evaluate(|wanted| allowed.iter().any(|one| one.satisfies(wanted))) {
            bail!("{licence}");
        }
        Ok(())
    }
}

fn crates(checkout: &Checkout) -> Result<Vec<Package>> {
    let mut options = vec!["--locked".to_owned()];
    for platform in PLATFORMS {
        options.extend(["--filter-platform".to_owned(), platform.to_owned()]);
    }
    let metadata = MetadataCommand::new()
        .manifest_path(checkout.at("Cargo.toml"))
        .other_options(options)
        .exec()?;
    let packages = metadata.packages.into_iter().map(|package| Package {
        name: package.name.to_string(),
        version: package.version.to_string(),
        licence: package.license,
    });
    Ok(packages.collect())
}

fn node_packages(checkout: &Checkout, folder: &str) -> Result<Vec<Package>> {
    #[derive(Deserialize)]
    struct Lock {
        packages: BTreeMap<String, Locked>,
    }
    #[derive(Deserialize)]
    struct Locked {
        version: Option<String>,
        license: Option<String>,
    }
    let text = fs::read_to_string(checkout.at(folder).join("package-lock.json"))?;
    let lock: Lock = serde_json::from_str(&text)?;
    let packages = lock.packages.into_iter().map(|(path, locked)| {
        let (_, name) = path.rsplit_once("node_modules/").unwrap_or(("", folder));
        Package {
            name: name.to_owned(),
            version: locked.version.unwrap_or_default(),
            licence: locked.license,
        }
    });
    Ok(packages.collect())
}
