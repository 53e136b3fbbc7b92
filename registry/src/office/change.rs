//! One change of one file: worked out from where it stands, kept if it still stands there.

use policy::{AreaCode, Day};
use sha2::{Digest, Sha256};

use super::{Done, Hand, Office, OfficeFault, sending::edition_of};
use crate::{
    application::ApplicationNumber,
    calls::{Call, SECOND_THOUGHT_SECONDS, What},
    derived::{Derived, derive},
    entry::{Actor, Event, SenderKey},
    family::FamilyId,
    file::File,
    hex,
    instant::Instant,
    keys::KeyService,
    store::{Commit, Found, KeyChange, NewIntent, Outcome, Passing, Silence},
    vault::Cell,
};

/// A writer that lost so often gives up: somebody writes without end.
pub(super) const TRIES_MAX: u32 = 16;

/// What is to become of a file.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// What happened, in order.
    pub events: Vec<Event>,
    /// What is to be said to the world outside, once it is durable.
    pub calls: Vec<What>,
    /// The application it is about, where it is about one: its calls are its own.
    pub about: Option<ApplicationNumber>,
    /// Calls written before that are of no use any more.
    pub silences: Vec<Silence>,
    /// The area it is about, six digits; empty where it is about none.
    pub area: String,
    /// Passing things that end with it.
    pub ends: Vec<(Passing, Vec<u8>)>,
    /// Is the file destroyed with it?
    pub destroys: bool,
    /// Whom it takes to be there beside the family.
    pub found: Option<Found>,
}

