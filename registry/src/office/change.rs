//! One change of one file: worked out from where it stands, kept if it still stands there.

use sha2::{Digest, Sha256};

use super::{Done, Hand, Office, OfficeFault};
use crate::{
    derived::derive,
    entry::{Entry, Event},
    family::FamilyId,
    file::File,
    outside::Message,
    store::{Commit, KeyChange, NewIntent, Outcome, Passing},
    vault::Cell,
};

/// A writer that lost so often gives up: somebody writes without end.
const TRIES_MAX: u32 = 16;

/// What is to become of a file.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// What happened, in order.
    pub events: Vec<Event>,
    /// What is to be told to phones, once it is durable.
    pub messages: Vec<Message>,
    /// Drafts that end with it.
    pub ends: Vec<(Passing, Vec<u8>)>,
    /// Is the file destroyed with it?
    pub destroys: bool,
}

/// How a change ended.
#[derive(Clone, Debug)]
pub enum Changed<T> {
    /// It is kept.
    Kept {
        /// The file as it is now.
        file: Box<File>,
        /// The first new entry's leaf in the audit's tree.
        first_leaf: u64,
        /// Was it kept before, under the same key?
        is_repeat: bool,
    },
    /// It can't be made, for this reason of the caller's.
    Not(T),
    /// The sender's key was used for something else.
    KeyUsed,
    /// There is no such file.
    NoFile,
}

impl Office {
    /// Changes a file. `work_out` may run several times, and sees each time what stands there.
    pub async fn change<T>(
        &self,
        family: FamilyId,
        hand: &Hand,
        work_out: impl Fn(&File) -> Result<Change, T>,
    ) -> Done<Changed<T>> {
        for _ in 0..TRIES_MAX {
            let Some(file) = self.file(family).await? else {
                return Ok(Changed::NoFile);
            };
            if let Some(leaf) = file.leaf_of(hand.key) {
                return Ok(Changed::Kept {
                    file: Box::new(file),
                    first_leaf: leaf,
                    is_repeat: true,
                });
            }
            let change = match work_out(&file) {
                Ok(change) => change,
                Err(why) => return Ok(Changed::Not(why)),
            };
            if change.events.is_empty() {
                let first_leaf = file.first_leaf();
                return Ok(Changed::Kept {
                    file: Box::new(file),
                    first_leaf,
                    is_repeat: true,
                });
            }
            if let Some(changed) = self.keep(file, hand, change, KeyChange::None).await? {
                return Ok(changed);
            }
        }
        Err(OfficeFault::Busy)
    }

    /// Keeps a change of a file that was just read, or just made; none where somebody was quicker.
    pub(super) async fn keep<T>(
        &self,
        mut file: File,
        hand: &Hand,
        change: Change,
        family_key: KeyChange,
    ) -> Done<Option<Changed<T>>> {
        let seen = file.entries.len();
        let digest = digest_of(&change);
        let entries: Vec<Entry> = change
            .events
            .into_iter()
            .zip(seen..)
            .map(|(event, place)| Entry {
                place: u32::try_from(place).unwrap_or(u32::MAX),
                at: hand.at,
                by: hand.by.clone(),
                event,
                key: hand.key,
            })
            .collect();
        let mut sealed = Vec::with_capacity(entries.len());
        for entry in &entries {
            let entry = file.seal(&*self.chance, entry);
            sealed.push(entry.map_err(|_| OfficeFault::Unreadable)?);
        }
        let intents = self.intents(&file, hand, &change.messages)?;
        file.entries.extend(entries);
        let derived = if change.destroys {
            Default::default()
        } else {
            derive(&file, self.keys.blinds()).map_err(|_| OfficeFault::Unreadable)?
        };
        let commit = Commit {
            family: file.family,
            seen: u32::try_from(seen).unwrap_or(u32::MAX),
            key: hand.key,
            digest,
            entries: sealed,
            family_key: if change.destroys {
                KeyChange::Destroy
            } else {
                family_key
            },
            derived,
            intents,
            ends: change.ends,
        };
        Ok(match self.store.commit(commit).await? {
            Outcome::Kept { first_leaf } => {
                file.took(first_leaf);
                Some(Changed::Kept {
                    file: Box::new(file),
                    first_leaf,
                    is_repeat: false,
                })
            }
            Outcome::Repeated { first_leaf } => Some(Changed::Kept {
                file: Box::new(file),
                first_leaf,
                is_repeat: true,
            }),
            Outcome::KeyUsed => Some(Changed::KeyUsed),
            Outcome::Stale => None,
        })
    }

    fn intents(&self, file: &File, hand: &Hand, messages: &[Message]) -> Done<Vec<NewIntent>> {
        let mut intents = Vec::with_capacity(messages.len());
        for (message, turn) in messages.iter().zip(0u32..) {
            let named = [&hand.key.0[..], &turn.to_be_bytes()].concat();
            let name = self.keys.blinds().name("intent", &named);
            let mut id = [0; 16];
            id.copy_from_slice(&name[..16]);
            let body = serde_json::to_vec(message).expect("a message is plain data");
            let cell = Cell::new("intent", "body", crate::hex::encode(&id));
            let body = file
                .key
                .seal(&*self.chance, &cell, &body)
                .map_err(|_| OfficeFault::Unreadable)?;
            intents.push(NewIntent {
                id,
                to: "messages",
                body,
                due_at: hand.at,
            });
        }
        Ok(intents)
    }
}

/// Of what was sent, so that a key can't stand for two things.
fn digest_of(change: &Change) -> [u8; 32] {
    let text = serde_json::to_vec(&change.events).expect("events are plain data");
    Sha256::digest(text).into()
}
