//! Rule files read as text, and everything that can be wrong with them. It opens no file itself.

mod coherence;
mod laws;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

use crate::areas::Areas;
use crate::edition::Edition;

/// The files of `areas/`, as they were when this was built.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/areas.rs"));

/// A longer rule file is refused before it is read.
const FILE_BYTES_MAX: usize = 1_000_000;

static BUILT_IN: LazyLock<Areas> = LazyLock::new(|| {
    let files = FILES
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    Areas::read(files)
        .expect("the tests read every file of areas/, and a release is made only when they pass")
});

/// What is wrong in a rule file, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file, as the caller named it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub reason: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.reason)
    }
}

/// One rule file: its name, its text, what stands in it.
pub(crate) struct Source {
    file: String,
    text: String,
    pub(crate) edition: Edition,
}

impl Source {
    fn parse(file: String, text: String) -> Result<Source, Fault> {
        if text.len() > FILE_BYTES_MAX {
            let reason = format!("longer than {FILE_BYTES_MAX} bytes, which no edition needs");
            return Err(Fault {
                file,
                line: 1,
                reason,
            });
        }
        match toml::from_str(&text) {
            Ok(edition) => Ok(Source {
                file,
                text,
                edition,
            }),
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                let line = text
                    .as_bytes()
                    .iter()
                    .take(at)
                    .filter(|byte| **byte == b'\n')
                    .count()
                    + 1;
                Err(Fault {
                    file,
                    line,
                    reason: error.message().to_owned(),
                })
            }
        }
    }

    /// A fault at the first line that has these words, or at the top.
    pub(crate) fn fault(&self, words: &str, reason: String) -> Fault {
        let line = self.lines_with(words).next().unwrap_or(1);
        self.fault_on(line, reason)
    }

    /// A fault at the last line that has these words, or at the top.
    pub(crate) fn fault_at_last(&self, words: &str, reason: String) -> Fault {
        let line = self.lines_with(words).last().unwrap_or(1);
        self.fault_on(line, reason)
    }

    /// The numbers of the lines that have these words, comments left out.
    fn lines_with<'a>(&'a self, words: &'a str) -> impl Iterator<Item = usize> + 'a {
        let lines = (1..).zip(self.text.lines());
        lines
            .filter(move |(_, line)| !line.starts_with('#') && line.contains(words))
            .map(|(number, _)| number)
    }

    fn fault_on(&self, line: usize, reason: String) -> Fault {
        Fault {
            file: self.file.clone(),
            line,
            reason,
        }
    }
}

impl Areas {
    /// The law this was built with.
    pub fn built_in() -> &'static Areas {
        &BUILT_IN
    }

    /// Reads rule files, each a name to show and its text. Where none of them holds everywhere and always, the
    /// built-in one that does is added, with every document that the files don't bring themselves.
    pub fn read(files: impl IntoIterator<Item = (String, String)>) -> Result<Areas, Vec<Fault>> {
        let (mut sources, mut faults) = (Vec::new(), Vec::new());
        for (file, text) in files {
            match Source::parse(file, text) {
                Ok(source) => sources.push(source),
                Err(fault) => faults.push(fault),
            }
        }
        if sources.iter().all(|source| !source.edition.is_everywhere()) {
            sources.extend(surroundings(&sources));
        }
        if faults.is_empty() {
            faults = coherence::faults(&sources);
        }
        if faults.is_empty() {
            Ok(Areas::new(
                sources.into_iter().map(|source| source.edition).collect(),
            ))
        } else {
            faults.sort();
            Err(faults)
        }
    }
}

impl Edition {
    /// Does it hold for every area, on every day?
    fn is_everywhere(&self) -> bool {
        self.codes.is_empty() && self.in_force_from.is_none()
    }
}

/// The built-in edition that holds everywhere, and the documents of the other built-in files.
fn surroundings(sources: &[Source]) -> Vec<Source> {
    let brought: BTreeMap<&str, ()> = sources
        .iter()
        .flat_map(|source| &source.edition.documents)
        .map(|document| (&*document.id, ()))
        .collect();
    let mut added = Vec::new();
    let (mut documents, mut clauses, mut readings) = (Vec::new(), Vec::new(), Vec::new());
    for (path, text) in FILES {
        let Ok(mut source) = Source::parse((*path).to_owned(), (*text).to_owned()) else {
            continue;
        };
        let edition = &mut source.edition;
        documents.extend(
            edition
                .documents
                .drain(..)
                .filter(|document| !brought.contains_key(&*document.id)),
        );
        clauses.extend(
            edition
                .clauses
                .drain(..)
                .filter(|clause| !brought.contains_key(clause.document_id())),
        );
        readings.append(&mut edition.readings);
        if edition.is_everywhere() {
            added.push(source);
        }
    }
    let known: Vec<&str> = sources
        .iter()
        .flat_map(|source| &source.edition.readings)
        .map(|reading| &*reading.id)
        .collect();
    readings.retain(|reading| !known.contains(&&*reading.id));
    if let Some(national) = added.first_mut() {
        national.edition.documents = documents;
        national.edition.clauses = clauses;
        national.edition.readings = readings;
    }
    added
}
