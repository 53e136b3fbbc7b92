//! PostgreSQL's programs, for the tests that keep families' files in it: they start a cluster of their own.

use crate::debian;
use anyhow::Result;
use std::path::Path;

/// Where Debian puts each version.
const VERSIONS: &str = "/usr/lib/postgresql";

/// Installs them where they are missing. On other systems the tests say what they need.
pub fn get_for_tests() -> Result<()> {
    if is_there() || !debian::is_here() {
        return Ok(());
    }
    println!("         the tests of the registry need postgresql");
    let package = ["postgresql"];
    debian::install(&package).or_else(|_| debian::update().and_then(|()| debian::install(&package)))
}

fn is_there() -> bool {
    let versions = Path::new(VERSIONS).read_dir();
    versions.is_ok_and(|mut versions| {
        versions.any(|version| {
            version.is_ok_and(|version| version.path().join("bin/postgres").exists())
        })
    })
}
