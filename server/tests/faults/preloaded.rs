//! A library that stands between a program and the system, to lie to it.

use std::{ffi::OsString, fs, path::PathBuf};

/// The command words that put it there, with what it is told; `None` where it is not installed.
pub fn under(library: &str, told: &[(&str, String)]) -> Option<Vec<OsString>> {
    let library = find(library)?;
    let mut words = vec![OsString::from("env")];
    words.push(format!("LD_PRELOAD={}", library.display()).into());
    words.extend(
        told.iter()
            .map(|(name, value)| format!("{name}={value}").into()),
    );
    Some(words)
}

/// Where distributions put it: `/usr/lib`, or a folder there named for the machine.
fn find(library: &str) -> Option<PathBuf> {
    let mut folders = vec![PathBuf::from("/usr/lib")];
    folders.extend(
        fs::read_dir("/usr/lib")
            .ok()?
            .flatten()
            .map(|entry| entry.path()),
    );
    let files = folders.into_iter().map(|folder| folder.join(library));
    files.into_iter().find(|file| file.exists())
}
