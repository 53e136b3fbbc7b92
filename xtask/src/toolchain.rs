//! A Rust that can compile for WebAssembly, which here means one that has the sources of `std`: `std` as it is shipped
//! uses instructions that phones of 2021 refuse, so it is built again without them.
//!
//! Looked for first, then fetched: rustup's own, Debian's `rustc-web`. Every wait has an end.

use crate::checkout::Checkout;
use crate::{debian, process};
use anyhow::{Context, Result, bail};
use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// A closed network lets rustup wait for ever.
const RUSTUP_LIMIT: Duration = Duration::from_secs(20);

const DEBIAN_PACKAGES: [&str; 4] = ["rustc-web", "rust-web-src", "cargo-web", "lld-22"];
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_CARGO: &str = "/usr/bin/cargo";

/// What rustup's cargo tells its children about itself; another toolchain must not hear it.
const RUSTUP_WORDS: [&str; 7] = [
    "RUSTUP_TOOLCHAIN",
    "RUSTC",
    "RUSTDOC",
    "CARGO",
    "LD_LIBRARY_PATH",
    "CARGO_BUILD_TARGET",
    "CARGO_ENCODED_RUSTFLAGS",
];

/// A cargo and a rustc with the sources of `std`, and a linker where they have none of their own.
pub struct Toolchain {
    cargo: PathBuf,
    rustc: PathBuf,
    linker: Option<PathBuf>,
    /// `rustc --version`, with whose it is.
    pub name: String,
}

impl Toolchain {
    /// `cargo build` for wasm32 with a `std` of plain WebAssembly and mutable globals.
    pub fn build(&self, checkout: &Checkout) -> Command {
        let mut command = checkout.command(&self.cargo);
        for word in RUSTUP_WORDS {
            command.env_remove(word);
        }
        // rustup's `rustc` stands first in the path of its children
        let mut path = OsString::from(self.rustc.parent().expect("rustc lies in a folder"));
        path.push(":");
        path.push(env::var_os("PATH").unwrap_or_default());
        command
            .env("PATH", path)
            .env("RUSTC", &self.rustc)
            .env("RUSTC_BOOTSTRAP", "1")
            .env("RUSTFLAGS", "-Ctarget-cpu=mvp -Zlocation-detail=none");
        if let Some(linker) = &self.linker {
            command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
        }
        command
            .args(["build", "--target", "wasm32-unknown-unknown"])
            .arg("-Zbuild-std=std,panic_abort")
            // sorts and searches that are short rather than quick
            .arg("-Zbuild-std-features=optimize_for_size")
            .arg("--target-dir")
            .arg(checkout.wasm_target());
        command
    }
}

/// What is there, else what can be had. Fails with the one command to type.
pub fn find_or_get() -> Result<Toolchain> {
    if let Some(found) = rustups().or_else(debians) {
        return Ok(found);
    }
    println!("         no Rust here can compile for WebAssembly yet");
    if debian::is_here() {
        match get_debians() {
            Ok(found) => return Ok(found),
            Err(why) => println!("         Debian's packages cannot be had: {why:#}"),
        }
    }
    get_rustups().context(
        "please run it yourself, then start again: rustup component add rust-src \
         (without rustup: install Rust's sources from where your Rust came)",
    )
}

/// The toolchain that runs this program, if it has the sources.
fn rustups() -> Option<Toolchain> {
    let rustc = env::var_os("RUSTC").map_or_else(|| PathBuf::from("rustc"), PathBuf::from);
    let sysroot = sysroot_with_sources(&rustc)?;
    let rustc = sysroot.join("bin/rustc");
    let cargo = sysroot.join("bin/cargo");
    let name = format!("{}, this one", version(&rustc)?);
    cargo.exists().then_some(Toolchain {
        cargo,
        rustc,
        linker: None,
        name,
    })
}

/// Debian's, if it is there, new enough and whole.
fn debians() -> Option<Toolchain> {
    let rustc = PathBuf::from(DEBIAN_RUSTC);
    let cargo = PathBuf::from(DEBIAN_CARGO);
    let version = version(&rustc)?;
    let number = version.strip_prefix("rustc ")?.split(' ').next()?;
    if !is_new_enough(number) || !cargo.exists() {
        return None;
    }
    sysroot_with_sources(&rustc)?;
    let linker = debian_linker()?;
    Some(Toolchain {
        cargo,
        rustc,
        linker: Some(linker),
        name: format!("{version}, Debian's"),
    })
}

fn get_debians() -> Result<Toolchain> {
    if !debian::candidate(DEBIAN_PACKAGES[0]).is_some_and(|version| is_new_enough(&version)) {
        debian::update()?;
    }
    let offered = debian::candidate(DEBIAN_PACKAGES[0]).context("the archive has no rustc-web")?;
    if !is_new_enough(&offered) {
        bail!(
            "the archive's rustc-web is {offered}; {} is needed",
            env!("CARGO_PKG_RUST_VERSION")
        );
    }
    // a list of packages that is a day old names files that are gone
    debian::install(&DEBIAN_PACKAGES)
        .or_else(|_| debian::update().and_then(|()| debian::install(&DEBIAN_PACKAGES)))?;
    debians().context("its packages are installed, but they cannot compile for WebAssembly")
}

fn get_rustups() -> Result<Toolchain> {
    println!("         rustup component add rust-src");
    process::run_within(
        RUSTUP_LIMIT,
        Command::new("rustup").args(["component", "add", "rust-src"]),
    )?;
    rustups().context("rustup has added the sources, but rustc does not find them")
}

fn sysroot_with_sources(rustc: &Path) -> Option<PathBuf> {
    let printed = process::read(Command::new(rustc).args(["--print", "sysroot"])).ok()?;
    let sysroot = PathBuf::from(printed.trim());
    let sources = sysroot.join("lib/rustlib/src/rust/library/Cargo.lock");
    sources.exists().then_some(sysroot)
}

fn version(rustc: &Path) -> Option<String> {
    let printed = process::read(Command::new(rustc).arg("--version")).ok()?;
    let (version, _) = printed.split_once(" (").unwrap_or((printed.trim(), ""));
    Some(version.to_owned())
}

/// Compares major and minor with the workspace's own least version; `1.96.0+dfsg1-1` is 1.96.
fn is_new_enough(version: &str) -> bool {
    let minor = |text: &str| -> Option<(u32, u32)> {
        let mut numbers = text.split('.').map(str::parse);
        Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
    };
    minor(version) >= minor(env!("CARGO_PKG_RUST_VERSION"))
}

/// Debian's rustc brings no linker for WebAssembly; the newest lld does.
fn debian_linker() -> Option<PathBuf> {
    let versions = (16..40).rev();
    let mut lld =
        versions.map(|number| PathBuf::from(format!("/usr/lib/llvm-{number}/bin/wasm-ld")));
    lld.find(|linker| linker.exists()).or_else(|| {
        let own = PathBuf::from("/usr/bin/rust-lld");
        own.exists().then_some(own)
    })
}
