//! What papers are drawn with and read back with: fonts that the server opens when it starts, and Poppler for the tests.

use crate::{debian, process};
use anyhow::Result;
use std::path::Path;
use std::process::Command;

/// A file of each package of fonts, as `papers` looks for it.
const FONTS: [(&str, &str); 3] = [
    (
        "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
        "fonts-noto-cjk",
    ),
    (
        "/usr/share/fonts/truetype/babelstone/BabelStoneHan.ttf",
        "fonts-babelstone-han",
    ),
    (
        "/usr/share/fonts/truetype/hanazono/HanaMinB.ttf",
        "fonts-hanazono",
    ),
];

/// Installs the fonts that are missing.
pub fn get_fonts() -> Result<()> {
    get(&missing_fonts())
}

/// The same, and Poppler's programs, with which the tests read papers.
pub fn get_for_tests() -> Result<()> {
    let mut missing = missing_fonts();
    if !process::is_there(Command::new("pdftotext").arg("-v")) {
        missing.push("poppler-utils");
    }
    get(&missing)
}

fn missing_fonts() -> Vec<&'static str> {
    let missing = FONTS.iter().filter(|(file, _)| !Path::new(file).exists());
    missing.map(|(_, package)| *package).collect()
}

/// On other systems whoever needs them says which they are.
fn get(missing: &[&str]) -> Result<()> {
    if missing.is_empty() || !debian::is_here() {
        return Ok(());
    }
    println!("         papers need {}", missing.join(", "));
    debian::install(missing).or_else(|_| debian::update().and_then(|()| debian::install(missing)))
}
