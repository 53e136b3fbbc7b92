//! Deletions that were made, and are not in this database: it is older than they are, or the portal was cut off while it
//! made one. They are made again.

use std::collections::HashMap;

use super::{Deleted, Done, Hand, Office, OfficeFault};
use crate::{
    entry::{Actor, SenderKey},
    family::FamilyId,
    file::{DELETED, FileFault},
    instant::Instant,
    keys::{Destroyed, LINES_DAYS, ListFault},
};

/// Families looked at in one go.
const PAGE_FAMILIES: u32 = 1000;

/// Why they were not all made again.
#[derive(Debug, thiserror::Error)]
pub enum DeletionsFault {
    /// The list beside the keys.
    #[error(transparent)]
    List(#[from] ListFault),
    /// A file that is to be destroyed.
    #[error(transparent)]
    Office(#[from] OfficeFault),
}

impl Office {
    /// Destroys every listed family's key that is still here; how many there were. A family that changed its file after
    /// the deletion that is listed did not have it deleted: that was taken back, and could not be written down.
    pub async fn delete_listed(&self, now: Instant) -> Result<u64, DeletionsFault> {
        let missing = self.not_here().await?;
        let mut deleted = 0;
        let mut after = None;
        while !missing.is_empty() {
            let page = self.wrapped_keys(after).await?;
            let Some((last, _)) = page.last() else {
                break;
            };
            after = Some(*last);
            let alive = page.into_iter().filter(|(_, wrapped)| wrapped.is_some());
            for (family, _) in alive {
                if let Some(leaf) = missing.get(&self.keys.listed_name(family))
                    && self.is_older(family, *leaf).await?
                {
                    self.destroy_again(family, now).await?;
                    deleted += 1;
                }
            }
        }
        Ok(deleted)
    }

    /// Whose keys are destroyed here, as far as a copy may still have them: what a list that was lost is begun with.
    pub async fn deleted_here(&self, now: Instant) -> Done<Vec<Destroyed>> {
        let since = now.day().plus_days(-LINES_DAYS);
        let mut deleted = Vec::new();
        let mut after = None;
        loop {
            let page = self.wrapped_keys(after).await?;
            let Some((last, _)) = page.last() else {
                return Ok(deleted);
            };
            after = Some(*last);
            for (family, _) in page.iter().filter(|(_, wrapped)| wrapped.is_none()) {
                let kept = self.store.file(*family).await?;
                let last = kept.and_then(|kept| kept.entries.into_iter().last());
                let last = last.filter(|last| last.kind == DELETED && last.at.day() >= since);
                deleted.extend(last.map(|last| Destroyed {
                    family: *family,
                    leaf: last.leaf,
                    at: last.at,
                }));
            }
        }
    }

    /// Drops from the list what no copy can need any more.
    pub fn drop_old_deletions(&self, now: Instant) -> Result<usize, ListFault> {
        self.keys.drop_listed(now.day().plus_days(-LINES_DAYS))
    }

    /// The listed families whose deletion does not stand where any of their lines says, each with the last such place.
    async fn not_here(&self) -> Result<HashMap<[u8; 32], u64>, DeletionsFault> {
        let mut missing = HashMap::new();
        for (name, leaves) in self.keys.listed()? {
            let mut is_here = false;
            for leaf in &leaves {
                let there = self.store.entries(*leaf, 1).await;
                let there = there.map_err(OfficeFault::from)?;
                is_here |= there.first().is_some_and(|entry| {
                    let is_its = self.keys.listed_name(entry.family) == name;
                    entry.leaf == *leaf && entry.kind == DELETED && is_its
                });
            }
            let last = leaves.iter().max().filter(|_| !is_here);
            missing.extend(last.map(|leaf| (name, *leaf)));
        }
        Ok(missing)
    }

    async fn wrapped_keys(
        &self,
        after: Option<FamilyId>,
    ) -> Done<Vec<(FamilyId, Option<Vec<u8>>)>> {
        Ok(self.store.wrapped_keys(after, PAGE_FAMILIES).await?)
    }

    async fn is_older(&self, family: FamilyId, leaf: u64) -> Done<bool> {
        let kept = self.store.file(family).await?;
        let last = kept.and_then(|kept| Some(kept.entries.last()?.leaf));
        let is_older = last.is_none_or(|last| last < leaf);
        if !is_older {
            tracing::warn!(
                "a family that is listed as deleted went on with its file; it is left as it is"
            );
        }
        Ok(is_older)
    }

    /// Whatever is on its way with the agency: the family saw it end before it had its file deleted.
    async fn destroy_again(&self, family: FamilyId, now: Instant) -> Done<()> {
        let hand = Hand {
            by: Actor::Portal,
            at: now,
            key: SenderKey(self.draw()),
        };
        match self.destroy(family, &hand, |_| true).await {
            Ok(Deleted::Gone | Deleted::StillNeeded | Deleted::NoFile) => Ok(()),
            // a wrapping key that was retired has taken it along
            Err(OfficeFault::File(FileFault::Key(fault))) => {
                tracing::warn!("a file that is listed as deleted does not open: {fault}");
                Ok(())
            }
            Err(fault) => Err(fault),
        }
    }
}
