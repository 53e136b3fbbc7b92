//! Results of steps, kept under `target/xtask/` by the hash of what they were made from, so that a second start takes
//! seconds. Nothing here is served from where it lies.

use crate::checkout::Checkout;
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Folders kept for each step; a few, so that going back and forth between two branches stays quick.
const KEPT_PER_STEP: usize = 6;

/// Twelve hex digits of SHA-256: enough to tell the files of one portal apart, short enough for a name.
pub fn hash(parts: &[&[u8]]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part);
    }
    let mut name = String::new();
    for byte in &digest.finalize()[..6] {
        let _ = write!(name, "{byte:02x}");
    }
    name
}

/// The folder with what `step` made of `inputs`: the kept one, or a new one that `make` fills.
/// A change of this program makes everything again, because it may change how things are made.
pub fn fetch(
    checkout: &Checkout,
    step: &str,
    inputs: &[&[u8]],
    make: impl FnOnce(&Path) -> Result<()>,
) -> Result<PathBuf> {
    let recipe = recipe()?;
    let mut parts = vec![recipe.as_slice()];
    parts.extend(inputs);
    let shelf = checkout.target("xtask").join(step);
    let folder = shelf.join(hash(&parts));
    if folder.exists() {
        return Ok(folder);
    }
    fs::create_dir_all(&shelf)?;
    forget_oldest(&shelf)?;
    let unfinished = shelf.join(format!("unfinished-{}", std::process::id()));
    if unfinished.exists() {
        fs::remove_dir_all(&unfinished)?;
    }
    fs::create_dir(&unfinished)?;
    make(&unfinished)?;
    fs::rename(&unfinished, &folder)
        .with_context(|| format!("cannot keep {}", folder.display()))?;
    Ok(folder)
}

/// This program's size and time stand for its text: hashing 100 MB would cost more than the steps.
fn recipe() -> Result<Vec<u8>> {
    let program = fs::metadata(std::env::current_exe()?)?;
    let changed = program.modified()?.duration_since(SystemTime::UNIX_EPOCH)?;
    Ok([program.len(), changed.as_secs()]
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect())
}

fn forget_oldest(shelf: &Path) -> Result<()> {
    let mut folders = Vec::new();
    for entry in fs::read_dir(shelf)? {
        let entry = entry?;
        folders.push((entry.metadata()?.modified()?, entry.path()));
    }
    folders.sort();
    let too_many = (folders.len() + 1).saturating_sub(KEPT_PER_STEP);
    for (_, folder) in folders.into_iter().take(too_many) {
        fs::remove_dir_all(folder)?;
    }
    Ok(())
}
