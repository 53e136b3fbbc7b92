//! Whose keys were destroyed (销毁名单): a list apart from the database and its copies, so that a copy from before a
//! deletion that is brought back has the deletion made again. A line is a day, a place in the audit's tree and a keyed
//! hash of a family's name; it says nothing of anybody to whoever has no key file.
//!
//! A line is written before the change that destroys is made durable, so there is no deletion without its line. Where the
//! change did not happen after all, a line says so.

use std::{
    collections::BTreeMap,
    fs::{self, File, OpenOptions},
    io::{self, Read as _, Write as _},
    os::unix::fs::{MetadataExt as _, OpenOptionsExt as _},
    path::PathBuf,
};

use policy::Day;
use rustix::fs::{FlockOperation, flock};

use crate::{
    family::FamilyId,
    hex,
    instant::Instant,
    small_file::{self, FILE_MODE, sync_folder},
};

/// How long a copy of the database may be kept, in days (`docs/keys.md`). Families are told so.
pub const COPIES_DAYS: i32 = 35;

/// How long a line is kept, in days: a month beyond the last copy that could need it, as long as a copy that was
/// forgotten can still be read.
pub const LINES_DAYS: i32 = COPIES_DAYS + 31;

/// The first word of a line that takes another back.
const NOT: &str = "not";

/// A family whose key is destroyed with an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Destroyed {
    /// Whose.
    pub family: FamilyId,
    /// The entry's place in the audit's tree.
    pub leaf: u64,
    /// When.
    pub at: Instant,
}

/// What a list says: hashes of families, and for each the places of the entries that destroyed it. A copy that was
/// brought back has such an entry at another place than the database had it.
pub type Listed = BTreeMap<[u8; 32], Vec<u64>>;

/// Why a list cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ListFault {
    /// It cannot be read or written, or is not there.
    #[error("{path}: {fault}", path = .0.display(), fault = .1)]
    File(PathBuf, #[source] io::Error),
    /// A line does not read; lines count from 1.
    #[error("{path} does not read in line {line}: mend it from a copy, or take the line out", path = .0.display(), line = .1)]
    Line(PathBuf, usize),
}

impl ListFault {
    /// Is it because there is no such file?
    pub fn is_missing(&self) -> bool {
        matches!(self, ListFault::File(_, error) if error.kind() == io::ErrorKind::NotFound)
    }
}

/// The list in a file. Several processes of a machine may write it.
#[derive(Debug)]
pub(super) struct DestroyedList {
    path: PathBuf,
}

struct Line {
    is_taken_back: bool,
    day: Day,
    leaf: u64,
    hash: [u8; 32],
}

impl Line {
    fn parse(text: &str) -> Option<Line> {
        let (is_taken_back, rest) = match text.strip_prefix(NOT) {
            Some(rest) => (true, rest.strip_prefix(' ')?),
            None => (false, text),
        };
        let mut words = rest.split(' ');
        let line = Line {
            is_taken_back,
            day: Day::parse(words.next()?).ok()?,
            leaf: words.next()?.parse().ok()?,
            hash: hex::decode_32(words.next()?)?,
        };
        words.next().is_none().then_some(line)
    }

    fn text(&self) -> String {
        let not = if self.is_taken_back { "not " } else { "" };
        let hash = hex::encode(&self.hash);
        format!("{not}{} {} {hash}\n", self.day, self.leaf)
    }
}

fn text(
    destroyed: &[Destroyed],
    is_taken_back: bool,
    hash: impl Fn(FamilyId) -> [u8; 32],
) -> String {
    let lines = destroyed.iter().map(|one| Line {
        is_taken_back,
        day: one.at.day(),
        leaf: one.leaf,
        hash: hash(one.family),
    });
    lines.map(|line| line.text()).collect()
}

impl DestroyedList {
    pub fn at(path: PathBuf) -> DestroyedList {
        DestroyedList { path }
    }

    /// Is there one?
    pub fn is_there(&self) -> bool {
        self.path.exists()
    }

    /// Makes one where there is none, with what is known to be destroyed; whether it did.
    pub fn begin(
        &self,
        destroyed: &[Destroyed],
        hash: impl Fn(FamilyId) -> [u8; 32],
    ) -> Result<bool, ListFault> {
        let text = text(destroyed, false, hash);
        small_file::begin(&self.path, &text).map_err(|error| self.fault(error))
    }

    /// What it says now.
    pub fn read(&self) -> Result<Listed, ListFault> {
        let text = fs::read_to_string(&self.path).map_err(|error| self.fault(error))?;
        let mut listed = Listed::new();
        for line in self.lines(&text)? {
            let places = listed.entry(line.hash).or_default();
            match line.is_taken_back {
                true => places.retain(|leaf| *leaf != line.leaf),
                false => places.push(line.leaf),
            }
        }
        listed.retain(|_, places| !places.is_empty());
        Ok(listed)
    }

    /// Adds lines, durable when this returns.
    pub fn add(
        &self,
        destroyed: &[Destroyed],
        is_taken_back: bool,
        hash: impl Fn(FamilyId) -> [u8; 32],
    ) -> Result<(), ListFault> {
        let text = text(destroyed, is_taken_back, hash);
        let append = || {
            let mut file = self.locked()?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            sync_folder(&self.path)
        };
        append().map_err(|error| self.fault(error))
    }

    /// Drops the lines of days before that one; how many.
    pub fn drop_before(&self, day: Day) -> Result<usize, ListFault> {
        let replace = || {
            // held until the new one has taken its place
            let mut old = self.locked()?;
            let mut text = String::new();
            old.read_to_string(&mut text)?;
            let stays = |line: &&str| Line::parse(line).is_none_or(|line| line.day >= day);
            let kept: Vec<&str> = text.lines().filter(stays).collect();
            let dropped = text.lines().count() - kept.len();
            if dropped > 0 {
                let text: String = kept.iter().flat_map(|line| [line, "\n"]).collect();
                small_file::replace(&self.path, &text)?;
            }
            Ok(dropped)
        };
        replace().map_err(|error| self.fault(error))
    }

    fn lines(&self, text: &str) -> Result<Vec<Line>, ListFault> {
        // what has no end was cut short while it was written: it was acknowledged to nobody
        let whole = text.rsplit_once('\n').map_or("", |(whole, _)| whole);
        let lines = whole.lines().zip(1..).map(|(line, number)| {
            Line::parse(line).ok_or_else(|| ListFault::Line(self.path.clone(), number))
        });
        lines.collect()
    }

    /// The file, for this process alone, made if it is not there, and without a last line that was cut short.
    fn locked(&self) -> io::Result<File> {
        loop {
            let mut file = OpenOptions::new()
                .read(true)
                .append(true)
                .create(true)
                .mode(FILE_MODE)
                .open(&self.path)?;
            flock(&file, FlockOperation::LockExclusive)?;
            let held = file.metadata()?;
            let is_it = fs::metadata(&self.path)
                .is_ok_and(|now| (now.dev(), now.ino()) == (held.dev(), held.ino()));
            // else another took its place while this one was waited for
            if is_it {
                let mut text = Vec::new();
                file.read_to_end(&mut text)?;
                let whole = text.iter().rposition(|byte| *byte == b'\n');
                let whole = whole.map_or(0, |end| end + 1);
                if whole < text.len() {
                    file.set_len(whole as u64)?;
                }
                io::Seek::rewind(&mut file)?;
                return Ok(file);
            }
        }
    }

    fn fault(&self, error: io::Error) -> ListFault {
        ListFault::File(self.path.clone(), error)
    }
}

#[cfg(test)]
mod tests;
