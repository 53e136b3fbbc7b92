//! One row of the closing table of `cargo xtask faults`: what was tried, how often, how it ended, and its figures.

use std::{
    fmt::Display,
    fs::OpenOptions,
    io::Write,
    sync::atomic::{AtomicU64, Ordering},
    thread,
};

/// Whether everything is tried, and not only what is quick.
pub fn is_all() -> bool {
    std::env::var_os("YUCAN_FAULTS").is_some()
}

/// So many rounds with every run of the tests, and so many by hand.
pub fn rounds(quick: u32, all: u32) -> u32 {
    if is_all() { all } else { quick }
}

/// What is being tried. A panic on the way is its end, too.
pub struct Trial {
    id: &'static str,
    what: &'static str,
    end: Option<[String; 3]>,
}

impl Trial {
    /// Begins, under the catalogue's id.
    pub fn of(id: &'static str, what: &'static str) -> Trial {
        Trial {
            id,
            what,
            end: None,
        }
    }

    /// It held, so many times.
    pub fn held(mut self, rounds: impl Display, figures: impl Display) {
        self.end = Some([rounds.to_string(), "held".to_owned(), figures.to_string()]);
    }

    /// It could not be tried here; said aloud.
    pub fn skipped(mut self, why: impl Display) {
        eprintln!("SKIPPED {} ({}): {why}", self.id, self.what);
        self.end = Some(["0".to_owned(), "SKIPPED".to_owned(), why.to_string()]);
    }
}

impl Drop for Trial {
    fn drop(&mut self) {
        let failed = || ["".to_owned(), "FAILED".to_owned(), "".to_owned()];
        let end = self.end.take();
        let end = end.or_else(|| thread::panicking().then(failed));
        let (Some([rounds, result, figures]), Some(report)) =
            (end, std::env::var_os("YUCAN_FAULTS_REPORT"))
        else {
            return;
        };
        let line = format!(
            "{}\t{}\t{rounds}\t{result}\t{figures}\n",
            self.id, self.what
        );
        let report = OpenOptions::new().append(true).create(true).open(report);
        // one write, so that rows of several programs do not mix
        report.unwrap().write_all(line.as_bytes()).unwrap();
    }
}

/// Numbers that are the same in every run: a failed round is repeated by its seed.
#[derive(Debug)]
pub struct Dice(AtomicU64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(AtomicU64::new(seed))
    }

    /// One below a limit (SplitMix64).
    pub fn below(&self, limit: u64) -> u64 {
        let step = 0x9e37_79b9_7f4a_7c15;
        let mut mixed = self.0.fetch_add(step, Ordering::Relaxed).wrapping_add(step);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit.max(1)
    }
}
