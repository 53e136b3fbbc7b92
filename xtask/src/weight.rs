//! Where the bytes of the WebAssembly come from, printed when they are too many: the crates and the functions that
//! weigh most, before `wasm-opt` takes its share.

use crate::checkout::Checkout;
use crate::front;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fs;
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

/// How many crates and functions are worth reading.
const CRATES: usize = 12;
const FUNCTIONS: usize = 25;

/// A function's text in bytes, and its path as Rust writes it.
struct Function {
    bytes: usize,
    path: String,
}

/// Prints the last compiled islands by weight.
pub fn print(checkout: &Checkout) -> Result<()> {
    let raw = front::raw_file(checkout);
    let raw = fs::read(raw).context("there is no WebAssembly yet; build first")?;
    // the compiler's own file still holds what it tells wasm-bindgen
    let (functions, data_bytes) = read(&front::bind_with_names(&raw)?)?;
    let mut crates: BTreeMap<&str, usize> = BTreeMap::new();
    for function in &functions {
        *crates.entry(crate_of(&function.path)).or_default() += function.bytes;
    }
    let mut crates: Vec<_> = crates.into_iter().collect();
    crates.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    println!("{data_bytes:>9} bytes of data");
    for (name, bytes) in crates.iter().take(CRATES) {
        println!("{bytes:>9} bytes of code   {name}");
    }
    println!("the functions that weigh most:");
    for function in functions.iter().take(FUNCTIONS) {
        let path: String = function.path.chars().take(160).collect();
        println!("{:>9} {path}", function.bytes);
    }
    Ok(())
}

/// Gives the functions, heaviest first, and the bytes of the data section.
fn read(wasm: &[u8]) -> Result<(Vec<Function>, usize)> {
    let mut imported = 0;
    let mut data_bytes = 0;
    let mut bodies = Vec::new();
    let mut names = BTreeMap::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::DataSection(data) => data_bytes = data.range().len(),
            Payload::CodeSectionEntry(body) => bodies.push(body.range().len()),
            Payload::CustomSection(section) => {
                let KnownCustom::Name(sections) = section.as_known() else {
                    continue;
                };
                for section in sections {
                    let Name::Function(map) = section? else {
                        continue;
                    };
                    for naming in map {
                        let naming = naming?;
                        names.insert(naming.index, naming.name);
                    }
                }
            }
            _ => {}
        }
    }
    let mut functions: Vec<Function> = (imported..)
        .zip(bodies)
        .map(|(index, bytes)| {
            let name = names.get(&index).copied().unwrap_or("?");
            let path = format!("{:#}", rustc_demangle::demangle(name));
            Function { bytes, path }
        })
        .collect();
    functions.sort_by_key(|function| std::cmp::Reverse(function.bytes));
    Ok((functions, data_bytes))
}

/// `app` of `<app::islands::Live>::draw`.
fn crate_of(path: &str) -> &str {
    let path = path.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    path.split(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .next()
        .unwrap_or(path)
}