/// How a change ended.
#[derive(Debug)]
pub enum Changed<T> {
    /// It is kept.
    Kept {
        /// The file as it is now.
        file: Box<File>,
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
    /// Changes a file. `is_it` knows the act by one of its events, since one key is for one act; `work_out` may run
    /// several times, and sees each time what stands there.
    pub async fn change<T>(
        &self,
        family: FamilyId,
        hand: &Hand,
        is_it: impl Fn(&Event) -> bool,
        work_out: impl Fn(&File) -> Result<Change, T>,
    ) -> Done<Changed<T>> {
        match self.file(family).await? {
            Some(file) => self.change_read(file, hand, is_it, work_out).await,
            None => Ok(Changed::NoFile),
        }
    }

    /// The same of a file that was just read. If it moved on meanwhile it is read again.
    pub(super) async fn change_read<T>(
        &self,
        mut file: File,
        hand: &Hand,
        is_it: impl Fn(&Event) -> bool,
        work_out: impl Fn(&File) -> Result<Change, T>,
    ) -> Done<Changed<T>> {
        let family = file.family;
        for _ in 0..TRIES_MAX {
            if file.act(hand.key).next().is_some() {
                let is_same = file.act(hand.key).any(|entry| is_it(&entry.event));
                return Ok(if is_same {
                    Changed::repeated(file)
                } else {
                    Changed::KeyUsed
                });
            }
            let change = match work_out(&file) {
                Ok(change) => change,
                Err(why) => return Ok(Changed::Not(why)),
            };
            if change.events.is_empty() {
                return Ok(Changed::repeated(file));
            }
            if let Some(changed) = self.keep(file, hand, change, KeyChange::None).await? {
                return Ok(changed);
            }
            match self.file(family).await? {
                Some(again) => file = again,
                None => return Ok(Changed::NoFile),
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
        let seen = file.len();
        let digest = act_digest(&*self.keys, &change.events);
        let edition = AreaCode::parse(&change.area)
            .ok()
            .map(|area| edition_of(self.areas, area, hand.at.day()));
        let mut sealed = Vec::with_capacity(change.events.len());
        for event in change.events {
            let by = hand.by.clone();
            let edition = edition.clone();
            sealed.push(file.write(&*self.chance, hand.at, by, hand.key, edition, event)?);
        }
        let intents = self.intents(&file, hand, change.about.as_ref(), change.calls)?;
        let derived = if change.destroys {
            Derived::default()
        } else {
            derive(&file, self.keys.blinds(), self.areas)?
        };
        let commit = Commit {
            family: file.family,
            area: change.area,
            seen,
            key: hand.key,
            digest,
            found: change.found,
            entries: sealed,
            family_key: if change.destroys {
                KeyChange::Destroy
            } else {
                family_key
            },
            derived,
            silences: change.silences,
            intents,
            ends: change.ends,
        };
        Ok(match self.store.commit(commit).await? {
            Outcome::Kept { first_leaf } => {
                let new = file.entries.iter_mut().skip(seen as usize);
                for (entry, leaf) in new.zip(first_leaf..) {
                    entry.leaf = Some(leaf);
                }
                Some(Changed::Kept {
                    file: Box::new(file),
                    is_repeat: false,
                })
            }
            // What was written into the file in memory is not what is kept: the first of two sendings is.
            Outcome::Repeated { .. } => match self.file(file.family).await? {
                Some(file) => Some(Changed::repeated(file)),
                None => Some(Changed::NoFile),
            },
            Outcome::KeyUsed => Some(Changed::KeyUsed),
            Outcome::Stale => None,
        })
    }

    fn intents(
        &self,
        file: &File,
        hand: &Hand,
        about: Option<&ApplicationNumber>,
        calls: Vec<What>,
    ) -> Done<Vec<NewIntent>> {
        if calls.is_empty() {
            return Ok(Vec::new());
        }
        let standing = file.standing();
        let place = about.and_then(|number| standing.place_of(number));
        let mut intents = Vec::with_capacity(calls.len());
        for (what, turn) in calls.into_iter().zip(0u32..) {
            let id = intent_id(&*self.keys, hand.key, turn);
            let due_at = due_at(&what, hand);
            let to = what.to();
            let call = Call {
                made_at: hand.at,
                until: until(&what, hand.at),
                about: about.cloned(),
                what,
            };
            let body = file
                .key
                .seal(&*self.chance, &intent_cell(id), &call.to_bytes())?;
            intents.push(NewIntent {
                id,
                place,
                to,
                body,
                due_at,
            });
        }
        Ok(intents)
    }
}

impl<T> Changed<T> {
    fn repeated(file: File) -> Changed<T> {
        Changed::Kept {
            file: Box::new(file),
            is_repeat: true,
        }
    }
}

fn due_at(what: &What, hand: &Hand) -> Instant {
    match (what, &hand.by) {
        (What::Message(_), _) | (_, Actor::Family | Actor::Named(_) | Actor::Portal) => hand.at,
        (_, Actor::Agency(_)) => hand.at.plus_seconds(SECOND_THOUGHT_SECONDS),
    }
}

/// A question is asked until the year is over whose premium it is about, or the one in which it was first asked.
fn until(what: &What, at: Instant) -> Option<Instant> {
    let year = match what {
        What::Arrival(assessment) => i32::from(assessment.covers_to.year),
        What::Find { year, .. } => *year,
        What::Message(_) | What::Register(_) | What::Update(_) | What::Levy(_) => return None,
    };
    let last = Day::new(year, 12, 31)?.max(at.day().end_of_year());
    Some(Instant::begins(last.plus_days(1)))
}

/// The cell of a call's body.
pub(crate) fn intent_cell(id: [u8; 16]) -> Cell {
    Cell::new("intent", "body", hex::encode(&id))
}

/// The name of an act's call: the same call is written once.
pub(crate) fn intent_id(keys: &dyn KeyService, act: SenderKey, turn: u32) -> [u8; 16] {
    let named = [&act.0[..], &turn.to_be_bytes()].concat();
    let name = keys.blinds().name("intent", &named);
    let mut id = [0; 16];
    id.copy_from_slice(&name[..16]);
    id
}

/// What an act is known by beside its key. Hashed under a key of ours: a bare hash would let whoever has the database try
/// what may have been sent, even after a file was destroyed.
pub(crate) fn act_digest<'e>(
    keys: &dyn KeyService,
    events: impl IntoIterator<Item = &'e Event>,
) -> [u8; 32] {
    keys.blinds().name("act", &digest_of(events))
}

/// Of what was sent, so that a key can't stand for two things. An application's number is drawn anew with each sending,
/// and is no part of it. Worked out again from the entries by `yucan verify`, so it never changes, nor how an event that
/// was kept is written: a field that an event gets later is left out where it says nothing.
fn digest_of<'e>(events: impl IntoIterator<Item = &'e Event>) -> [u8; 32] {
    let mut digest = Sha256::new();
    for event in events {
        let part = match event {
            Event::Sent(sent) => serde_json::to_vec(&(&sent.fields, &sent.facts, &sent.signature)),
            other => serde_json::to_vec(other),
        };
        digest.update(part.expect("events are plain data"));
        digest.update([0]);
    }
    digest.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::act_digest;
    use crate::{hex, sample};

    /// `yucan verify` works them out again from entries of any age.
    #[test]
    fn a_digest_is_the_same_for_ever() {
        let (_folder, keys) = sample::keys(100);
        let story = sample::story(1);
        let digests: Vec<String> = story
            .iter()
            .map(|(_, event)| hex::encode(&act_digest(&*keys, [event])[..8]))
            .collect();
        let expected = [
            "e430fb068c7b7854",
            "16a5d6dda55c8eb7",
            "4298a1337cbd8bc2",
            "f9f757f0bb55ca42",
            "384c785848cf8430",
        ];
        assert_eq!(digests, expected);
    }
}
