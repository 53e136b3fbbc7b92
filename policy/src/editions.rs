//! Rule files read as text, and everything that can be wrong with them. It opens no file itself.

mod coherence;
mod forms;
mod laws;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

use crate::areas::Areas;
use crate::edition::Edition;
use forms::{FormsSource, is_forms};

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
        match toml::from_str(&text) {
            Ok(edition) => Ok(Source {
                file,
                text,
                edition,
            }),
            Err(error) => Err(Fault {
                line: line_at(&text, error.span()),
                file,
                reason: error.message().to_owned(),
            }),
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

/// The line, from 1, at which a span of the text begins; the first where there is none.
fn line_at(text: &str, span: Option<std::ops::Range<usize>>) -> usize {
    let at = span.map_or(0, |span| span.start);
    let before = text.as_bytes().iter().take(at);
    before.filter(|byte| **byte == b'\n').count() + 1
}

/// Refuses what is longer than any file of rules or forms.
fn bounded(file: String, text: String) -> Result<(String, String), Fault> {
    if text.len() <= FILE_BYTES_MAX {
        return Ok((file, text));
    }
    let reason = format!("longer than {FILE_BYTES_MAX} bytes, which no edition needs");
    Err(Fault {
        file,
        line: 1,
        reason,
    })
}

impl Areas {
    /// The law this was built with.
    pub fn built_in() -> &'static Areas {
        &BUILT_IN
    }

    /// Reads rule files, each a name to show and its text. Where none of them holds everywhere and always, the
    /// built-in one that does is added, with every document that the files don't bring themselves.
    pub fn read(files: impl IntoIterator<Item = (String, String)>) -> Result<Areas, Vec<Fault>> {
        let (mut sources, mut forms, mut faults) = (Vec::new(), Vec::new(), Vec::new());
        for (file, text) in files {
            let read = bounded(file, text).and_then(|(file, text)| {
                if is_forms(&file) {
                    forms.push(FormsSource::parse(file, text)?);
                } else {
                    sources.push(Source::parse(file, text)?);
                }
                Ok(())
            });
            faults.extend(read.err());
        }
        if sources.iter().all(|source| !source.edition.is_everywhere()) {
            let added = surroundings(&sources);
            forms.extend(added.iter().filter_map(own_forms));
            sources.extend(added);
        }
        if faults.is_empty() {
            faults = coherence::faults(&sources);
            faults.extend(forms::faults(&forms, &sources));
        }
        if faults.is_empty() {
            forms::hand_over(forms, &mut sources);
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

/// The built-in forms beside a built-in edition.
fn own_forms(source: &Source) -> Option<FormsSource> {
    let folder = source.file.rsplit_once('/').map(|(folder, _)| folder);
    let (path, text) = FILES.iter().find(|(path, _)| {
        is_forms(path) && path.rsplit_once('/').map(|(folder, _)| folder) == folder
    })?;
    FormsSource::parse((*path).to_owned(), (*text).to_owned()).ok()
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
    for (path, text) in FILES.iter().filter(|(path, _)| !is_forms(path)) {
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
