//! The islands as WebAssembly with their glue: compiled by the toolchain, bound by wasm-bindgen as a library, and for
//! release made small by `wasm-opt` and `esbuild`.

use crate::build::Mode;
use crate::checkout::Checkout;
use crate::npm::Tools;
use crate::progress::{quick_step, step};
use crate::toolchain::Toolchain;
use crate::{kept, process, toolchain};
use anyhow::{Context, Result, ensure};
use memchr::memmem;
use rustsec::Lockfile;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// The languages of the portal's pages. A page has one, and loads the words of no other.
pub const LANGUAGES: [&str; 2] = ["zh", "en"];

/// As many as wasm-bindgen's hashes have.
const HASH_DIGITS: usize = 16;

/// What a page with an island loads: the glue and the WebAssembly.
#[derive(Clone)]
pub struct Front {
    folder: PathBuf,
}

impl Front {
    /// The glue: an ES module whose exports are `default`, `hydrate` and one function for each island.
    pub fn glue(&self) -> Result<Vec<u8>> {
        Ok(fs::read(self.folder.join("front.js"))?)
    }

    /// The WebAssembly that the glue starts.
    pub fn wasm(&self) -> Result<Vec<u8>> {
        Ok(fs::read(self.folder.join("front.wasm"))?)
    }
}

/// Builds the portal's own `front`, one for each of [`LANGUAGES`]; in a hurry one that speaks both, for either.
pub fn build(checkout: &Checkout, mode: Mode) -> Result<[Front; LANGUAGES.len()]> {
    let toolchain = quick_step("finding a Rust for WebAssembly", toolchain::find_or_get)?;
    println!("         {}", toolchain.name);
    let of = |features: &[&str]| {
        let manifest = checkout.at("front/Cargo.toml");
        build_crate(checkout, &toolchain, &manifest, features, mode)
    };
    match mode {
        Mode::Dev => of(&[]).map(|both| [both.clone(), both]),
        Mode::Release => Ok([of(&["only-zh"])?, of(&["only-en"])?]),
    }
}

/// Builds another crate's islands by the same steps, as for release, into `out`.
pub fn build_other(checkout: &Checkout, manifest: &Path, out: &Path) -> Result<()> {
    let toolchain = toolchain::find_or_get()?;
    let front = build_crate(
        checkout,
        &toolchain,
        &manifest.canonicalize()?,
        &[],
        Mode::Release,
    )?;
    fs::create_dir_all(out)?;
    fs::write(out.join("front.js"), front.glue()?)?;
    fs::write(out.join("front.wasm"), front.wasm()?)?;
    Ok(())
}

fn build_crate(
    checkout: &Checkout,
    toolchain: &Toolchain,
    manifest: &Path,
    features: &[&str],
    mode: Mode,
) -> Result<Front> {
    let raw = step("compiling the islands for WebAssembly", || {
        compile(checkout, toolchain, manifest, features)
    })?;
    let folder = quick_step("binding the islands to their glue", || match mode {
        Mode::Dev => kept::fetch(checkout, "front-dev", &[&raw], |folder| {
            let bound = bind(&raw)?;
            fs::write(folder.join("front.js"), bound.glue)?;
            Ok(fs::write(folder.join("front.wasm"), bound.wasm)?)
        }),
        Mode::Release => {
            let tools = Tools::ready(checkout)?;
            kept::fetch(checkout, "front-release", &[&raw, &tools.lock], |folder| {
                let mut bound = bind(&raw)?;
                bound.number_imports();
                fs::write(
                    folder.join("front.js"),
                    tools.minify(bound.glue.as_bytes())?,
                )?;
                optimise(&tools, &bound.wasm, folder)
            })
        }
    })?;
    Ok(Front { folder })
}

/// Gives the raw WebAssembly, with the sections that wasm-bindgen reads.
fn compile(
    checkout: &Checkout,
    toolchain: &Toolchain,
    manifest: &Path,
    features: &[&str],
) -> Result<Vec<u8>> {
    check_versions(checkout, manifest)?;
    let mut cargo = toolchain.build(checkout);
    // a panic ends the island without a message: nobody reads it on a phone, and its text is a third of the bytes
    cargo
        .args(["--profile", "wasm", "--locked", "-Zpanic-immediate-abort"])
        .args(["--config", "profile.wasm.panic=\"immediate-abort\""])
        .args(["--features", &features.join(",")])
        .arg("--manifest-path")
        .arg(manifest);
    process::run(&mut cargo)?;
    let package = package_name(manifest)?.replace('-', "_");
    Ok(fs::read(made(checkout, &package))?)
}

