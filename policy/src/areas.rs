//! Every area's editions, and the documents they rest on.

#[cfg(feature = "files")]
mod bake;

use serde::{Deserialize, Serialize};

use crate::area::AreaCode;
use crate::clause::{Clause, Document, Reading};
use crate::day::Day;
use crate::edition::Edition;

/// The whole law: read from files natively, from baked bytes in the browser.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Areas {
    /// Longest codes first, and within them the latest first; the last has neither codes nor beginning.
    editions: Vec<Edition>,
    /// In the files' order.
    documents: Vec<Document>,
    /// In the documents' order.
    clauses: Vec<Clause>,
    /// Places in `clauses`, by id.
    by_id: Vec<u16>,
    /// By number.
    readings: Vec<Reading>,
}

impl Areas {
    /// Puts editions in the order in which they are looked for. The last of them must hold everywhere and always.
    #[cfg(feature = "files")]
    pub(crate) fn new(mut editions: Vec<Edition>) -> Areas {
        let (mut documents, mut clauses, mut readings) = (Vec::new(), Vec::new(), Vec::new());
        for edition in &mut editions {
            documents.append(&mut edition.documents);
            clauses.append(&mut edition.clauses);
            readings.append(&mut edition.readings);
        }
        let length = |edition: &Edition| {
            edition
                .codes
                .iter()
                .map(|code| code.len())
                .max()
                .unwrap_or(0)
        };
        editions.sort_by(|a, b| {
            length(b)
                .cmp(&length(a))
                .then(b.in_force_from.cmp(&a.in_force_from))
        });
        readings.sort_by_key(|reading: &Reading| {
            reading
                .id
                .trim_start_matches('R')
                .parse::<u32>()
                .unwrap_or(u32::MAX)
        });
        let mut by_id: Vec<u16> = (0..clauses.len())
            .filter_map(|place| u16::try_from(place).ok())
            .collect();
        by_id.sort_by(|&a, &b| clauses[usize::from(a)].id.cmp(&clauses[usize::from(b)].id));
        Areas {
            editions,
            documents,
            clauses,
            by_id,
            readings,
        }
    }

    /// What [`Areas::bake`] made.
    pub fn baked(bytes: &[u8]) -> Result<Areas, postcard::Error> {
        postcard::from_bytes(bytes)
    }

    /// The edition that answers for an area on a day: the area's own where one is in force, else what surrounds it.
    pub fn edition(&self, area: AreaCode, day: Day) -> &Edition {
        self.editions
            .iter()
            .find(|edition| {
                edition.holds_for(area) && edition.in_force_from.is_none_or(|first| first <= day)
            })
            .unwrap_or_else(|| &self.editions[self.editions.len() - 1])
    }

    /// Every edition, the ones looked at first in front.
    pub fn editions(&self) -> &[Edition] {
        &self.editions
    }

    /// The clause of this id. Those that rules cite are always there.
    pub fn clause(&self, id: &str) -> Option<&Clause> {
        self.clauses.get(self.place(id)?)
    }

    /// Where the clause of this id stands among [`Areas::clauses`].
    pub(crate) fn place(&self, id: &str) -> Option<usize> {
        let at = |place: u16| &*self.clauses[usize::from(place)].id;
        let found = self
            .by_id
            .binary_search_by(|&place| at(place).cmp(id))
            .ok()?;
        Some(usize::from(self.by_id[found]))
    }

    /// Every clause, in the documents' order.
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }

    /// The document of this short name.
    pub fn document(&self, id: &str) -> Option<&Document> {
        self.documents.iter().find(|document| &*document.id == id)
    }

    /// Every document.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// The reading of this id.
    pub fn reading(&self, id: &str) -> Option<&Reading> {
        self.readings.iter().find(|reading| &*reading.id == id)
    }

    /// Every reading, by number.
    pub fn readings(&self) -> &[Reading] {
        &self.readings
    }
}

impl Edition {
    /// A whole code that stands for its area, made from its first digits; none where it holds everywhere.
    pub fn whole_code(&self) -> Option<String> {
        self.codes.first().map(|digits| format!("{digits:0<6}"))
    }

    /// Do its codes take this area in? Without codes it holds everywhere.
    pub fn holds_for(&self, area: AreaCode) -> bool {
        self.codes.is_empty() || area.is_in_any(&self.codes)
    }
}
