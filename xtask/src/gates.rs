//! What the shipped files must keep to: few bytes, instructions and syntax that the oldest engines read, nothing that
//! takes a reader's larger type away.

use crate::build::Built;
use crate::checkout::Checkout;
use crate::front::LANGUAGES;
use crate::npm::Tools;
use crate::test::Checked;
use crate::{process, site, weight};
use anyhow::{Context, Result, ensure};
use std::fs;

/// WebAssembly and glue in Brotli: what a touch on the check's form may cost.
const ISLAND_LIMIT_BYTES: usize = 64 * 1024;

/// The small scripts of a family's form and file, and what they may cost in Brotli together.
const SMALL_SCRIPTS: [&str; 3] = ["kept.js", "sign.js", "session.js"];
const SMALL_SCRIPTS_LIMIT_BYTES: usize = 25 * 1024;

/// Words that take the reader's type size away, in script or style without its spaces.
const AGAINST_LARGE_TYPE: [&str; 3] = [
    "setFontSizeCallback",
    "text-size-adjust:none",
    "user-scalable=no",
];

/// Words that a strict content security policy refuses.
const AGAINST_POLICY: [&str; 2] = ["new Function(", "eval("];

/// Measures WebAssembly and glue in Brotli; a page loads those of its language.
pub fn bytes(checkout: &Checkout, built: &Built) -> Result<Checked> {
    let mut island_bytes = [0; LANGUAGES.len()];
    let mut small_bytes = 0;
    for name in built.site.names() {
        let content = fs::read(built.site.file(name)?)?;
        let brotli_bytes = site::brotli(&content)?.len();
        println!(
            "{:>9} bytes, {brotli_bytes:>7} in Brotli   {name}",
            content.len()
        );
        if SMALL_SCRIPTS.contains(&name) {
            small_bytes += brotli_bytes;
        }
        for (lang, bytes) in LANGUAGES.iter().zip(&mut island_bytes) {
            if name.starts_with(&format!("front.{lang}.")) {
                *bytes += brotli_bytes;
            }
        }
    }
    let island_bytes = island_bytes.into_iter().max().unwrap_or_default();
    println!(
        "{island_bytes} bytes of WebAssembly and glue in Brotli at most; the limit is {ISLAND_LIMIT_BYTES}"
    );
    if island_bytes > ISLAND_LIMIT_BYTES {
        weight::print(checkout)?;
    }
    ensure!(
        island_bytes <= ISLAND_LIMIT_BYTES,
        "WebAssembly and glue are {} bytes over their limit",
        island_bytes - ISLAND_LIMIT_BYTES
    );
    println!(
        "{small_bytes} bytes of script on a form in Brotli; the limit is {SMALL_SCRIPTS_LIMIT_BYTES}"
    );
    ensure!(
        small_bytes <= SMALL_SCRIPTS_LIMIT_BYTES,
        "a form's scripts are {} bytes over their limit",
        small_bytes - SMALL_SCRIPTS_LIMIT_BYTES
    );
    Ok(Checked::Passed)
}

/// The WebAssembly must validate as the first version with mutable globals.
pub fn plain_wasm(checkout: &Checkout, built: &Built) -> Result<Checked> {
    for name in built.site.names().filter(|name| name.ends_with(".wasm")) {
        let wasm = built.site.file(name)?;
        let mut command = Tools::ready(checkout)?.wasm_opt();
        process::run(command.arg(wasm).args(["-o", "/dev/null"]))
            .with_context(|| format!("{name} has instructions that older phones refuse"))?;
    }
    Ok(Checked::Passed)
}

/// Scripts must parse in the oldest engines; scripts and styles must hold no forbidden word.
pub fn plain_text(checkout: &Checkout, built: &Built) -> Result<Checked> {
    let tools = Tools::ready(checkout)?;
    for name in built.site.names() {
        let (is_script, is_style) = (name.ends_with(".js"), name.ends_with(".css"));
        if !is_script && !is_style {
            continue;
        }
        let content = fs::read(built.site.file(name)?)?;
        let text = String::from_utf8_lossy(&content);
        let dense: String = text.split_whitespace().collect();
        for word in AGAINST_LARGE_TYPE {
            ensure!(!dense.contains(word), "{name} says {word}");
        }
        if is_script {
            tools
                .check_syntax(&content)
                .with_context(|| format!("{name} is too new"))?;
            for word in AGAINST_POLICY {
                ensure!(
                    !text.contains(word),
                    "{name} says {word}, which the policy refuses"
                );
            }
        }
    }
    Ok(Checked::Passed)
}
