//! `cargo xtask bench`: the program in `tests/bench`, a workspace of its own so that no yardstick reaches the
//! product's lock file. It is told by `YUCAN_BIN`, `YUCAN_SITE` and `YUCAN_XTASK` where things lie.

use crate::build::{self, Mode};
use crate::checkout::Checkout;
use crate::process;
use anyhow::Result;

/// The figure whose yardstick takes eleven minutes of a processor to build; the others do without it.
const SLOW_TO_BUILD: &str = "zen";

/// Builds what is deployed, then measures it: every figure, or those that the words choose.
pub fn run(checkout: &Checkout, rest: &[String]) -> Result<()> {
    let built = build::run(checkout, Mode::Release)?;
    let mut cargo = checkout.cargo();
    built.tell(&mut cargo);
    let mut words = rest.iter().filter(|word| !word.starts_with("--"));
    let is_slow = words.clone().count() == 0 || words.any(|word| word == SLOW_TO_BUILD);
    cargo
        .env("YUCAN_XTASK", std::env::current_exe()?)
        .args([
            "run",
            "--release",
            "--manifest-path",
            "tests/bench/Cargo.toml",
        ])
        .args((!is_slow).then_some("--no-default-features"))
        .arg("--")
        .args(rest);
    process::run(&mut cargo)
}
