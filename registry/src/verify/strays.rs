//! Rows of nobody: of families that have no file, and acts without an entry.

use std::collections::{HashMap, HashSet};

use super::{Change, Lens, Report, What};
use crate::{
    entry::SenderKey,
    family::FamilyId,
    hex,
    store::{StoreFault, inspection::Table},
};

const PAGE: u32 = 400;

/// Looks through every table. Families that came meanwhile are asked after by themselves.
pub(super) async fn all(
    lens: Lens<'_>,
    there: &HashSet<FamilyId>,
    report: &mut Report,
) -> Result<(), StoreFault> {
    for table in Table::BESIDE {
        families(lens, table, there, report).await?;
    }
    acts(lens, report).await
}

async fn families(
    lens: Lens<'_>,
    table: Table,
    there: &HashSet<FamilyId>,
    report: &mut Report,
) -> Result<(), StoreFault> {
    let mut after = None;
    loop {
        let page = lens.inspection.having(table, after, PAGE).await?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        after = Some(*last);
        for family in page {
            if !there.contains(&family) && lens.store.file(family).await?.is_none() {
                let row = "all its rows".to_owned();
                let stray = Change::of_row(table.as_str(), family, row, What::RowStray);
                report.note(stray);
            }
        }
    }
}

async fn acts(lens: Lens<'_>, report: &mut Report) -> Result<(), StoreFault> {
    let mut after = None;
    loop {
        let page = lens.inspection.acts(after, PAGE).await?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        after = Some(last.key);
        let leaves: Vec<u64> = page.iter().map(|act| act.first_leaf).collect();
        let entries = lens.inspection.senders(&leaves).await?.into_iter();
        let entries: HashMap<u64, SenderKey> = entries.map(|(leaf, _, key)| (leaf, key)).collect();
        for act in page {
            if entries.get(&act.first_leaf) != Some(&act.key) {
                let row = format!("key {}", hex::encode(&act.key.0));
                report.note(Change::of_row("act", act.family, row, What::ActStray));
            }
        }
    }
}
