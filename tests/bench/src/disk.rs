//! How often a second the disk makes a page durable: what every durable write is measured by.

use anyhow::Result;
use std::fs::OpenOptions;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::time::{Duration, Instant};

const PAGE: [u8; 4096] = [0x5a; 4096];
/// Pages written in turn: a log that is used again and again grows no more.
const PAGES: u64 = 256;

/// `fdatasync`s a second, each after one page, into a file that is there already.
pub fn syncs_a_second(folder: &Path, lasting: Duration) -> Result<f64> {
    let path = folder.join("syncs");
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)?;
    for page in 0..PAGES {
        file.write_all_at(&PAGE, page * PAGE.len() as u64)?;
    }
    file.sync_all()?;
    let begun = Instant::now();
    let mut count = 0;
    while begun.elapsed() < lasting {
        file.write_all_at(&PAGE, count % PAGES * PAGE.len() as u64)?;
        file.sync_data()?;
        count += 1;
    }
    Ok(count as f64 / begun.elapsed().as_secs_f64())
}
