//! What is worked out from a family's entries and kept beside them, so that it can be found: made by [`derive`]
//! alone, replaced as a whole with every change, and the same bytes whenever it is made again.

use serde::{Deserialize, Serialize};

use crate::{application::Stage, instant::Instant};

/// What a family can be found by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Index {
    /// The phone that opens the file.
    Phone,
    /// An ID number: the mother's, the father's, an agent's.
    IdNumber,
    /// A provisional number; case counts.
    ProvisionalNumber,
    /// An application's number.
    ApplicationNumber,
}

impl Index {
    /// Every one.
    pub const ALL: [Index; 4] = [
        Index::Phone,
        Index::IdNumber,
        Index::ProvisionalNumber,
        Index::ApplicationNumber,
    ];

    /// The word in the databases.
    pub fn as_str(self) -> &'static str {
        match self {
            Index::Phone => "phone",
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

/// One date that lies ahead.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DueRow {
    /// The day, ISO 8601.
    pub due_on: String,
    /// What, by the law's word.
    pub what: String,
    /// The state's word.
    pub state: String,
}
