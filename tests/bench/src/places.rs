//! Where things lie: the built portal, its site, this crate.

use anyhow::{Context, Result};
use serde_json::Value;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is measured, and with what.
pub struct Places {
    /// The server's program, `YUCAN_BIN` or as `cargo xtask build --release` leaves it.
    pub yucan: PathBuf,
    /// What it serves, `YUCAN_SITE` likewise.
    pub site: PathBuf,
    /// The checkout.
    pub root: PathBuf,
}

impl Places {
    /// Finds them. Fails where nothing was built yet.
    pub fn find() -> Result<Places> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .ancestors()
            .nth(2)
            .context("the crate stands in tests/ of a checkout")?
            .to_path_buf();
        let told = |name: &str, usual: &str| {
            env::var_os(name).map_or_else(|| root.join(usual), PathBuf::from)
        };
        let (yucan, site) = (
            told("YUCAN_BIN", "target/release/yucan"),
            told("YUCAN_SITE", "target/site"),
        );
        for built in [&yucan, &site] {
            anyhow::ensure!(
                built.exists(),
                "{} is not there; run `cargo xtask build --release`",
                built.display()
            );
        }
        Ok(Places { yucan, site, root })
    }

    /// A file of the checkout.
    pub fn at(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// The file of the site behind a file's own name, such as `front.zh.wasm`.
    pub fn site_file(&self, name: &str) -> Result<PathBuf> {
        let manifest =
            fs::read(self.site.join("manifest.json")).context("the site has no manifest")?;
        let manifest: Value = serde_json::from_slice(&manifest)?;
        let url = manifest[name]
            .as_str()
            .with_context(|| format!("the site has no {name}"))?;
        Ok(self.site.join(url.trim_start_matches('/')))
    }

    /// A program of the system; the package that brings it is installed where it is missing.
    pub fn need(&self, program: &str, package: &str) -> Result<PathBuf> {
        if let Some(found) = find(program) {
            return Ok(found);
        }
        run(self.xtask().args(["get", package]))?;
        find(program).with_context(|| format!("{package} is installed, but brings no {program}"))
    }

    /// A command of `cargo xtask`: `YUCAN_XTASK` where that started us.
    pub fn xtask(&self) -> Command {
        let mut command = match env::var_os("YUCAN_XTASK") {
            Some(program) => Command::new(program),
            None => {
                let mut cargo = Command::new("cargo");
                cargo.arg("xtask");
                cargo
            }
        };
        command.current_dir(&self.root);
        command
    }
}

/// Looks for a program in the path, and where Debian puts servers, which is in nobody's path but the superuser's.
fn find(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .chain([PathBuf::from("/usr/sbin")])
        .map(|folder| folder.join(program))
        .find(|file| file.exists())
}

/// Runs a program to its end; what it says goes where ours goes.
pub fn run(command: &mut Command) -> Result<()> {
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command
        .status()
        .with_context(|| format!("cannot start {program}"))?;
    anyhow::ensure!(status.success(), "{program} ended with {status}");
    Ok(())
}

/// Runs a program to its end and gives what it printed; fails with what it complained.
pub fn read(command: &mut Command) -> Result<String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command
        .output()
        .with_context(|| format!("cannot start {program}"))?;
    anyhow::ensure!(
        output.status.success(),
        "{program} ended with {}: {}",
        output.status,
        String::from_utf8_lossy(&output.stderr).trim()
    );
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
