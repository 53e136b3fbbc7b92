//! A family's file, opened: its key and its entries in the clear, in memory alone.

mod areas;

use serde::{Deserialize, Serialize};

use crate::{
    entry::{Actor, Entry, Event, SenderKey, Step},
    family::FamilyId,
    instant::Instant,
    keys::{Chance, KeyFault, KeyService},
    standing::Standing,
    store::{KeptFile, SealedEntry},
    vault::{Cell, FamilyKey, VaultFault},
};

/// The word for the entry with which a family's key is destroyed.
pub const DELETED: &str = "deleted";

/// A family's file. A destroyed one cannot be opened, so there is always a key.
#[derive(Debug)]
pub struct File {
    /// Whose.
    pub family: FamilyId,
    /// The family's own key.
    pub key: FamilyKey,
    /// What happened, oldest first.
    pub entries: Vec<Entry>,
}

/// Why a file was not opened or written. It says where, never what stands there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    /// Its key.
    #[error(transparent)]
    Key(#[from] KeyFault),
    /// An entry's body does not open or cannot be sealed.
    #[error("entry {place}: {fault}")]
    Body {
        /// Its place in the file.
        place: u32,
        /// Why.
        fault: VaultFault,
    },
    /// An entry opens, and does not read.
    #[error("entry {place} does not read")]
    Unreadable {
        /// Its place in the file.
        place: u32,
    },
    /// An entry stands at another's place, in another's file or under another word.
    #[error("entry {place} is not where it belongs")]
    Misplaced {
        /// The place it stands at.
        place: u32,
    },
    /// The file is full.
    #[error("the file has no room for more entries")]
    Full,
}

impl FileFault {
    /// The place of what was changed from outside, where that is what it tells: a flipped bit, an entry that was put
    /// elsewhere, a key that is another's. A key that was retired, and an entry of a version to come, are no damage.
    pub fn damage(&self) -> Option<u32> {
        match *self {
            FileFault::Key(KeyFault::Closed) => Some(0),
            FileFault::Body {
                fault: VaultFault::TooLong,
                ..
            }
            | FileFault::Key(_)
            | FileFault::Unreadable { .. }
            | FileFault::Full => None,
            FileFault::Body { place, .. } | FileFault::Misplaced { place } => Some(place),
        }
    }
}

/// Entries in one file, at most: far more than a family makes, few enough to be read at once.
pub const ENTRIES_LIMIT: u32 = 10_000;

/// What is sealed of an entry.
#[derive(Deserialize)]
struct Body {
    by: Actor,
    event: Event,
    #[serde(default)]
    edition: Option<String>,
}

/// The same, on its way in.
#[derive(Serialize)]
struct BodyOf<'a> {
    by: &'a Actor,
    event: &'a Event,
    #[serde(skip_serializing_if = "Option::is_none")]
    edition: &'a Option<String>,
}

impl File {
    /// A new file, and its key, wrapped, for the commit that begins it.
    pub async fn create(
        keys: &dyn KeyService,
        family: FamilyId,
    ) -> Result<(File, Vec<u8>), FileFault> {
        let (key, wrapped) = keys.create(family).await?;
        let file = File {
            family,
            key,
            entries: Vec::new(),
        };
        Ok((file, wrapped))
    }

    /// Opens what is kept; none where the key was destroyed.
    pub async fn open(
        keys: &dyn KeyService,
        family: FamilyId,
        kept: &KeptFile,
    ) -> Result<Option<File>, FileFault> {
        let Some(wrapped) = &kept.wrapped_key else {
            return Ok(None);
        };
        let mut file = File {
            family,
            key: keys.unwrap(family, wrapped).await?,
            entries: Vec::with_capacity(kept.entries.len()),
        };
        for (place, entry) in (0..).zip(&kept.entries) {
            let opened = file
                .key
                .open(&body_cell(family, place), &entry.body)
                .map_err(|fault| FileFault::Body { place, fault })?;
            let body: Body =
                serde_json::from_slice(&opened).map_err(|_| FileFault::Unreadable { place })?;
            let is_at_home = entry.place == place
                && entry.family == family
                && entry.kind == kind_of(&body.event);
            if !is_at_home {
                return Err(FileFault::Misplaced { place });
            }
            file.entries.push(Entry {
                place,
                leaf: Some(entry.leaf),
                at: entry.at,
                by: body.by,
                event: body.event,
                key: entry.key,
                edition: body.edition,
            });
        }
        Ok(Some(file))
    }

    /// How many entries there are: a commit's `seen`, before anything is written.
    pub fn len(&self) -> u32 {
        u32::try_from(self.entries.len()).unwrap_or(u32::MAX)
    }

    /// Has nothing happened yet?
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Adds an entry to the file in memory, and gives it sealed for the commit that makes it durable.
    pub fn write(
        &mut self,
        chance: &dyn Chance,
        at: Instant,
        by: Actor,
        key: SenderKey,
        edition: Option<String>,
        event: Event,
    ) -> Result<SealedEntry, FileFault> {
        let place = self.len();
        // a full file can still be destroyed
        if place >= ENTRIES_LIMIT && event != Event::Deleted {
            return Err(FileFault::Full);
        }
        let body = BodyOf {
            by: &by,
            event: &event,
            edition: &edition,
        };
        let body = serde_json::to_vec(&body).map_err(|_| FileFault::Unreadable { place })?;
        let body = self
            .key
            .seal(chance, &body_cell(self.family, place), &body)
            .map_err(|fault| FileFault::Body { place, fault })?;
        let sealed = SealedEntry {
            at,
            kind: kind_of(&event),
            body,
        };
        self.entries.push(Entry {
            place,
            leaf: None,
            at,
            by,
            event,
            key,
            edition,
        });
        Ok(sealed)
    }

    /// The entries of one act of the sender's.
    pub fn act(&self, key: SenderKey) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.key == key)
    }

    /// Where the family stands.
    pub fn standing(&self) -> Standing {
        Standing::of(&self.entries)
    }
}

/// The cell of an entry's body.
fn body_cell(family: FamilyId, place: u32) -> Cell {
    Cell::of_family("entry", "body", family, place)
}

/// The word for what happened, in the open beside the sealed body.
pub fn kind_of(event: &Event) -> &'static str {
    match event {
        Event::Opened { .. } => "opened",
        Event::PhoneChanged { .. } => "phone_changed",
        Event::Consented { .. } => "consented",
        Event::ConsentWithdrawn { .. } => "consent_withdrawn",
        Event::Sent(_) => "sent",
        Event::Mended(_) => "mended",
        Event::Moved { step, .. } => match step {
            Step::Accept => "accepted",
            Step::AskBack { .. } => "asked_back",
            Step::Refuse { .. } => "refused",
            Step::Register { .. } => "registered",
            Step::Pay { .. } => "paid",
            Step::Finish { .. } => "finished",
            Step::PayBack { .. } => "paid_back",
            Step::Void { .. } => "void",
            Step::Expire => "expired",
            Step::Withdraw => "withdrawn",
            Step::Undo { .. } => "undone",
        },
        Event::Answered { .. } => "answered",
        Event::Told { .. } => "told",
        Event::SaidAgain { .. } => "said_again",
        Event::PaperMade { .. } => "paper_made",
        Event::Looked { .. } => "looked",
        Event::TakenAlong => "taken_along",
        Event::Deleted => DELETED,
    }
}

#[cfg(test)]
mod tests;
