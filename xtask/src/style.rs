//! The style sheets as one file: bundled from `style/main.css`, made small, written so that old engines read it.
//! A sheet that does not parse fails the build; it is never served as it stands.

use crate::checkout::Checkout;
use crate::kept;
use anyhow::{Context, Result, anyhow};
use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::printer::PrinterOptions;
use lightningcss::stylesheet::{MinifyOptions, ParserOptions};
use lightningcss::targets::{Browsers, Targets};
use std::fs;
use std::path::Path;
use walkdir::WalkDir;

/// Gives the text of `main.css` as it is served.
pub fn build(checkout: &Checkout) -> Result<Vec<u8>> {
    let mut sources = Vec::new();
    for entry in WalkDir::new(checkout.at("style")).sort_by_file_name() {
        let entry = entry?;
        if entry.file_type().is_file() {
            sources.push(entry.path().as_os_str().as_encoded_bytes().to_vec());
            sources.push(fs::read(entry.path())?);
        }
    }
    let inputs: Vec<&[u8]> = sources.iter().map(Vec::as_slice).collect();
    let folder = kept::fetch(checkout, "style", &inputs, |folder| {
        let text = bundle(&checkout.at("style/main.css"))?;
        Ok(fs::write(folder.join("main.css"), text)?)
    })?;
    Ok(fs::read(folder.join("main.css"))?)
}

fn bundle(main: &Path) -> Result<String> {
    let files = FileProvider::new();
    let mut bundler = Bundler::new(&files, None, ParserOptions::default());
    let mut sheet = bundler
        .bundle(main)
        .map_err(|error| anyhow!("{error}"))
        .context("a style sheet does not parse")?;
    let targets = targets();
    sheet
        .minify(MinifyOptions {
            targets,
            ..MinifyOptions::default()
        })
        .map_err(|error| anyhow!("{error}"))?;
    let printed = sheet
        .to_css(PrinterOptions {
            minify: true,
            targets,
            ..PrinterOptions::default()
        })
        .map_err(|error| anyhow!("{error}"))?;
    Ok(printed.code)
}

/// The engines that the script is made for as well: the first that know modules.
fn targets() -> Targets {
    let version = |major: u32| Some(major << 16);
    Targets::from(Browsers {
        chrome: version(61),
        android: version(61),
        safari: version(11),
        ios_saf: version(11),
        ..Browsers::default()
    })
}
