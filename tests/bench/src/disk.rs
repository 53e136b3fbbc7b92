//! How often a second the disk makes a page durable: what every durable write is measured by. It can be made a slow one.

use anyhow::Result;
use libc::{SYS_fdatasync, SYS_fsync, c_int, c_long};
use std::fs::OpenOptions;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
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

/// How long each sync of this program is held up, in nanoseconds.
static HELD_UP: AtomicU64 = AtomicU64::new(0);

/// Until it is dropped the disk is slow.
pub struct Slow(());

/// Makes each sync of this program, SQLite's own too, take so much longer.
pub fn hold_up(by: Duration) -> Slow {
    HELD_UP.store(by.as_nanos() as u64, Ordering::Relaxed);
    Slow(())
}

impl Drop for Slow {
    fn drop(&mut self) {
        HELD_UP.store(0, Ordering::Relaxed);
    }
}

/// Stands before the C library's, for everything that is linked into this program. A tracer could hold syncs up from
/// outside, but costs each of them, and every other call, as much of the processor as a submission.
// SAFETY: the same arguments, effects and results as the function whose name it takes
#[unsafe(no_mangle)]
extern "C" fn fdatasync(file: c_int) -> c_int {
    held_up(SYS_fdatasync, file)
}

// SAFETY: as above
#[unsafe(no_mangle)]
extern "C" fn fsync(file: c_int) -> c_int {
    held_up(SYS_fsync, file)
}

fn held_up(call: c_long, file: c_int) -> c_int {
    let until = Instant::now() + Duration::from_nanos(HELD_UP.load(Ordering::Relaxed));
    while let Some(left) = until.checked_duration_since(Instant::now()) {
        std::thread::park_timeout(left);
    }
    // SAFETY: both calls take one number of a file and touch no memory of ours
    unsafe { libc::syscall(call, file) as c_int }
}
