//! Derived rows, made again.

use super::{Done, Office};
use crate::{derived::derive, family::FamilyId};

/// Families read in one go.
const PAGE: u32 = 200;

/// What making them again did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rebuilt {
    /// Families looked at.
    pub families: u64,
    /// Those whose rows were others.
    pub changed: u64,
}

impl Office {
    /// Makes every family's derived rows again. A family that is written to meanwhile has new rows already.
    pub async fn rebuild(&self) -> Done<Rebuilt> {
        let mut rebuilt = Rebuilt::default();
        let mut after: Option<FamilyId> = None;
        loop {
            let families = self.store.families(after, PAGE).await?;
            let Some(last) = families.last() else {
                return Ok(rebuilt);
            };
            after = Some(*last);
            for family in families {
                rebuilt.families += 1;
                if self.rebuild_one(family).await? {
                    rebuilt.changed += 1;
                }
            }
        }
    }

    async fn rebuild_one(&self, family: FamilyId) -> Done<bool> {
        let Some(file) = self.file(family).await? else {
            return Ok(false);
        };
        let made = derive(&file, self.keys.blinds(), self.areas)?;
        if self.store.derived(family).await? == made {
            return Ok(false);
        }
        Ok(self.store.derive_again(family, file.len(), made).await?)
    }
}
