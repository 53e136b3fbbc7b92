//! Calls to the world outside as the database holds them: on their way in, claimed, given up, silenced.

use crate::{family::FamilyId, instant::Instant};

/// Calls about one application that are never said, whether they are due or were given up. One that is being said just
/// now cannot be held back any more, and is not said again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silence {
    /// The application's place among the family's.
    pub place: u32,
    /// To whom may still be spoken, in the words of [`NewIntent::to`].
    pub but_to: &'static [&'static str],
}

/// A call to the world outside, on its way in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewIntent {
    /// Its own key: the same call is written once.
    pub id: [u8; 16],
    /// The place of the application it is about, among the family's.
    pub place: Option<u32>,
    /// To whom, in a word.
    pub to: &'static str,
    /// What is to be said, sealed under the family's key.
    pub body: Vec<u8>,
    /// Not before.
    pub due_at: Instant,
}

/// A call that was claimed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intent {
    /// Its key; the outside world is told it, and so can tell a repetition.
    pub id: [u8; 16],
    /// Whose.
    pub family: FamilyId,
    /// To whom.
    pub to: String,
    /// What is to be said, sealed.
    pub body: Vec<u8>,
    /// How often it was tried before; no two claims of one call have the same number, so it fences the lease.
    pub tries: u32,
    /// How often it had been tried when the desk last asked for it again.
    pub renewed: u32,
}

impl Intent {
    /// How often it was tried since it was last asked for.
    pub fn turn(&self) -> u32 {
        self.tries.saturating_sub(self.renewed)
    }
}

/// A call that was given up, for somebody to look after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadIntent {
    /// Whose.
    pub family: FamilyId,
    /// The place of the application it is about.
    pub place: Option<u32>,
    /// To whom, in a word.
    pub to: String,
    /// Why, in a word.
    pub why: String,
    /// Since when.
    pub since: Instant,
}

/// A call as it stands, to be shown to the family it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptIntent {
    /// Its key.
    pub id: [u8; 16],
    /// The place of the application it is about.
    pub place: Option<u32>,
    /// To whom, in a word.
    pub to: String,
    /// What is or was to be said, sealed; empty where it does not stay.
    pub body: Vec<u8>,
    /// How far it is.
    pub state: IntentState,
    /// Due: not before then. Else since when it is so.
    pub at: Instant,
}

/// How far a call is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntentState {
    /// It is to be said.
    Due,
    /// It was said.
    Done,
    /// It was given up.
    Dead,
}

/// What an end leaves of a call's row. The row itself stays, so that the same call is not written again.
pub(super) struct Left<'e> {
    pub state: &'static str,
    /// As it was where nothing says otherwise.
    pub ready_at: Option<i64>,
    pub why: &'e str,
    /// What was said need not stay.
    pub is_emptied: bool,
}

impl IntentEnd {
    pub(super) fn left(&self) -> Left<'_> {
        let (state, ready_at, why) = match self {
            IntentEnd::Done => ("done", None, ""),
            IntentEnd::Told { at } => ("done", Some(at.0), ""),
            IntentEnd::Again(at) => ("due", Some(at.0), ""),
            IntentEnd::Dead { at, why } => ("dead", Some(at.0), why.as_str()),
        };
        Left {
            state,
            ready_at,
            why,
            is_emptied: matches!(self, IntentEnd::Done),
        }
    }
}

/// How a claimed call ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IntentEnd {
    /// It was said, or is of no use; what was said does not stay.
    Done,
    /// Somebody was told it, and may read later what.
    Told {
        /// When.
        at: Instant,
    },
    /// It is tried again, not before then.
    Again(Instant),
    /// It is given up, and waits for somebody to look after it.
    Dead {
        /// When.
        at: Instant,
        /// Why, in a word that names nobody.
        why: String,
    },
}