/// What the compiler makes of the portal's `front`, with the names of its functions.
pub fn raw_file(checkout: &Checkout) -> PathBuf {
    made(checkout, "front")
}

fn made(checkout: &Checkout, package: &str) -> PathBuf {
    let file = format!("wasm32-unknown-unknown/wasm/{package}.wasm");
    checkout.wasm_target().join(file)
}

struct Bound {
    glue: String,
    wasm: Vec<u8>,
}

impl Bound {
    /// Puts a number, as long, in place of the hash that the name of an import ends in: nothing compresses a hash, and
    /// each stands on both sides.
    fn number_imports(&mut self) {
        let names: BTreeSet<String> = self
            .glue
            .split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
            .filter(|word| word.starts_with("__wbg_") && hashless(word).is_some())
            .map(str::to_owned)
            .collect();
        for (number, name) in names.iter().enumerate() {
            let stem = hashless(name).expect("it was kept for its hash");
            let numbered = format!("{stem}{number:0HASH_DIGITS$}");
            self.glue = self.glue.replace(name, &numbered);
            let places: Vec<usize> = memmem::find_iter(&self.wasm, name).collect();
            for place in places {
                self.wasm[place..place + name.len()].copy_from_slice(numbered.as_bytes());
            }
        }
    }
}

/// What stands before the hash of an import's name.
fn hashless(name: &str) -> Option<&str> {
    let (stem, hash) = name.split_at_checked(name.len().checked_sub(HASH_DIGITS)?)?;
    let is_hash = hash.bytes().all(|digit| digit.is_ascii_hexdigit());
    (stem.ends_with('_') && is_hash).then_some(stem)
}

/// The bound WebAssembly with the names of its functions, as Rust writes them.
pub fn bind_with_names(raw: &[u8]) -> Result<Vec<u8>> {
    let mut output = binder(raw)?
        .remove_name_section(false)
        .demangle(false)
        .generate_output()?;
    Ok(output.wasm_mut().emit_wasm())
}

fn binder(raw: &[u8]) -> Result<Bindgen> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_bytes("front", raw.to_vec())
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true);
    Ok(bindgen)
}

fn bind(raw: &[u8]) -> Result<Bound> {
    let mut output = binder(raw)?.generate_output()?;
    ensure!(
        output.snippets().values().all(Vec::is_empty) && output.local_modules().is_empty(),
        "a crate brings JavaScript of its own; the page would have to load it as well"
    );
    Ok(Bound {
        glue: output.js().to_owned(),
        wasm: output.wasm_mut().emit_wasm(),
    })
}

fn optimise(tools: &Tools, wasm: &[u8], folder: &Path) -> Result<()> {
    let bound = folder.join("bound.wasm");
    fs::write(&bound, wasm)?;
    let mut command = tools.wasm_opt();
    command
        .args(["-Oz", "--converge"])
        // nobody reads what memory holds before it is written, nor the first kilobyte, where the stack would end
        .args(["--zero-filled-memory", "--low-memory-unused"])
        .args([
            "--strip-debug",
            "--strip-producers",
            "--strip-target-features",
        ])
        .arg("-o")
        .args([folder.join("front.wasm"), bound.clone()]);
    process::run(&mut command)?;
    Ok(fs::remove_file(bound)?)
}

/// Glue and runtime speak one language only at one version.
fn check_versions(checkout: &Checkout, manifest: &Path) -> Result<()> {
    let lock = manifest
        .ancestors()
        .skip(1)
        .map(|folder| folder.join("Cargo.lock"))
        .find(|lock| lock.exists())
        .context("there is no Cargo.lock")?;
    let runtime = locked_version(&lock, "wasm-bindgen")?;
    let binder = locked_version(&checkout.at("Cargo.lock"), "wasm-bindgen-cli-support")?;
    ensure!(
        runtime == binder,
        "{} has wasm-bindgen {runtime}, the glue is made by {binder}",
        lock.display()
    );
    Ok(())
}

fn locked_version(lock: &Path, package: &str) -> Result<String> {
    let packages = Lockfile::load(lock)?.packages;
    let found = packages.iter().find(|one| one.name.as_str() == package);
    let found = found.with_context(|| format!("{} has no {package}", lock.display()))?;
    Ok(found.version.to_string())
}

fn package_name(manifest: &Path) -> Result<String> {
    let text = fs::read_to_string(manifest)?;
    let table: toml::Table = text.parse()?;
    let name = table.get("package").and_then(|package| package.get("name"));
    Ok(name
        .and_then(toml::Value::as_str)
        .with_context(|| format!("{} names no package", manifest.display()))?
        .to_owned())
}
