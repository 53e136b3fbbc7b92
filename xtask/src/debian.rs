//! Packages of Debian and Ubuntu, for machines that have nothing but Rust. On other systems this is never reached.

use crate::process;
use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

const UPDATE_LIMIT: Duration = Duration::from_secs(180);
const INSTALL_LIMIT: Duration = Duration::from_secs(600);

/// Whether this system has apt.
pub fn is_here() -> bool {
    Path::new("/etc/debian_version").exists() && Path::new("/usr/bin/apt-get").exists()
}

/// The version that apt would install, if it knows one; the list may be old until `update` ran.
pub fn candidate(package: &str) -> Option<String> {
    let policy = process::read(Command::new("apt-cache").args(["policy", package])).ok()?;
    let version = policy
        .lines()
        .find_map(|line| line.trim().strip_prefix("Candidate: "))?;
    (version != "(none)").then(|| version.to_owned())
}

/// Asks the archive for its list of packages.
pub fn update() -> Result<()> {
    println!("         apt-get update");
    twice(|| process::run_within(UPDATE_LIMIT, apt()?.args(["-qq", "update"])))
}

/// Installs packages. Fails, naming the command to type, where that needs a password or the archive does not answer.
pub fn install(packages: &[&str]) -> Result<()> {
    let typed = format!(
        "apt-get install -y --no-install-recommends {}",
        packages.join(" ")
    );
    println!("         {typed}");
    twice(|| {
        let mut command = apt()?;
        command.args(["-qq", "install", "-y", "--no-install-recommends"]);
        process::run_within(INSTALL_LIMIT, command.args(packages))
    })
    .with_context(|| format!("please run it yourself: sudo apt-get update && sudo {typed}"))
}

/// Gets packages that are missing, with a list that is new. Fails, naming them, on a system without apt.
pub fn get(packages: &[String]) -> Result<()> {
    let packages: Vec<&str> = packages.iter().map(String::as_str).collect();
    if !is_here() {
        bail!("please install what Debian calls {}", packages.join(" "));
    }
    println!("         no {} here yet", packages.join(" "));
    update()?;
    install(&packages)
}

/// apt-get as root, with its own waits bounded as well.
fn apt() -> Result<Command> {
    let mut command = if rustix::process::geteuid().is_root() {
        Command::new("apt-get")
    } else if process::is_there(Command::new("sudo").args(["-n", "true"])) {
        let mut sudo = Command::new("sudo");
        sudo.args(["-n", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        sudo
    } else {
        bail!("installing packages needs root");
    };
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .env("DEBIAN_FRONTEND", "noninteractive")
        .args(["-o", "Acquire::http::Timeout=20"])
        .args(["-o", "Acquire::Retries=1"])
        .args(["-o", "DPkg::Lock::Timeout=120"]);
    Ok(command)
}

/// An archive's mirror that stumbles once usually answers the second time.
fn twice(mut work: impl FnMut() -> Result<()>) -> Result<()> {
    work().or_else(|first| {
        println!("         once more, after: {first:#}");
        work()
    })
}
