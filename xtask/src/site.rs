//! What is served, under `target/site`: `pkg/` with every file under a name that holds its hash, to be kept for ever by
//! browsers; files whose names others know (`robots.txt`) at the root; `manifest.json` from a file's own name to its URL.

use crate::build::Mode;
use crate::checkout::Checkout;
use crate::front::{Front, LANGUAGES};
use crate::kept;
use crate::npm::Tools;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Files of `public/` that others ask for by these names; they keep them.
const KNOWN_NAMES: [&str; 4] = [
    "robots.txt",
    "favicon.ico",
    "manifest.webmanifest",
    ".well-known",
];

/// Endings of what shrinks; pictures and fonts are compressed already.
const COMPRESSED: [&str; 10] = [
    "css",
    "csv",
    "html",
    "ico",
    "js",
    "json",
    "svg",
    "txt",
    "wasm",
    "webmanifest",
];

/// The site's folder and its table: a file's own name (`main.css`) to its URL (`/pkg/main.0123456789ab.css`).
pub struct Site {
    /// The folder that a server is given as `--site`.
    pub folder: PathBuf,
    urls: BTreeMap<String, String>,
}

impl Site {
    /// The file behind a file's own name.
    pub fn file(&self, name: &str) -> Result<PathBuf> {
        let url = self
            .urls
            .get(name)
            .with_context(|| format!("the site has no {name}"))?;
        Ok(self.folder.join(url.trim_start_matches('/')))
    }

    /// Every file's own name.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.urls.keys().map(String::as_str)
    }
}

/// Lays out the site. Files of the site before this one stay, because a page that is open still asks for them.
pub fn assemble(
    checkout: &Checkout,
    mode: Mode,
    fronts: &[Front; LANGUAGES.len()],
    style: &[u8],
) -> Result<Site> {
    let mut site = Site {
        folder: checkout.target("site"),
        urls: BTreeMap::new(),
    };
    fs::create_dir_all(site.folder.join("pkg"))?;
    for (lang, front) in LANGUAGES.iter().zip(fronts) {
        site.add_hashed(&format!("front.{lang}.js"), &front.glue()?)?;
        site.add_hashed(&format!("front.{lang}.wasm"), &front.wasm()?)?;
    }
    site.add_hashed("main.css", style)?;
    let public = checkout.at("public");
    for entry in WalkDir::new(&public).sort_by_file_name() {
        let entry = entry?;
        if !entry.file_type().is_file() {
            continue;
        }
        let name = entry.path().strip_prefix(&public)?;
        let content = fs::read(entry.path())?;
        site.add_public(checkout, mode, name, content)?;
    }
    if mode == Mode::Release {
        site.compress()?;
    }
    site.replace_manifest()?;
    Ok(site)
}

impl Site {
    fn add_public(
        &mut self,
        checkout: &Checkout,
        mode: Mode,
        path: &Path,
        content: Vec<u8>,
    ) -> Result<()> {
        let name = path
            .to_str()
            .context("names in public/ are plain text")?
            .to_owned();
        if KNOWN_NAMES.iter().any(|known| path.starts_with(known)) {
            let file = self.folder.join(path);
            fs::create_dir_all(file.parent().expect("it lies in the site"))?;
            write_if_changed(&file, &content)?;
            self.urls.insert(name.clone(), format!("/{name}"));
            return Ok(());
        }
        let is_script = path.extension().is_some_and(|ending| ending == "js");
        let content = match mode {
            Mode::Release if is_script => minified(checkout, &content)
                .with_context(|| format!("public/{name} cannot be minified"))?,
            _ => content,
        };
        self.add_hashed(&name, &content)
    }

    fn add_hashed(&mut self, name: &str, content: &[u8]) -> Result<()> {
        let (stem, ending) = name
            .rsplit_once('.')
            .with_context(|| format!("{name} has no ending"))?;
        let hashed = format!("pkg/{stem}.{}.{ending}", kept::hash(&[content]));
        let file = self.folder.join(&hashed);
        fs::create_dir_all(file.parent().expect("it lies in the site"))?;
        write_if_changed(&file, content)?;
        self.urls.insert(name.to_owned(), format!("/{hashed}"));
        Ok(())
    }

    /// Brotli and gzip beside each file. A twin under a hashed name is never out of date.
    fn compress(&self) -> Result<()> {
        for name in self.names() {
            let file = self.file(name)?;
            let ending = file
                .extension()
                .and_then(|ending| ending.to_str())
                .unwrap_or("");
            if !COMPRESSED.contains(&ending) {
                continue;
            }
            let is_hashed = file.starts_with(self.folder.join("pkg"));
            let twin = |ending: &str| PathBuf::from(format!("{}.{ending}", file.display()));
            if is_hashed && twin("br").exists() && twin("gz").exists() {
                continue;
            }
            let content = fs::read(&file)?;
            fs::write(twin("br"), brotli(&content)?)?;
            fs::write(twin("gz"), gzip(&content)?)?;
        }
        Ok(())
    }

    /// Writes the new table and removes what neither it nor the one before names.
    fn replace_manifest(&self) -> Result<()> {
        let file = self.folder.join("manifest.json");
        let before = fs::read(&file).unwrap_or_default();
        let before: BTreeMap<String, String> = serde_json::from_slice(&before).unwrap_or_default();
        for entry in WalkDir::new(self.folder.join("pkg")) {
            let entry = entry?;
            let path = entry.path().strip_prefix(&self.folder)?;
            let url = format!("/{}", path.display());
            let url = url.trim_end_matches(".br").trim_end_matches(".gz");
            let is_named =
                |urls: &BTreeMap<String, String>| urls.values().any(|named| named == url);
            if entry.file_type().is_file() && !is_named(&self.urls) && !is_named(&before) {
                fs::remove_file(entry.path())?;
            }
        }
        let text = serde_json::to_string_pretty(&self.urls)?;
        write_if_changed(&file, format!("{text}\n").as_bytes())
    }
}

/// A script of `public/` as it is served.
fn minified(checkout: &Checkout, script: &[u8]) -> Result<Vec<u8>> {
    let tools = Tools::ready(checkout)?;
    let folder = kept::fetch(checkout, "script", &[script, &tools.lock], |folder| {
        Ok(fs::write(folder.join("script.js"), tools.minify(script)?)?)
    })?;
    Ok(fs::read(folder.join("script.js"))?)
}

/// Brotli at its strongest, with the largest window that browsers take.
pub fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut out, 1 << 16, 11, 24);
    writer.write_all(content)?;
    drop(writer);
    Ok(out)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(content)?;
    Ok(writer.finish()?)
}

/// Leaves the file's time alone where nothing changed: a server may answer with it.
fn write_if_changed(file: &Path, content: &[u8]) -> Result<()> {
    if fs::read(file).is_ok_and(|there| there == content) {
        return Ok(());
    }
    fs::write(file, content).with_context(|| format!("cannot write {}", file.display()))
}
