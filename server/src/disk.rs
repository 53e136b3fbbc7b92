//! Whether the disk under a database writes down what it is told to. One that says so sooner than any disk can loses
//! what we have acknowledged when the power goes.

use std::{
    io::{self, Write as _},
    path::Path,
    time::{Duration, Instant},
};

/// Sooner than a disk that keeps its word.
const HARDLY: Duration = Duration::from_micros(50);
const SYNCS: usize = 9;
const PAGE: [u8; 4096] = [0x5a; 4096];

/// Tells operators where the disk under this file is too quick to be true. Waits for the disk.
pub fn look_under(database: &Path) {
    let folder = database.parent().unwrap_or(Path::new("."));
    match sync_takes(folder) {
        Ok(takes) if takes < HARDLY => tracing::warn!(
            microseconds = takes.as_micros() as u64,
            folder = %folder.display(),
            "syncs are too quick to be true: what is acknowledged may be lost with the power"
        ),
        Ok(_) => {}
        // What hinders writing is told by the database itself.
        Err(error) => tracing::warn!(%error, "the disk's syncs were not looked at"),
    }
}

/// What one sync of a page takes: the middle of several.
fn sync_takes(folder: &Path) -> io::Result<Duration> {
    let mut file = tempfile::tempfile_in(folder)?;
    let mut taken = [Duration::ZERO; SYNCS];
    for one in &mut taken {
        file.write_all(&PAGE)?;
        let begun = Instant::now();
        file.sync_data()?;
        *one = begun.elapsed();
    }
    taken.sort_unstable();
    Ok(taken[SYNCS / 2])
}
