//! The signed heads, the database's and those that were kept elsewhere, smallest first: each with a signature of ours is
//! held against the tree at its size.

use std::{
    collections::{BTreeSet, VecDeque},
    vec,
};

use super::{Change, Check, Report, What};
use crate::store::{Head, Inspection, Store, StoreFault};

/// Heads asked for at once.
const PAGE_HEADS: u32 = 500;

/// A head, and whether it was kept elsewhere.
pub(super) struct Signed {
    pub(super) head: Head,
    pub(super) is_known: bool,
}

/// Those that are still to come.
pub(super) struct Heads<'a> {
    check: Check<'a>,
    inspection: Option<&'a dyn Inspection>,
    known: std::iter::Peekable<vec::IntoIter<Head>>,
    /// Of the database's, those that were read and not looked at yet.
    read: VecDeque<Head>,
    /// Up to this size they were read.
    read_to: u64,
    /// The size of the newest one when this began: later ones are nobody's fault.
    newest: u64,
    /// Sizes of kept ones that the database has not shown yet.
    wanted: BTreeSet<u64>,
}

impl<'a> Heads<'a> {
    /// Begins. Kept ones that are newer than everything there are told here, for no leaf is left to tell them at.
    pub(super) async fn begin(
        store: &'a dyn Store,
        check: Check<'a>,
        report: &mut Report,
    ) -> Result<Heads<'a>, StoreFault> {
        let newest = store.head().await?;
        let size = newest.as_ref().map_or(0, |head| head.size);
        report.signed = size;
        let mut known = check.known.to_vec();
        known.sort_by_key(|head| head.size);
        let inspection = store.inspection();
        let read = match inspection {
            Some(_) => VecDeque::new(),
            None => newest.into_iter().collect(),
        };
        let wanted = match inspection {
            Some(_) => known.iter().map(|head| head.size).collect(),
            None => BTreeSet::new(),
        };
        if let Some(latest) = known.last().filter(|head| head.size > size) {
            report.note(Change::among(size, latest.size, None, What::HeadOlder));
        }
        Ok(Heads {
            check,
            inspection,
            known: known.into_iter().peekable(),
            read,
            read_to: 0,
            newest: size,
            wanted: wanted.into_iter().filter(|kept| *kept <= size).collect(),
        })
    }

    /// The next that is over no more than so many leaves and has a signature of ours.
    pub(super) async fn next_to(
        &mut self,
        size: u64,
        report: &mut Report,
    ) -> Result<Option<Signed>, StoreFault> {
        loop {
            self.fill().await?;
            let known = self.known.peek().map(|head| head.size);
            let read = self.read.front().map(|head| head.size);
            let is_known = match (known, read) {
                (None, None) => return Ok(None),
                (Some(known), Some(read)) => known < read,
                (known, None) => known.is_some(),
                (None, Some(_)) => false,
            };
            if known.filter(|_| is_known).or(read.filter(|_| !is_known)) > Some(size) {
                return Ok(None);
            }
            let next = if is_known {
                self.known.next()
            } else {
                self.read.pop_front()
            };
            let Some(head) = next else {
                return Ok(None);
            };
            if !is_known {
                self.wanted.remove(&head.size);
            }
            if self.check.public_key.verify_head(&head) {
                return Ok(Some(Signed { head, is_known }));
            }
            report.note(Change::of_head(head.size, is_known, What::HeadForged));
        }
    }

    /// What is left once every leaf was walked: heads over more leaves than there are, and kept ones that the database
    /// has not.
    pub(super) async fn end(mut self, leaves: u64, report: &mut Report) -> Result<(), StoreFault> {
        let mut longest = 0;
        while let Some(signed) = self.next_to(u64::MAX, report).await? {
            longest = longest.max(signed.head.size);
        }
        if longest > leaves {
            report.note(Change::among(leaves, longest, None, What::EntriesCut));
        }
        if self.newest == 0 && leaves > 0 {
            report.note(Change::among(0, leaves, None, What::HeadMissing));
        }
        for size in self.wanted {
            report.note(Change::of_head(size, true, What::HeadGone));
        }
        Ok(())
    }

    async fn fill(&mut self) -> Result<(), StoreFault> {
        let Some(inspection) = self.inspection.filter(|_| self.read.is_empty()) else {
            return Ok(());
        };
        if self.read_to >= self.newest {
            return Ok(());
        }
        let page = inspection.heads(self.read_to, PAGE_HEADS).await?;
        self.read_to = page.last().map_or(self.newest, |head| head.size);
        let newest = self.newest;
        self.read
            .extend(page.into_iter().filter(|head| head.size <= newest));
        Ok(())
    }
}
