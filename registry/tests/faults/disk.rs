//! A disk that forgets what was not synced when the power goes: it keeps that, loses it, or keeps some of it, torn at the
//! edges of sectors. A file's name is kept once its folder was synced, and not before.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use crate::{trace::Event, trial::Dice};

/// What a disk writes as a whole.
const SECTOR: u64 = 512;

/// What becomes of everything that was not synced.
pub enum Loss<'a> {
    All,
    None,
    Some(&'a Dice),
}

/// The disk of one folder.
#[derive(Default)]
pub struct Disk {
    files: Vec<File>,
    /// Names as programs see them, and as the disk has them.
    names: BTreeMap<PathBuf, usize>,
    kept_names: BTreeMap<PathBuf, usize>,
    unkept_names: Vec<(PathBuf, Option<usize>)>,
    /// How much was there when each sync began that has not ended, by name.
    syncing: BTreeMap<PathBuf, Vec<usize>>,
}

#[derive(Default, Clone)]
struct File {
    kept: Vec<u8>,
    unkept: Vec<Change>,
}

#[derive(Clone)]
enum Change {
    Bytes { at: u64, bytes: Vec<u8> },
    Length(u64),
}

impl Disk {
    /// Does what the event says.
    pub fn take(&mut self, event: &Event) {
        match event {
            Event::Made(path) => {
                if !self.names.contains_key(path) {
                    self.files.push(File::default());
                    self.name(path, Some(self.files.len() - 1));
                }
            }
            Event::Wrote { path, at, bytes } => {
                let (at, bytes) = (*at, bytes.clone());
                self.change(path, Change::Bytes { at, bytes });
            }
            Event::Cut { path, length } => self.change(path, Change::Length(*length)),
            Event::SyncBegan(path) => {
                let unkept = match self.names.get(path) {
                    Some(file) => self.files[*file].unkept.len(),
                    None => self.unkept_names.len(),
                };
                self.syncing.entry(path.clone()).or_default().push(unkept);
            }
            Event::SyncEnded(path) => self.synced(path),
            Event::Removed(path) => self.name(path, None),
            Event::Renamed { from, to } => {
                let file = self.names.get(from).copied();
                self.name(from, None);
                self.name(to, file);
            }
            Event::Said(_) => {}
        }
    }

    /// Writes what is left after a cut into an empty folder. Names are of files in the folder that was recorded.
    pub fn leave(&self, loss: &Loss<'_>, folder: &Path) {
        let mut names = self.kept_names.clone();
        let kept = match loss {
            Loss::All => 0,
            Loss::None => self.unkept_names.len(),
            Loss::Some(dice) => dice.below(self.unkept_names.len() as u64 + 1) as usize,
        };
        for (path, file) in &self.unkept_names[..kept] {
            rename(&mut names, path, *file);
        }
        for (path, file) in names {
            let content = self.files[file].after(loss);
            fs::write(folder.join(path.file_name().unwrap()), content).unwrap();
        }
    }

    fn name(&mut self, path: &Path, file: Option<usize>) {
        rename(&mut self.names, path, file);
        self.unkept_names.push((path.to_owned(), file));
    }

    fn change(&mut self, path: &Path, change: Change) {
        // what was there before the recording is not looked at
        if let Some(file) = self.names.get(path) {
            self.files[*file].unkept.push(change);
        }
    }

    fn synced(&mut self, path: &Path) {
        // of several at once it may be the first that ended: what came after that one began is not known to be kept
        let begun = self.syncing.get_mut(path);
        let Some(count) = begun.and_then(first_of) else {
            return;
        };
        match self.names.get(path) {
            Some(file) => {
                let file = &mut self.files[*file];
                for change in file.unkept.drain(..count) {
                    change.on(&mut file.kept);
                }
            }
            // a folder
            None => {
                for (path, file) in self.unkept_names.drain(..count) {
                    rename(&mut self.kept_names, &path, file);
                }
            }
        }
    }
}

/// Takes the first sync; the others began so much later.
fn first_of(begun: &mut Vec<usize>) -> Option<usize> {
    let first = (!begun.is_empty()).then(|| begun.remove(0))?;
    for later in begun {
        *later -= first;
    }
    Some(first)
}

fn rename(names: &mut BTreeMap<PathBuf, usize>, path: &Path, file: Option<usize>) {
    match file {
        Some(file) => names.insert(path.to_owned(), file),
        None => names.remove(path),
    };
}

impl File {
    fn after(&self, loss: &Loss<'_>) -> Vec<u8> {
        let mut content = self.kept.clone();
        for change in &self.unkept {
            match loss {
                Loss::All => {}
                Loss::None => change.on(&mut content),
                Loss::Some(dice) => change.partly_on(&mut content, dice),
            }
        }
        content
    }
}

impl Change {
    fn on(&self, content: &mut Vec<u8>) {
        match self {
            Change::Bytes { at, bytes } => put(content, *at, bytes),
            Change::Length(length) => content.resize(*length as usize, 0),
        }
    }

    /// Of three changes one is lost, one is there, and one is there in some of its sectors.
    fn partly_on(&self, content: &mut Vec<u8>, dice: &Dice) {
        match (dice.below(3), self) {
            (0, _) => {}
            (1, Change::Bytes { at, bytes }) => {
                let mut from = 0;
                while from < bytes.len() {
                    let place = at + from as u64;
                    let to = bytes.len().min(from + (SECTOR - place % SECTOR) as usize);
                    if dice.below(2) == 0 {
                        put(content, place, &bytes[from..to]);
                    }
                    from = to;
                }
            }
            _ => self.on(content),
        }
    }
}

fn put(content: &mut Vec<u8>, at: u64, bytes: &[u8]) {
    let (from, to) = (at as usize, at as usize + bytes.len());
    if content.len() < to {
        content.resize(to, 0);
    }
    content[from..to].copy_from_slice(bytes);
}
