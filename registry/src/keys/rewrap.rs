//! After a rotation: every family's key is wrapped again under the newest wrapping key, while the portal serves.

use std::collections::BTreeMap;

use super::{KeyFault, KeyService, wrapped::wrapping_id};
use crate::{
    family::FamilyId,
    store::{Exchange, Store, StoreFault},
};

/// Families exchanged in one write, among the others: so few that nobody waits behind it.
const PAGE_FAMILIES: u32 = 100;

/// How often a page is tried whose keys change meanwhile. Only another rewrap or a deletion changes them.
const TRIES: u32 = 3;

/// Families that [`tally`] looks at in one go.
const TALLY_FAMILIES: u32 = 5_000;

/// What a walk over the families did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rewrapped {
    /// Families looked at.
    pub seen: u64,
    /// Wrapped again.
    pub rewrapped: u64,
    /// Under the newest key already, for instance by a walk that was cut short.
    pub newest: u64,
    /// Destroyed: there is no key any more.
    pub destroyed: u64,
    /// Left as they were, because somebody else changed them each time. Walk again.
    pub left: u64,
    /// The last family done: walking on begins behind it.
    pub last: Option<FamilyId>,
}

impl Rewrapped {
    /// This and what the next page came to.
    #[must_use]
    pub fn and(self, next: Rewrapped) -> Rewrapped {
        Rewrapped {
            seen: self.seen + next.seen,
            rewrapped: self.rewrapped + next.rewrapped,
            newest: self.newest + next.newest,
            destroyed: self.destroyed + next.destroyed,
            left: self.left + next.left,
            last: next.last.or(self.last),
        }
    }
}

/// Why a walk ended early. What was done stays done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RewrapFault {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreFault),
    /// The keys; and whose key it was.
    #[error("{fault}, of family {family:?}")]
    Key {
        /// Whose.
        family: FamilyId,
        /// What.
        fault: KeyFault,
    },
}

/// Walks the families behind `after`, or all of them. It may be killed at any point and begun again, from the start or
/// from the last family that `progress` was told: a page is exchanged in one write, each key for the one that was read,
/// so a family always has one that unwraps.
pub async fn rewrap(
    store: &dyn Store,
    keys: &dyn KeyService,
    after: Option<FamilyId>,
    mut progress: impl FnMut(&Rewrapped) + Send,
) -> Result<Rewrapped, RewrapFault> {
    let mut done = Rewrapped {
        last: after,
        ..Rewrapped::default()
    };
    loop {
        let page = rewrap_page(store, keys, done.last).await?;
        if page.seen == 0 {
            return Ok(done);
        }
        done = done.and(page);
        progress(&done);
    }
}

/// One step of the walk: some families behind `after`. Where it saw none, the walk is over.
pub async fn rewrap_page(
    store: &dyn Store,
    keys: &dyn KeyService,
    after: Option<FamilyId>,
) -> Result<Rewrapped, RewrapFault> {
    let mut rewrapped = 0;
    let mut tries = 0;
    loop {
        tries += 1;
        let page = store.wrapped_keys(after, PAGE_FAMILIES).await?;
        let mut done = Rewrapped {
            seen: page.len() as u64,
            rewrapped,
            last: page.last().map(|(family, _)| *family),
            ..Rewrapped::default()
        };
        let mut exchanges = Vec::new();
        for (family, wrapped) in page {
            match wrapped {
                None => done.destroyed += 1,
                Some(old) if keys.is_newest(&old) => done.newest += 1,
                Some(old) => exchanges.push(exchange(keys, family, old).await?),
            }
        }
        done.newest = done.newest.saturating_sub(rewrapped);
        let wanted = exchanges.len() as u64;
        if wanted > 0 {
            let exchanged = store.rewrap(exchanges).await?;
            let exchanged = exchanged.into_iter().filter(|was_so| *was_so).count() as u64;
            rewrapped += exchanged;
            done.rewrapped += exchanged;
            done.left = wanted - exchanged;
        }
        if done.left == 0 || tries == TRIES {
            return Ok(done);
        }
    }
}

async fn exchange(
    keys: &dyn KeyService,
    family: FamilyId,
    old: Vec<u8>,
) -> Result<Exchange, RewrapFault> {
    let fault = |fault| RewrapFault::Key { family, fault };
    let key = keys.unwrap(family, &old).await.map_err(fault)?;
    let new = keys.wrap(family, &key).await.map_err(fault)?;
    Ok(Exchange { family, old, new })
}

/// How many families' keys are wrapped under which wrapping key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// By the wrapping key's id.
    pub under: BTreeMap<u32, u64>,
    /// Families whose key was destroyed.
    pub destroyed: u64,
    /// Keys that say no id that can be read.
    pub unreadable: u64,
    /// The last family counted; counting on begins behind it.
    pub last: Option<FamilyId>,
}

/// Counts some families behind `after`. Where there were none, all are counted.
pub async fn tally(store: &dyn Store, after: Option<FamilyId>) -> Result<Tally, StoreFault> {
    let mut tally = Tally::default();
    for (family, wrapped) in store.wrapped_keys(after, TALLY_FAMILIES).await? {
        tally.last = Some(family);
        match wrapped.as_deref().map(wrapping_id) {
            None => tally.destroyed += 1,
            Some(Ok(id)) => *tally.under.entry(id).or_default() += 1,
            Some(Err(_)) => tally.unreadable += 1,
        }
    }
    Ok(tally)
}

#[cfg(test)]
mod tests;
