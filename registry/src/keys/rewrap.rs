//! After a rotation: every family's key is wrapped again under the newest wrapping key, while the portal serves.

use super::{KeyFault, KeyService};
use crate::{
    family::FamilyId,
    store::{Store, StoreFault},
};

/// Families asked for at once. The pace is the database's: each exchange is one small write among the others.
const PAGE_FAMILIES: u32 = 100;

/// How often a family is tried whose key changes meanwhile. Only another rewrap or its deletion changes it.
const TRIES: u32 = 3;

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
/// from the last family that `progress` was told: a family is exchanged in one write, from the wrapped key that was
/// read, so it always has one that unwraps.
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
        let page = store.families(done.last, PAGE_FAMILIES).await?;
        if page.is_empty() {
            return Ok(done);
        }
        for family in page {
            let count = match one(store, keys, family).await? {
                Fate::Rewrapped => &mut done.rewrapped,
                Fate::Newest => &mut done.newest,
                Fate::Destroyed => &mut done.destroyed,
                Fate::Left => &mut done.left,
            };
            *count += 1;
            done.seen += 1;
            done.last = Some(family);
        }
        progress(&done);
    }
}

enum Fate {
    Rewrapped,
    Newest,
    Destroyed,
    Left,
}

async fn one(
    store: &dyn Store,
    keys: &dyn KeyService,
    family: FamilyId,
) -> Result<Fate, RewrapFault> {
    let fault = |fault| RewrapFault::Key { family, fault };
    for _ in 0..TRIES {
        let file = store.file(family).await?;
        let Some(old) = file.and_then(|file| file.wrapped_key) else {
            return Ok(Fate::Destroyed);
        };
        if keys.is_newest(&old) {
            return Ok(Fate::Newest);
        }
        let key = keys.unwrap(family, &old).await.map_err(fault)?;
        let new = keys.wrap(family, &key).await.map_err(fault)?;
        if store.rewrap(family, old, new).await? {
            return Ok(Fate::Rewrapped);
        }
    }
    Ok(Fate::Left)
}

#[cfg(test)]
mod tests;
