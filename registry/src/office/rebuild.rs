//! Derived rows, made again.

use super::{Done, Office};
use crate::{
    derived::{Derived, derive},
    family::FamilyId,
    store::{Inspection, inspection::Table},
};

/// Families read in one go.
const PAGE: u32 = 200;

/// What making them again did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rebuilt {
    /// Families looked at.
    pub families: u64,
    /// Those whose rows were others.
    pub changed: u64,
    /// Those that have no file, and had rows.
    pub nobody: u64,
}

impl Office {
    /// Makes every family's derived rows again, and takes away those of nobody. A family that is written to meanwhile
    /// has new rows already.
    pub async fn rebuild(&self) -> Done<Rebuilt> {
        let mut rebuilt = Rebuilt::default();
        let mut after: Option<FamilyId> = None;
        loop {
            let families = self.store.families(after, PAGE).await?;
            let Some(last) = families.last() else {
                break;
            };
            after = Some(*last);
            for family in families {
                rebuilt.families += 1;
                if self.rebuild_one(family).await? {
                    rebuilt.changed += 1;
                }
            }
        }
        if let Some(inspection) = self.store.inspection() {
            for table in Table::DERIVED {
                rebuilt.nobody += self.clear(inspection, table).await?;
            }
        }
        Ok(rebuilt)
    }

    async fn rebuild_one(&self, family: FamilyId) -> Done<bool> {
        let Some(kept) = self.store.file(family).await? else {
            return Ok(false);
        };
        let seen = u32::try_from(kept.entries.len()).unwrap_or(u32::MAX);
        // of a destroyed file there are none, wherever it was
        let (made, area) = match self.open_kept(family, &kept).await? {
            Some(file) => (derive(&file, self.keys.blinds(), self.areas)?, file.area()),
            None => (Derived::default(), String::new()),
        };
        if self.has(family, &made, &area).await? {
            return Ok(false);
        }
        Ok(self.store.derive_again(family, seen, made).await?)
    }

    /// Are these the rows that lie there, to the last column?
    async fn has(&self, family: FamilyId, made: &Derived, area: &str) -> Done<bool> {
        let Some(inspection) = self.store.inspection() else {
            return Ok(false);
        };
        for (table, rows) in made.rows(area) {
            if inspection.rows(table, family).await? != rows {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Rows of one table whose family has no file; of how many families.
    async fn clear(&self, inspection: &dyn Inspection, table: Table) -> Done<u64> {
        let mut cleared = 0;
        let mut after: Option<FamilyId> = None;
        loop {
            let families = inspection.having(table, after, PAGE).await?;
            let Some(last) = families.last() else {
                return Ok(cleared);
            };
            after = Some(*last);
            for family in families {
                let is_nobody = self.store.file(family).await?.is_none();
                if is_nobody
                    && self
                        .store
                        .derive_again(family, 0, Derived::default())
                        .await?
                {
                    cleared += 1;
                }
            }
        }
    }
}
