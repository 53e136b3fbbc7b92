//! What a process did to its files, as strace wrote it down: who wrote what where, what was synced when, and what the
//! process said in between.

use std::{
    collections::HashMap,
    ffi::OsString,
    os::unix::ffi::OsStringExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

const CALLS: &str =
    "trace=openat,lseek,write,pwrite64,pwritev,ftruncate,fdatasync,fsync,unlink,link,rename";

/// One thing that was done, in the order in which it took effect.
#[derive(Debug)]
pub enum Event {
    /// A file was opened that may have been new.
    Made(PathBuf),
    Wrote {
        path: PathBuf,
        at: u64,
        bytes: Vec<u8>,
    },
    Cut {
        path: PathBuf,
        length: u64,
    },
    /// A sync began; what was written by then is on the disk once it ends.
    SyncBegan(PathBuf),
    SyncEnded(PathBuf),
    Removed(PathBuf),
    Linked {
        from: PathBuf,
        to: PathBuf,
    },
    Renamed {
        from: PathBuf,
        to: PathBuf,
    },
    /// A line on standard output.
    Said(String),
}

/// Why strace is of no use here, if it is not: not installed, or no process may look at another.
pub fn hindrance() -> Option<String> {
    let mut command = Command::new("strace");
    let command = command.args(["-f", "-o", "/dev/null", "true"]);
    match command.stderr(Stdio::null()).status() {
        Ok(status) if status.success() => None,
        Ok(_) => Some("strace may not trace here".to_owned()),
        Err(error) => Some(format!("strace: {error}")),
    }
}

/// The words before a command that have all of this written into a file.
pub fn recording(log: &Path) -> Vec<OsString> {
    let mut words: Vec<OsString> = [
        "strace",
        "-f",
        "--seccomp-bpf",
        "-y",
        "-xx",
        "-s",
        "1000000",
        "-e",
        CALLS,
        "-o",
    ]
    .map(OsString::from)
    .to_vec();
    words.push(log.into());
    words
}

/// Reads such a file; of files in one folder only, which is where a program is that names them without their folder.
pub fn read(log: &str, folder: &Path) -> Vec<Event> {
    let mut reader = Reader {
        folder,
        syncing: HashMap::new(),
        places: HashMap::new(),
        events: Vec::new(),
    };
    for line in log.lines() {
        reader.line(line);
    }
    reader.events
}

struct Reader<'a> {
    folder: &'a Path,
    /// By process: the sync whose end comes later.
    syncing: HashMap<&'a str, PathBuf>,
    /// By descriptor and file: where the next write goes.
    places: HashMap<(u32, PathBuf), u64>,
    events: Vec<Event>,
}

impl<'a> Reader<'a> {
    fn line(&mut self, line: &'a str) {
        let Some((process, call)) = line.split_once(' ') else {
            return;
        };
        let call = call.trim_start();
        if let Some(begin) = call.strip_suffix(" <unfinished ...>") {
            // what is only written takes effect at once; a sync holds when it has ended
            if let Some(path) = self.call(begin) {
                self.syncing.insert(process, path);
            }
            return;
        }
        let Some((begin, result)) = call.rsplit_once(" = ") else {
            return;
        };
        // what was opened is written from its beginning on
        if let Some(opened) = descriptor(result) {
            self.places.insert(opened, 0);
        }
        let ended = if begin.starts_with("<... ") {
            self.syncing.remove(process)
        } else if result.starts_with('-') {
            None
        } else {
            self.call(begin.trim_end().trim_end_matches(')'))
        };
        if let Some(path) = ended
            && !result.starts_with('-')
        {
            self.events.push(Event::SyncEnded(path));
        }
    }

    /// Takes a call down; the path where it is a sync, which is to end.
    fn call(&mut self, call: &str) -> Option<PathBuf> {
        let (name, arguments) = call.split_once('(')?;
        let arguments: Vec<&str> = arguments.split(", ").collect();
        let first = *arguments.first()?;
        match name {
            "openat" => {
                let (path, how) = (self.ours(path(arguments.get(1)?))?, arguments.get(2)?);
                if how.contains("O_CREAT") {
                    self.events.push(Event::Made(path.clone()));
                }
                if how.contains("O_TRUNC") {
                    self.events.push(Event::Cut { path, length: 0 });
                }
            }
            "unlink" => {
                let path = self.ours(path(first))?;
                self.events.push(Event::Removed(path));
            }
            "rename" | "link" => {
                let (from, to) = (self.ours(path(first))?, self.ours(path(arguments.get(1)?))?);
                self.events.push(match name {
                    "link" => Event::Linked { from, to },
                    _ => Event::Renamed { from, to },
                });
            }
            "lseek" | "write" | "pwrite64" | "pwritev" | "ftruncate" | "fdatasync" | "fsync" => {
                let (descriptor, path) = descriptor(first)?;
                return self.on_file(name, descriptor, path, &arguments[1..]);
            }
            _ => {}
        }
        None
    }

    fn on_file(
        &mut self,
        name: &str,
        descriptor: u32,
        path: PathBuf,
        rest: &[&str],
    ) -> Option<PathBuf> {
        if name == "write" && descriptor == 1 {
            let said = String::from_utf8_lossy(&unhex(rest.first()?)).into_owned();
            self.events.push(Event::Said(said));
            return None;
        }
        let path = self.ours(path)?;
        match name {
            "lseek" => {
                let place = rest.first()?.parse().ok()?;
                self.places.insert((descriptor, path), place);
            }
            "pwritev" => panic!("a way to write that this does not read: {}", path.display()),
            "write" => {
                let bytes = unhex(rest.first()?);
                let place = self.places.entry((descriptor, path.clone())).or_default();
                let at = *place;
                *place += bytes.len() as u64;
                self.events.push(Event::Wrote { path, at, bytes });
            }
            "pwrite64" => {
                let (bytes, at) = (unhex(rest.first()?), rest.get(2)?.parse().ok()?);
                self.events.push(Event::Wrote { path, at, bytes });
            }
            "ftruncate" => {
                let length = rest.first()?.parse().ok()?;
                self.events.push(Event::Cut { path, length });
            }
            _ => {
                self.events.push(Event::SyncBegan(path.clone()));
                return Some(path);
            }
        }
        None
    }

    fn ours(&self, path: PathBuf) -> Option<PathBuf> {
        let path = self.folder.join(path);
        path.starts_with(self.folder).then_some(path)
    }
}

/// A descriptor and its file, of `5<\x2f…>`.
fn descriptor(text: &str) -> Option<(u32, PathBuf)> {
    let (number, name) = text.split_once('<')?;
    Some((number.parse().ok()?, path(name.split_once('>')?.0)))
}

fn path(text: &str) -> PathBuf {
    PathBuf::from(OsString::from_vec(unhex(text)))
}

/// The bytes of `"\x6b\x65…"`.
fn unhex(text: &str) -> Vec<u8> {
    let digit = |byte: u8| (byte as char).to_digit(16).unwrap() as u8;
    let bytes = text.trim_matches('"').as_bytes();
    let (escapes, _) = bytes.as_chunks::<4>();
    escapes
        .iter()
        .map(|escape| digit(escape[2]) << 4 | digit(escape[3]))
        .collect()
}
