//! What a phone loads for the check: WebAssembly and glue against an empty island of Leptos, and whether old engines
//! take it.

use crate::places::{Places, read};
use crate::rounds::Effort;
use crate::table::Row;
use anyhow::{Context, Result};
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;

/// What the check may cost, in Brotli.
const LIMIT_BYTES: f64 = 64.0 * 1024.0;
/// The portal's languages: a phone loads the island of one.
const LANGUAGES: [&str; 2] = ["zh", "en"];

/// Measures. Every figure here is a count, so effort changes nothing.
pub fn measure(places: &Places, _: Effort) -> Result<Vec<Row>> {
    let sizes = |files: [PathBuf; 2]| -> Result<usize> {
        files.iter().map(|file| brotli(&fs::read(file)?)).sum()
    };
    let mut ours = 0;
    for language in LANGUAGES {
        let file = |kind| places.site_file(&format!("front.{language}.{kind}"));
        ours = ours.max(sizes([file("wasm")?, file("js")?])?);
    }
    let boot = brotli(&fs::read(places.site_file("boot.js")?)?)?;
    let empty = empty_island(places)?;
    let empty = sizes([empty.join("front.wasm"), empty.join("front.js")])?;
    let row = Row::told(
        "/check: WebAssembly and glue of the heavier language, Brotli, law of every area included",
        format!("{ours} B"),
        format!("{empty} B, an empty island of Leptos"),
        format!("{:.2} ×", ours as f64 / empty as f64),
    );
    let boot = Row::told(
        "… and the script that wakes it",
        format!("{boot} B"),
        "–",
        "",
    );
    Ok(vec![row.at_most(LIMIT_BYTES, "B", ours as f64), boot])
}

/// Brotli as the site is compressed.
fn brotli(content: &[u8]) -> Result<usize> {
    let mut out = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut out, 1 << 16, 11, 24);
    writer.write_all(content)?;
    drop(writer);
    Ok(out.len())
}

/// The empty island, made by the steps that make ours.
fn empty_island(places: &Places) -> Result<PathBuf> {
    let out = places.at("tests/bench/target/empty-island");
    let manifest = places.at("tests/bench/empty-island/Cargo.toml");
    read(places.xtask().arg("islands").arg(manifest).arg(&out))?;
    Ok(out)
}

/// Whether `wasm-opt` takes it that knows the first WebAssembly and mutable globals and nothing more.
pub fn measure_engines(places: &Places, _: Effort) -> Result<Vec<Row>> {
    let features = ["--mvp-features", "--enable-mutable-globals"];
    let mut is_accepted = true;
    for language in LANGUAGES {
        let wasm = places.site_file(&format!("front.{language}.wasm"))?;
        let mut wasm_opt = Command::new(places.at("xtask/npm/node_modules/.bin/wasm-opt"));
        wasm_opt.args(features).arg(&wasm).args(["-o", "/dev/null"]);
        let output = wasm_opt.output().context("cannot start wasm-opt")?;
        is_accepted &= output.status.success();
    }
    let row = Row::told(
        "shipped WebAssembly: the first version with mutable globals",
        if is_accepted { "accepted" } else { "refused" },
        format!("wasm-opt {}", features.join(" ")),
        "",
    );
    Ok(vec![row.is("accepted", is_accepted)])
}
