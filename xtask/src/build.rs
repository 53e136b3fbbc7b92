//! `cargo xtask build`: the WebAssembly, the styles, the site, the server.

use crate::checkout::Checkout;
use crate::front::{self, Front};
use crate::progress::{quick_step, step};
use crate::site::{self, Site};
use crate::{process, style};
use anyhow::{Context, Result, bail};
use memchr::memmem;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Quick to make, or good to deploy.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Nothing is optimised beyond what the compiler does, nothing compressed; needs no Node.
    Dev,
    /// As deployed.
    Release,
}

impl Mode {
    /// What `--release` means.
    pub fn from_flag(is_release: bool) -> Self {
        if is_release { Self::Release } else { Self::Dev }
    }
}

/// What a build leaves behind.
pub struct Built {
    /// The server's program.
    pub yucan: PathBuf,
    /// What it serves.
    pub site: Site,
}

impl Built {
    /// Tells a program by its environment where the built things lie: `YUCAN_BIN` and `YUCAN_SITE`.
    pub fn tell(&self, command: &mut Command) {
        command
            .env("YUCAN_BIN", &self.yucan)
            .env("YUCAN_SITE", &self.site.folder);
    }
}

/// Whose compilation the server is taken from.
#[derive(Clone, Copy)]
enum Server {
    /// Its own.
    Own(Mode),
    /// That of the tests of all packages, whose libraries have features that it alone would not ask for: nothing is
    /// compiled where they ran, and minutes' worth where they did not.
    OfTests,
}

/// Builds everything that is served and what serves it.
pub fn run(checkout: &Checkout, mode: Mode) -> Result<Built> {
    build(checkout, mode, Server::Own(mode))
}

/// Everything that is served as it is deployed, and a server that is not optimised: it does the same, its arithmetic is
/// checked, and optimising it anew would be a quarter of all the tests' time.
pub fn for_tests(checkout: &Checkout, is_after_tests: bool) -> Result<Built> {
    let server = match is_after_tests {
        true => Server::OfTests,
        false => Server::Own(Mode::Dev),
    };
    build(checkout, Mode::Release, server)
}

fn build(checkout: &Checkout, mode: Mode, of: Server) -> Result<Built> {
    let fronts = front::build(checkout, mode)?;
    let style = quick_step("bundling the styles", || style::build(checkout))?;
    let site = quick_step("laying out target/site", || {
        site::assemble(checkout, mode, &fronts, &style)
    })?;
    let yucan = step("compiling the server", || server(checkout, of))?;
    for front in &fronts {
        check_island_names(front, &yucan)?;
    }
    Ok(Built { yucan, site })
}

fn server(checkout: &Checkout, of: Server) -> Result<PathBuf> {
    let (what, folder): (&[&str], _) = match of {
        Server::Own(Mode::Dev) => (&["--package", "server"], "debug"),
        Server::Own(Mode::Release) => (&["--package", "server", "--release"], "release"),
        Server::OfTests => (&["--tests"], "debug"),
    };
    process::run(checkout.cargo().arg("build").args(what))?;
    Ok(checkout
        .target(folder)
        .join(format!("yucan{}", std::env::consts::EXE_SUFFIX)))
}

/// An island's name ends in a hash of its source that two compilers might make differently: then pages would name
/// islands that the glue does not have, and nothing would say so.
fn check_island_names(front: &Front, yucan: &Path) -> Result<()> {
    let server = fs::read(yucan).with_context(|| format!("cannot read {}", yucan.display()))?;
    for island in island_names(&String::from_utf8_lossy(&front.glue()?)) {
        let (stem, _) = island.rsplit_once('_').expect("its name ends in a hash");
        if memmem::find(&server, island.as_bytes()).is_some() {
            continue;
        }
        let stem_of_any = format!("{stem}_");
        let mut same_stem = memmem::find_iter(&server, stem_of_any.as_bytes())
            .map(|at| at + stem.len() + 1)
            .filter(|at| server.get(*at).is_some_and(u8::is_ascii_digit));
        if same_stem.next().is_some() {
            bail!(
                "the server and the WebAssembly name the island {stem} differently; build both with one Rust"
            );
        }
        println!("         no page of the server holds the island {stem}");
    }
    Ok(())
}

/// The glue's words of the form `Name_0123456789`.
fn island_names(glue: &str) -> impl Iterator<Item = &str> {
    glue.split(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .filter(|word| {
            word.starts_with(|first: char| first.is_ascii_uppercase())
                && word.rsplit_once('_').is_some_and(|(_, hash)| {
                    hash.len() > 9 && hash.bytes().all(|digit| digit.is_ascii_digit())
                })
        })
}
