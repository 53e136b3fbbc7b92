//! Which law holds in this process: the editions built in, or a folder of rule files instead. Read once, at the start.

use std::{
    io,
    path::{Path, PathBuf},
};

use clap::Args;
use policy::{Areas, clause::Lang};

/// Which rules a command is to answer by.
#[derive(Debug, Args)]
pub struct RulesGiven {
    /// Rule files to use instead of the built-in ones; those that the portal serves by
    #[arg(long, global = true, value_name = "DIR", env = "YUCAN_AREAS")]
    areas: Option<PathBuf>,
}

impl RulesGiven {
    /// Those, or else what the settings file names.
    pub fn load(self, from_file: Option<PathBuf>) -> Result<&'static Areas, RulesFault> {
        load(self.areas.or(from_file).as_deref())
    }
}

/// Why rule files can't be used.
#[derive(Debug, thiserror::Error)]
pub enum RulesFault {
    /// A folder or file can't be read.
    #[error("cannot read {path}: {fault}", path = .0.display(), fault = .1)]
    Unreadable(PathBuf, #[source] io::Error),
    /// There is none.
    #[error("{path}: no rule file in it; they are named like AREA/2024-01-01.toml", path = .0.display())]
    Empty(PathBuf),
    /// They say something that can't be: a line `file:line: reason` for each fault.
    #[error("{0}")]
    Wrong(String),
}

/// The areas to answer by. They stay for the life of the process.
pub fn load(folder: Option<&Path>) -> Result<&'static Areas, RulesFault> {
    match folder {
        None => Ok(Areas::built_in()),
        Some(folder) => {
            let areas = parse(read_folder(folder)?)?;
            Ok(Box::leak(Box::new(areas)))
        }
    }
}

/// Whether the browser decides by these as well: it carries what is built in.
pub fn are_the_browsers(areas: &Areas) -> bool {
    let built_in = Areas::built_in();
    let baked = |areas: &Areas| areas.bake(Lang::ALL);
    std::ptr::eq(areas, built_in)
        || matches!((baked(areas), baked(built_in)), (Ok(ours), Ok(browsers)) if ours == browsers)
}

/// The text of every `.toml` under the folder, with its path, in the order of their paths.
pub fn read_folder(folder: &Path) -> Result<Vec<(String, String)>, RulesFault> {
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    if files.is_empty() {
        return Err(RulesFault::Empty(folder.to_owned()));
    }
    files.sort();
    Ok(files)
}

/// Understands rule files, or says everything that is wrong with them.
pub fn parse(files: Vec<(String, String)>) -> Result<Areas, RulesFault> {
    Areas::read(files).map_err(|faults| {
        let lines: Vec<_> = faults.iter().map(ToString::to_string).collect();
        RulesFault::Wrong(lines.join("\n"))
    })
}

fn collect(folder: &Path, files: &mut Vec<(String, String)>) -> Result<(), RulesFault> {
    let unreadable = |path: &Path| {
        let path = path.to_owned();
        |error| RulesFault::Unreadable(path, error)
    };
    for entry in folder.read_dir().map_err(unreadable(folder))? {
        let path = entry.map_err(unreadable(folder))?.path();
        // A link to a folder is not followed: it could lead back here.
        if path.is_dir() && !path.is_symlink() {
            collect(&path, files)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            let text = std::fs::read_to_string(&path).map_err(unreadable(&path))?;
            files.push((path.display().to_string(), text));
        }
    }
    Ok(())
}
