//! The program as it was at an earlier commit, for what must hold between two versions. It is built once, from a copy of
//! that commit's tree, beside what is built here: what both depend on is compiled for both.

use crate::checkout::Checkout;
use crate::process;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A commit by its first digits; they name the folder.
const DIGITS: &str = "--abbrev=12";

/// The first program of the main line that knew the tables of today, and so the oldest that may run beside this one: one
/// that knows fewer is refused when it starts. `None`, said aloud, where there is no history to take it from.
pub fn build(checkout: &Checkout) -> Result<Option<PathBuf>> {
    let mut log = checkout.command("git");
    log.args(["log", "-1", "--first-parent", DIGITS, "--format=%h"]);
    log.args(["--", "registry/migrations"]);
    let commit = process::read(&mut log).unwrap_or_default();
    let commit = commit.trim();
    if commit.is_empty() {
        println!("         there is no history here: no older version to try beside this one");
        return Ok(None);
    }
    let folder = checkout.target(Path::new("older").join(commit));
    let program = folder.join("yucan");
    if program.exists() {
        return Ok(Some(program));
    }
    println!("\n== the version of {commit}");
    let tree = folder.join("tree");
    copy_tree(checkout, commit, &tree)?;
    let mut cargo = checkout.cargo();
    cargo
        .current_dir(&tree)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("CARGO_BUILD_BUILD_DIR", checkout.target(""))
        // cargo tells a workspace's own crates from another's of the same names by who compiles them
        .env("RUSTC_WORKSPACE_WRAPPER", "env")
        .args(["build", "--package", "server", "--bin", "yucan"]);
    process::run(&mut cargo)?;
    // last, so that a build that was broken off is begun again
    fs::rename(folder.join("target/debug/yucan"), &program)?;
    fs::remove_dir_all(&tree)?;
    Ok(Some(program))
}

/// Writes what was committed, and nothing that git keeps of its own.
fn copy_tree(checkout: &Checkout, commit: &str, tree: &Path) -> Result<()> {
    fs::create_dir_all(tree)?;
    let mut archive = checkout.command("git");
    archive.args(["archive", commit]).stdout(Stdio::piped());
    let mut archive = archive.spawn().context("cannot start git")?;
    let packed = archive.stdout.take().context("git says nothing")?;
    let mut unpack = Command::new("tar");
    // as of now: a file as old as its commit would seem to have been compiled already
    unpack.args(["-x", "--touch", "-C"]).arg(tree).stdin(packed);
    process::run(&mut unpack)?;
    anyhow::ensure!(archive.wait()?.success(), "git archive {commit} failed");
    Ok(())
}
