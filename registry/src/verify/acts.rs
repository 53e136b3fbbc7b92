//! What senders did, against the entries: each entry's key has its act, which says whose it was, where it began and what
//! was sent. The last is told only while the file opens.

use std::collections::HashMap;

use super::{Change, Lens, What};
use crate::{
    entry::SenderKey,
    family::FamilyId,
    file::File,
    office::act_digest,
    store::{KeptAct, KeptFile, StoreFault},
};

/// Keys asked for at once.
const PAGE_KEYS: usize = 400;

pub(super) async fn of(
    lens: Lens<'_>,
    family: FamilyId,
    kept: &KeptFile,
    file: Option<&File>,
) -> Result<Vec<Change>, StoreFault> {
    let mut keys: Vec<SenderKey> = kept.entries.iter().map(|entry| entry.key).collect();
    keys.dedup();
    let mut acts: HashMap<SenderKey, KeptAct> = HashMap::new();
    for page in keys.chunks(PAGE_KEYS) {
        let page = lens.inspection.acts_under(page).await?;
        acts.extend(page.into_iter().map(|act| (act.key, act)));
    }
    let mut changes = Vec::new();
    for entries in kept.entries.chunk_by(|one, next| one.key == next.key) {
        let (key, leaf) = (entries[0].key, entries[0].leaf);
        let note = |what| Change::at(leaf, Some(family), what);
        let Some(act) = acts.get(&key) else {
            changes.push(note(What::ActMissing));
            continue;
        };
        let sent = file.map(|file| act_digest(lens.keys, file.act(key).map(|entry| &entry.event)));
        let is_same = act.family == family
            && act.first_leaf == leaf
            && sent.is_none_or(|digest| digest == act.digest);
        if !is_same {
            changes.push(note(What::ActChanged));
        }
    }
    Ok(changes)
}
