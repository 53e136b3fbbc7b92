//! What a batch of commits comes to: each is looked at in order against what is kept and what those before it changed,
//! and all of their rows are written at once. A plain function of what was read; no database is asked here.

use std::collections::HashMap;

use super::{
    Commit, FIND_MAX, Found, Head, KeptEntry, KeyChange, Outcome, StoreFault,
    ledger::{Act, Created, DerivedRows, FileSeen, Rows, Value},
    tree::Tree,
};
use crate::{
    audit::{head::Signer, leaf::leaf_hash},
    entry::SenderKey,
    family::FamilyId,
};

/// A batch in the making.
pub(super) struct Plan<'w> {
    acts: HashMap<SenderKey, Act>,
    files: HashMap<FamilyId, FileSeen>,
    /// How many families each value finds that a change rests on, as long as the batch has not touched it.
    found: HashMap<Value, u32>,
    tree: Tree,
    rows: Rows<'w>,
    /// Where a family's derived rows stand among the batch's: only the last are written.
    derived: HashMap<FamilyId, usize>,
}

impl<'w> Plan<'w> {
    /// Begins with what is kept of the keys and families that the batch touches.
    pub fn new(
        acts: Vec<Act>,
        files: Vec<FileSeen>,
        found: HashMap<Value, u32>,
        tree: Tree,
    ) -> Plan<'w> {
        Plan {
            acts: acts.into_iter().map(|act| (act.key, act)).collect(),
            files: files.into_iter().map(|file| (file.family, file)).collect(),
            found,
            tree,
            rows: Rows::default(),
            derived: HashMap::new(),
        }
    }

    /// Looks at one commit, and takes up its rows if it is to be kept.
    pub fn add(&mut self, commit: &'w Commit, signer: &dyn Signer) -> Result<Outcome, StoreFault> {
        let act = self.acts.get(&commit.key);
        let is_same = |act: &&Act| act.digest == commit.digest && act.family == commit.family;
        if let Some(act) = act.filter(is_same) {
            let first_leaf = act.first_leaf;
            return Ok(Outcome::Repeated { first_leaf });
        }
        // a key may be used because the same form opened a file just now: whoever looks again finds it there
        if commit.found.is_some_and(|found| !self.still_finds(found)) {
            return Ok(Outcome::Stale);
        }
        if act.is_some() {
            return Ok(Outcome::KeyUsed);
        }
        let known = self.files.get(&commit.family);
        if known.map_or(0, |file| file.entries) != commit.seen {
            return Ok(Outcome::Stale);
        }
        // a change in which nothing happens, a file without a key or a second key for one are slips of the caller's
        let is_new = known.is_none();
        let creates = matches!(commit.family_key, KeyChange::Create(_));
        if commit.entries.is_empty() || creates != is_new {
            return Err(StoreFault::Ours);
        }
        // its key was wrapped before a rotation: whoever opens the file wraps it again
        if let KeyChange::Create(wrapped) = &commit.family_key
            && !signer.may_begin(wrapped)
        {
            return Ok(Outcome::Stale);
        }
        let first_leaf = self.tree.size;
        self.take_file(commit, first_leaf)?;
        self.take_entries(commit)?;
        self.take_derived(commit, !is_new);
        Ok(Outcome::Kept { first_leaf })
    }

    /// Signs the tree as it is now, and gives the rows to write; none where nothing is to be kept.
    pub fn close(mut self, signer: &dyn Signer) -> (Option<Rows<'w>>, Tree) {
        let Some(newest) = self.rows.entries.iter().map(|(entry, _)| entry.at).max() else {
            return (None, self.tree);
        };
        // clocks of several servers differ; heads are in order all the same
        let at = newest.max(self.tree.at);
        self.tree.at = at;
        let (size, root) = (self.tree.size, self.tree.root());
        self.rows.head = Some(Head {
            size,
            root,
            at,
            signature: signer.sign(size, root, at),
        });
        (Some(self.rows), self.tree)
    }

    fn still_finds(&self, found: Found) -> bool {
        let there = self.found.get(&(found.index, found.blind));
        there.is_some_and(|families| (*families).min(FIND_MAX) == found.families)
    }

    fn take_file(&mut self, commit: &'w Commit, first_leaf: u64) -> Result<(), StoreFault> {
        let family = commit.family;
        let added = u32::try_from(commit.entries.len()).map_err(|_| StoreFault::Ours)?;
        let file = self.files.entry(family).or_insert_with(|| FileSeen {
            family,
            area: commit.area.clone(),
            entries: 0,
        });
        file.entries = file.entries.checked_add(added).ok_or(StoreFault::Ours)?;
        if !commit.area.is_empty() && file.area != commit.area {
            file.area.clone_from(&commit.area);
            self.rows.moves(family, &commit.area);
        }
        match &commit.family_key {
            KeyChange::None => {}
            KeyChange::Create(wrapped_key) => self.rows.created.push(Created {
                family,
                area: commit.area.clone(),
                wrapped_key,
                first_leaf,
            }),
            KeyChange::Destroy => self.rows.destroyed.push(family),
        }
        let act = Act {
            key: commit.key,
            digest: commit.digest,
            family,
            first_leaf,
        };
        self.acts.insert(commit.key, act);
        self.rows.acts.push(act);
        Ok(())
    }

    fn take_entries(&mut self, commit: &'w Commit) -> Result<(), StoreFault> {
        let area = self.area_of(commit.family);
        for (entry, place) in commit.entries.iter().zip(u64::from(commit.seen)..) {
            let entry = KeptEntry {
                leaf: self.tree.size,
                family: commit.family,
                place: u32::try_from(place).map_err(|_| StoreFault::Ours)?,
                at: entry.at,
                kind: entry.kind.to_owned(),
                key: commit.key,
                body: entry.body.clone(),
            };
            self.tree.grow(leaf_hash(&entry), &mut self.rows.nodes);
            self.rows.entries.push((entry, area.clone()));
        }
        for silence in &commit.silences {
            // what an earlier change of the same batch wanted said is not written yet
            self.rows.intents.retain(|(family, _, intent)| {
                let is_meant = *family == commit.family && intent.place == Some(silence.place);
                !is_meant || silence.but_to.contains(&intent.to)
            });
            self.rows.silences.push((commit.family, silence));
        }
        let intents = commit.intents.iter();
        self.rows
            .intents
            .extend(intents.map(|intent| (commit.family, area.clone(), intent)));
        Ok(())
    }

    fn take_derived(&mut self, commit: &'w Commit, replaces: bool) {
        for value in &commit.derived.blinds {
            self.found.remove(value);
        }
        let area = self.area_of(commit.family);
        match self.derived.get(&commit.family) {
            Some(at) => {
                let rows = &mut self.rows.derived[*at];
                rows.derived = &commit.derived;
                rows.area = area;
            }
            None => {
                self.derived.insert(commit.family, self.rows.derived.len());
                self.rows.derived.push(DerivedRows {
                    family: commit.family,
                    area,
                    derived: &commit.derived,
                    replaces,
                });
            }
        }
    }

    fn area_of(&self, family: FamilyId) -> String {
        self.files
            .get(&family)
            .map_or_else(String::new, |file| file.area.clone())
    }
}
