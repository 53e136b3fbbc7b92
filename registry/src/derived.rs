//! What is worked out from a family's entries and kept beside them, so that it can be found: made by [`derive`]
//! alone, replaced as a whole with every change, and the same bytes whenever it is made again.

mod due;
mod rows;

use std::collections::BTreeMap;

use policy::Areas;
use serde::{Deserialize, Serialize};

use crate::{
    application::{ApplicationNumber, Stage},
    blind::BlindKeys,
    entry::{Entry, Event, Sent, Signature},
    family::FamilyId,
    file::File,
    instant::Instant,
    named,
    standing::{Application, Standing},
    vault::{Cell, VaultFault},
};

/// Fields that hold an ID number end so.
const ID_NUMBER_FIELD: &str = "id_number";

/// Where the applicant's name stands in a form, the first that is there: an agent's goes before the parent's.
const APPLICANT_FIELDS: [&str; 4] = ["applicant_name", "agent_name", "mother_name", "father_name"];

/// What a family can be found by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Index {
    /// The phone that opens the file.
    Phone,
    /// A phone that an application names besides: the mother's where somebody else applies, and theirs. Apart, so that
    /// a number typed into others' forms never stands in the way of its own file.
    NamedPhone,
    /// An ID number: the mother's, the father's, an agent's.
    IdNumber,
    /// A provisional number; case counts.
    ProvisionalNumber,
    /// An application's number.
    ApplicationNumber,
}

impl Index {
    /// Every one.
    pub const ALL: [Index; 5] = [
        Index::Phone,
        Index::NamedPhone,
        Index::IdNumber,
        Index::ProvisionalNumber,
        Index::ApplicationNumber,
    ];

    /// The word in the databases.
    pub fn as_str(self) -> &'static str {
        match self {
            Index::Phone => "phone",
            Index::NamedPhone => "named_phone",
            Index::IdNumber => "id_number",
            Index::ProvisionalNumber => "provisional_number",
            Index::ApplicationNumber => "application_number",
        }
    }
}

/// A family's derived rows, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Derived {
    /// Ways to find it: a keyed hash of each value.
    pub blinds: Vec<(Index, [u8; 32])>,
    /// Its applications, oldest first.
    pub applications: Vec<ApplicationRow>,
    /// What is due.
    pub due: Vec<DueRow>,
}

/// One application, for lists and queues.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApplicationRow {
    /// The application's place among the family's.
    pub place: u32,
    /// The service's word.
    pub service: String,
    /// The area, six digits: rows can be spread by it.
    pub area: String,
    /// How far it is.
    pub stage: Stage,
    /// When it was sent.
    pub sent_at: Instant,
    /// When it last moved.
    pub moved_at: Instant,
    /// The number, sealed.
    pub number: Vec<u8>,
    /// The applicant's name, sealed.
    pub applicant: Vec<u8>,
}

/// One reminder of a date that lies ahead: its day, what, at which stage and on which channel are its key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DueRow {
    /// The law's day, ISO 8601.
    pub due_on: String,
    /// What, by the law's word.
    pub what: String,
    /// Which reminder of it: `ahead`, `last_day`, or `again` for what is repeated.
    pub stage: String,
    /// By which way: `message`.
    pub channel: String,
}

/// A family's derived rows, from its entries and the law, and from nothing else: no clock, no chance. The same file, suite,
/// blind keys and editions give the same bytes. A destroyed file has none.
pub fn derive(file: &File, blinds: &BlindKeys, areas: &Areas) -> Result<Derived, VaultFault> {
    let standing = file.standing();
    if standing.is_deleted {
        return Ok(Derived::default());
    }
    let moved = last_moves(&file.entries);
    let applications = (0..)
        .zip(&standing.applications)
        .map(|(place, application)| row(file, &moved, place, application))
        .collect::<Result<_, _>>()?;
    Ok(Derived {
        blinds: ways(&standing, blinds),
        applications,
        due: due::rows(&standing, areas, file.entries.last().map(|entry| entry.at)),
    })
}

/// The cell of an application's number.
pub fn number_cell(family: FamilyId, place: u32) -> Cell {
    Cell::of_family("application", "number", family, place)
}

/// The cell of an applicant's name.
pub fn applicant_cell(family: FamilyId, place: u32) -> Cell {
    Cell::of_family("application", "applicant", family, place)
}

/// Sorted, each once: how they came about tells nothing.
fn ways(standing: &Standing, blinds: &BlindKeys) -> Vec<(Index, [u8; 32])> {
    let mut ways = Vec::new();
    let mut add = |index: Index, value: &str| {
        if !value.trim().is_empty() {
            ways.push((index, blinds.blind(index, value)));
        }
    };
    add(Index::Phone, &standing.phone);
    for application in &standing.applications {
        add(
            Index::ApplicationNumber,
            &application.sent.number.to_string(),
        );
        let named = named::phones(&application.sent.fields);
        for phone in named.filter(|phone| *phone != standing.phone) {
            add(Index::NamedPhone, phone);
        }
        for (field, value) in &application.sent.fields {
            if field.ends_with(ID_NUMBER_FIELD) {
                add(Index::IdNumber, value);
            }
        }
        for identity in &application.identities {
            add(Index::ProvisionalNumber, &identity.number);
        }
    }
    ways.sort_unstable();
    ways.dedup();
    ways
}

fn row(
    file: &File,
    moved: &BTreeMap<&ApplicationNumber, Instant>,
    place: u32,
    application: &Application,
) -> Result<ApplicationRow, VaultFault> {
    let sent = &application.sent;
    let number = sent.number.to_string();
    let seal = |cell: &Cell, text: &str| file.key.seal_same(cell, text.as_bytes());
    Ok(ApplicationRow {
        place,
        service: sent.service.as_str().to_owned(),
        area: sent.area.clone(),
        stage: application.stage,
        sent_at: application.sent_at,
        moved_at: moved
            .get(&sent.number)
            .copied()
            .unwrap_or(application.sent_at),
        number: seal(&number_cell(file.family, place), &number)?,
        applicant: seal(&applicant_cell(file.family, place), applicant(sent))?,
    })
}

fn last_moves(entries: &[Entry]) -> BTreeMap<&ApplicationNumber, Instant> {
    let moves = entries.iter().filter_map(|entry| match &entry.event {
        Event::Sent(sent) | Event::Mended(sent) => Some((&sent.number, entry.at)),
        Event::Moved { number, .. } => Some((number, entry.at)),
        _ => None,
    });
    // a later one goes before an earlier one
    moves.collect()
}

/// The applicant's name; failing that, the one it was signed with.
fn applicant(sent: &Sent) -> &str {
    let named = APPLICANT_FIELDS
        .iter()
        .filter_map(|field| sent.fields.get(*field))
        .find(|name| !name.trim().is_empty());
    match (named, &sent.signature) {
        (Some(name), _) | (None, Signature::Typed(name)) => name,
        (None, Signature::Drawn(_)) => "",
    }
}

#[cfg(test)]
mod tests;
