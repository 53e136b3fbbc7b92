//! `cargo xtask bench`: the program in `tests/bench`, a workspace of its own so that no yardstick reaches the
//! product's lock file. It is told by `YUCAN_BIN`, `YUCAN_SITE` and `YUCAN_XTASK` where things lie.

use crate::build::{self, Mode};
use crate::checkout::Checkout;
use crate::process;
use anyhow::Result;

/// Builds what is deployed, then measures it.
pub fn run(checkout: &Checkout, rest: &[String]) -> Result<()> {
    let built = build::run(checkout, Mode::Release)?;
    let mut cargo = checkout.cargo();
    built.tell(&mut cargo);
    cargo
        .env("YUCAN_XTASK", std::env::current_exe()?)
        .args([
            "run",
            "--release",
            "--manifest-path",
            "tests/bench/Cargo.toml",
            "--",
        ])
        .args(rest);
    process::run(&mut cargo)
}
