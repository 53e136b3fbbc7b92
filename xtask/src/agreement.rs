//! The law as WebAssembly against the law as a command: the crate in `tests/wasm`, built by the steps of the islands,
//! must answer thousands of lines like `yucan decide`, to the byte.

use crate::build::Built;
use crate::checkout::Checkout;
use crate::test::Checked;
use crate::{front, npm, process};
use anyhow::Result;
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(120);

/// Builds it and compares. Skipped where there is no such crate.
pub fn run(checkout: &Checkout, built: &Built) -> Result<Checked> {
    let manifest = checkout.at("tests/wasm/Cargo.toml");
    if !manifest.exists() {
        return Ok(Checked::Skipped("there is no tests/wasm yet".to_owned()));
    }
    let folder = checkout.target("xtask/wire-in-wasm");
    front::build_other(checkout, &manifest, &folder)?;
    let mut node = checkout.command(npm::modern_node(checkout)?);
    node.arg("tests/wasm/agree.mjs")
        .arg(folder)
        .arg(&built.yucan);
    process::run_within(LIMIT, &mut node)?;
    Ok(Checked::Passed)
}
