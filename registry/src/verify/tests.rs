//! A thousand changes behind the registry's back: each is noticed, and its place named.

mod tamper;

use super::{Change, Check, Place, Report, What, verify};
use crate::{
    entry::{Actor, Event},
    family::FamilyId,
    keys::KeyService as _,
    sample::Sample,
    shelf::Shelf,
    store::{Head, Store as _},
};

async fn look(sample: &Sample, shelf: &Shelf, known: &[Head], with_keys: bool) -> Report {
    let check = Check {
        public_key: &sample.keys.public_key(),
        known,
        keys: with_keys.then_some(&*sample.keys),
        areas: None,
    };
    verify(shelf, check).await.unwrap()
}

/// The leaves that the narrowest change names; where it is a head, the one behind its last.
fn leaves(report: &Report) -> (u64, u64) {
    match report.first().unwrap().place {
        Place::Leaves { leaf, to } => (leaf, to),
        Place::Head { size, .. } => (size, size + 1),
        ref other => panic!("{other:?}"),
    }
}

/// Seven families with five entries each, and one that had its file destroyed.
async fn whole() -> (Sample, FamilyId) {
    let mut sample = Sample::of(7).await;
    let gone = FamilyId([99; 16]);
    let phone = "13800138099".to_owned();
    sample
        .act(gone, Actor::Family, Event::Opened { phone })
        .await;
    sample.act(gone, Actor::Family, Event::Deleted).await;
    (sample, gone)
}

#[tokio::test]
async fn a_registry_that_nobody_touched_is_whole() {
    let (sample, _) = whole().await;
    let report = look(&sample, &sample.shelf, &[], true).await;
    let expected = Report {
        entries: 37,
        signed: 37,
        families: 8,
        heads: 1,
        known: 0,
        opened: 35,
        destroyed: 1,
        changes: Vec::new(),
        more: 0,
    };
    assert_eq!(report, expected);
    let without = look(&sample, &sample.shelf, &[], false).await;
    assert!(without.is_whole());
    assert_eq!(without.opened, 0);
    let (_folder, keys) = crate::sample::keys(1);
    let empty = Shelf::new(keys);
    assert!(look(&sample, &empty, &[], true).await.is_whole());
}

#[tokio::test]
async fn more_than_a_page_is_walked() {
    let sample = Sample::of(205).await;
    let report = look(&sample, &sample.shelf, &[], false).await;
    assert!(report.is_whole(), "{report:?}");
    assert_eq!((report.entries, report.families), (1025, 205));
    sample.shelf.kept().entries[777].body[5] ^= 1;
    let report = look(&sample, &sample.shelf, &[], false).await;
    assert_eq!(leaves(&report), (777, 778));
}

#[tokio::test]
async fn entries_behind_the_head_are_walked_too() {
    let (mut sample, _) = whole().await;
    let older = sample.shelf.head().await.unwrap();
    let family = sample.families[0];
    sample.act(family, Actor::Family, Event::TakenAlong).await;
    sample.shelf.kept().head = older;
    let report = look(&sample, &sample.shelf, &[], true).await;
    assert!(report.is_whole(), "{report:?}");
    assert_eq!((report.entries, report.signed), (38, 37));
}

#[tokio::test]
async fn a_registry_put_back_as_a_whole_is_noticed_by_a_head_kept_elsewhere() {
    let (mut sample, _) = whole().await;
    let before = sample.shelf.kept().clone();
    let family = sample.families[0];
    sample.act(family, Actor::Family, Event::TakenAlong).await;
    let known = sample.shelf.head().await.unwrap().unwrap();
    let put_back = Shelf::with(sample.keys.clone(), before);
    assert!(look(&sample, &put_back, &[], true).await.is_whole());
    let report = look(&sample, &put_back, std::slice::from_ref(&known), true).await;
    let whats: Vec<What> = report.changes.iter().map(|change| change.what).collect();
    assert_eq!(whats, [What::HeadOlder, What::EntriesCut]);
    assert_eq!(leaves(&report).0, 37);
    // and where it went on differently since, the root is another
    sample.act(family, Actor::Family, Event::Deleted).await;
    let went_on = Shelf::with(sample.keys.clone(), sample.shelf.kept().clone());
    went_on.kept().entries[37].at.0 += 1;
    went_on.kept().grow_nodes();
    went_on.kept().sign(&*sample.keys);
    assert!(look(&sample, &went_on, &[], false).await.is_whole());
    let report = look(&sample, &went_on, &[known], false).await;
    assert_eq!(report.first().unwrap().what, What::RootChanged);
}

#[tokio::test]
async fn a_place_is_told_in_words() {
    let (sample, _) = whole().await;
    sample.shelf.kept().entries[9].body[40] ^= 1;
    let report = look(&sample, &sample.shelf, &[], true).await;
    assert_eq!(
        report.first().unwrap().to_string(),
        "leaf 9, family 03030303030303030303030303030303: the entry was changed"
    );
    let several = Change::among(8, 12, None, What::NodeChanged);
    assert_eq!(
        several.to_string(),
        "leaves 8 to 11: a node of the tree was changed, or an entry and its leaf"
    );
}

#[tokio::test]
async fn a_thousand_changes_are_noticed_and_their_place_named() {
    let (sample, gone) = whole().await;
    let clean = sample.shelf.kept().clone();
    let mut tries = [0; tamper::KINDS];
    for seed in 0..1000 {
        let mut kept = clean.clone();
        let done = tamper::change(&mut kept, gone, &sample, seed);
        tries[done.kind] += 1;
        let shelf = Shelf::with(sample.keys.clone(), kept);
        let report = look(&sample, &shelf, &[], true).await;
        assert!(!report.is_whole(), "seed {seed}: {done:?}");
        let (leaf, to) = leaves(&report);
        let is_named = leaf <= done.leaf && done.leaf < to && to - leaf <= done.width;
        assert!(is_named, "seed {seed}: {done:?}\n{report:?}");
    }
    assert!(tries.iter().all(|count| *count > 10), "{tries:?}");
}
