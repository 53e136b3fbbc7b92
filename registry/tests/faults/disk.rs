//! A disk that forgets what was not synced when the power goes: it keeps that, loses it, or keeps some of it, torn at the
//! edges of sectors. A file's name is kept once its folder was synced, and not before.

use std::{
    collections::BTreeMap,
    fs, mem,
    path::{Path, PathBuf},
};

use crate::{trace::Event, trial::Dice};

/// What a disk writes as a whole.
const SECTOR: u64 = 512;

/// What becomes of everything that was not synced.
#[derive(Debug)]
pub enum Loss<'a> {
    All,
    None,
    Some(&'a Dice),
}

/// The disk of one folder and those in it.
#[derive(Default, Clone)]
pub struct Disk {
    folder: PathBuf,
    folders: Vec<PathBuf>,
    files: Vec<File>,
    /// Names as programs see them, and as the disk has them.
    names: BTreeMap<PathBuf, usize>,
    kept_names: BTreeMap<PathBuf, usize>,
    unkept_names: Vec<(u64, PathBuf, Option<usize>)>,
    /// By name: the moment when each sync began that has not ended.
    syncing: BTreeMap<PathBuf, Vec<u64>>,
    /// Changes so far.
    now: u64,
}

#[derive(Default, Clone)]
struct File {
    kept: Vec<u8>,
    unkept: Vec<(u64, Change)>,
}

#[derive(Clone)]
enum Change {
    Bytes { at: u64, bytes: Vec<u8> },
    Length(u64),
}

impl Disk {
    /// An empty one.
    pub fn empty(folder: &Path) -> Disk {
        Disk {
            folder: folder.to_owned(),
            ..Disk::default()
        }
    }

    /// One that keeps all that is in the folder by now.
    pub fn of(folder: &Path) -> Disk {
        let mut disk = Disk::empty(folder);
        let mut unread = vec![folder.to_owned()];
        while let Some(next) = unread.pop() {
            for entry in fs::read_dir(&next).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    unread.push(path);
                } else {
                    disk.files.push(File {
                        kept: fs::read(&path).unwrap(),
                        unkept: Vec::new(),
                    });
                    disk.kept_names.insert(path, disk.files.len() - 1);
                }
            }
            disk.folders.push(next);
        }
        disk.names = disk.kept_names.clone();
        disk
    }

    /// Does what the event says.
    pub fn take(&mut self, event: &Event) {
        self.now += 1;
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
                let begun = self.syncing.entry(path.clone()).or_default();
                begun.push(self.now);
            }
            Event::SyncEnded(path) => self.synced(path),
            Event::Removed(path) => self.name(path, None),
            Event::Linked { from, to } => {
                let file = self.names.get(from).copied();
                self.name(to, file);
            }
            Event::Renamed { from, to } => {
                let file = self.names.get(from).copied();
                self.name(from, None);
                self.name(to, file);
            }
            Event::Said(_) => {}
        }
    }

    /// Writes what is left after a cut into an empty folder.
    pub fn leave(&self, loss: &Loss<'_>, folder: &Path) {
        let there = |path: &Path| folder.join(path.strip_prefix(&self.folder).unwrap());
        for of in &self.folders {
            fs::create_dir_all(there(of)).unwrap();
        }
        let mut names = self.kept_names.clone();
        let kept = match loss {
            Loss::All => 0,
            Loss::None => self.unkept_names.len(),
            Loss::Some(dice) => dice.below(self.unkept_names.len() as u64 + 1) as usize,
        };
        for (_, path, file) in &self.unkept_names[..kept] {
            rename(&mut names, path, *file);
        }
        for (path, file) in names {
            fs::write(there(&path), self.files[file].after(loss)).unwrap();
        }
    }

    fn name(&mut self, path: &Path, file: Option<usize>) {
        rename(&mut self.names, path, file);
        self.unkept_names.push((self.now, path.to_owned(), file));
    }

    fn change(&mut self, path: &Path, change: Change) {
        // what was there before the recording is not looked at
        if let Some(file) = self.names.get(path) {
            self.files[*file].unkept.push((self.now, change));
        }
    }

    fn synced(&mut self, path: &Path) {
        // of several at once it may be the first that ended: what came after that one began is not known to be kept
        let begun = self.syncing.get_mut(path);
        let Some(begun) = begun.filter(|begun| !begun.is_empty()) else {
            return;
        };
        let begun = begun.remove(0);
        match self.names.get(path) {
            Some(file) => {
                let file = &mut self.files[*file];
                let count = file.unkept.partition_point(|(at, _)| *at < begun);
                for (_, change) in file.unkept.drain(..count) {
                    change.on(&mut file.kept);
                }
            }
            // a folder
            None => {
                for (at, of, file) in mem::take(&mut self.unkept_names) {
                    if at < begun && of.parent() == Some(path) {
                        rename(&mut self.kept_names, &of, file);
                    } else {
                        self.unkept_names.push((at, of, file));
                    }
                }
            }
        }
    }
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
        for (_, change) in &self.unkept {
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
