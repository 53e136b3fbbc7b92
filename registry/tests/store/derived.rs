//! Derived rows, and ways through the registry.

use registry::{
    FamilyId, Stage,
    derived::{Derived, Index},
    store::{Commit, Exchange, KeyChange},
};

use crate::{
    families::{NOW, assert_derived, blind, derived, family, keep, later, opening},
    place::Place,
};

pub async fn derived_rows_are_replaced_as_a_whole(place: &Place) {
    let store = place.open().await;
    keep(&*store, opening(1)).await;
    let written = derived(1, Stage::Sent);
    assert_derived(&*store, family(1), &written).await;
    let mut other = derived(2, Stage::Void);
    other.due.clear();
    let done = store.derive_again(family(1), 1, other.clone()).await;
    assert_eq!(done, Ok(true));
    assert_derived(&*store, family(1), &other).await;
    assert_eq!(store.find(Index::Phone, blind(1)).await, Ok(Vec::new()));
    // the same bytes again, from the same entries
    let done = store.derive_again(family(1), 1, written.clone()).await;
    assert_eq!(done, Ok(true));
    assert_derived(&*store, family(1), &written).await;
    let late = derived(3, Stage::Void);
    let done = store.derive_again(family(1), 2, late.clone()).await;
    assert_eq!(done, Ok(false));
    let done = store.derive_again(family(8), 0, late).await;
    assert_eq!(done, Ok(false), "nobody gets no rows");
    let done = store.derive_again(family(8), 0, Derived::default()).await;
    assert_eq!(done, Ok(true));
    assert_derived(&*store, family(1), &derived(1, Stage::Sent)).await;
}

pub async fn families_are_found_oldest_first(place: &Place) {
    let store = place.open().await;
    for number in (0..120).rev() {
        let mut commit = opening(number);
        commit.derived.blinds = vec![(Index::IdNumber, blind(7)), (Index::Phone, blind(number))];
        keep(&*store, commit).await;
    }
    let found = store.find(Index::IdNumber, blind(7)).await.unwrap();
    let expected: Vec<_> = (20..120).rev().map(family).collect();
    assert_eq!(found, expected);
    assert_eq!(
        store.find(Index::Phone, blind(7)).await,
        Ok(vec![family(7)])
    );
    let other_index = store.find(Index::ProvisionalNumber, blind(7)).await;
    assert_eq!(other_index, Ok(Vec::new()));
}

pub async fn families_at_rest_have_nothing_on_its_way(place: &Place) {
    let store = place.open().await;
    for (number, stage) in (1..).zip(Stage::ALL) {
        let mut commit = opening(number);
        commit.derived = derived(number, stage);
        keep(&*store, commit).await;
    }
    // one over and one not, and none at all
    let mut both = opening(50);
    both.derived = derived(50, Stage::Done);
    let mut second = derived(50, Stage::Paid).applications.remove(0);
    second.place = 1;
    both.derived.applications.push(second);
    keep(&*store, both).await;
    let mut none = opening(51);
    none.derived.applications.clear();
    keep(&*store, none).await;
    let mut over: Vec<_> = (1..)
        .zip(Stage::ALL)
        .filter(|(_, stage)| stage.is_over())
        .map(|(number, _)| family(number))
        .collect();
    over.sort_unstable();
    let moved_at = derived(1, Stage::Sent).applications[0].moved_at;
    let later = moved_at.plus_seconds(1);
    let at_rest = async |after, since, limit| store.at_rest(after, since, limit).await.unwrap();
    assert_eq!(at_rest(None, later, 100).await, over);
    assert_eq!(at_rest(None, moved_at, 100).await, [], "not before then");
    assert_eq!(at_rest(None, later, 2).await, over[..2]);
    assert_eq!(at_rest(Some(over[1]), later, 100).await, over[2..]);
}

pub async fn families_without_an_application_are_listed(place: &Place) {
    let store = place.open().await;
    let without = |mut commit: Commit, seconds: i64| {
        commit.derived.applications.clear();
        commit.entries[0].at = NOW.plus_seconds(seconds);
        commit
    };
    for number in 1..=3 {
        keep(&*store, without(opening(number), 0)).await;
    }
    keep(&*store, opening(4)).await;
    // something happened in one since, and one is destroyed
    keep(&*store, without(opening(5), 0)).await;
    keep(&*store, without(later(5, 1, 50), 10)).await;
    keep(&*store, without(opening(6), 0)).await;
    let destroyed = Commit {
        derived: Derived::default(),
        family_key: KeyChange::Destroy,
        ..later(6, 1, 60)
    };
    keep(&*store, without(destroyed, 0)).await;
    let mut unused: Vec<_> = (1..=3).map(family).collect();
    unused.sort_unstable();
    let soon = NOW.plus_seconds(1);
    let listed = async |after, since, limit| store.unused(after, since, limit).await.unwrap();
    assert_eq!(listed(None, soon, 100).await, unused);
    assert_eq!(listed(None, NOW, 100).await, [], "not before then");
    assert_eq!(listed(None, soon, 2).await, unused[..2]);
    assert_eq!(listed(Some(unused[1]), soon, 100).await, unused[2..]);
}

pub async fn a_wrapped_key_is_exchanged_once(place: &Place) {
    let store = place.open().await;
    for number in 1..=3 {
        keep(&*store, opening(number)).await;
    }
    let exchange = |number: u32, new: &str| Exchange {
        family: family(number),
        old: format!("wrapped {number}").into_bytes(),
        new: new.as_bytes().to_vec(),
    };
    let first = vec![exchange(1, "new"), exchange(2, "new")];
    assert_eq!(store.rewrap(first).await, Ok(vec![true, true]));
    let second = vec![exchange(1, "newer"), exchange(3, "new"), exchange(9, "new")];
    assert_eq!(store.rewrap(second).await, Ok(vec![false, true, false]));
    let mut walked: Vec<(FamilyId, Option<Vec<u8>>)> = Vec::new();
    loop {
        let after = walked.last().map(|(family, _)| *family);
        let next = store.wrapped_keys(after, 2).await.unwrap();
        if next.is_empty() {
            break;
        }
        walked.extend(next);
    }
    let mut expected: Vec<_> = (1..=3)
        .map(|number| (family(number), Some(b"new".to_vec())))
        .collect();
    expected.sort_unstable();
    assert_eq!(walked, expected);
    let file = store.file(family(1)).await.unwrap().unwrap();
    assert_eq!(file.wrapped_key, Some(b"new".to_vec()));
    // which is no entry
    keep(&*store, later(1, 1, 5)).await;
}

pub async fn the_whole_registry_is_walked(place: &Place) {
    let store = place.open().await;
    for number in 0..25 {
        keep(&*store, opening(number)).await;
    }
    let mut families: Vec<FamilyId> = Vec::new();
    loop {
        let next = store.families(families.last().copied(), 10).await.unwrap();
        if next.is_empty() {
            break;
        }
        families.extend(next);
    }
    let mut expected: Vec<_> = (0..25).map(family).collect();
    expected.sort_unstable();
    assert_eq!(families, expected);
    let entries = store.entries(20, 10).await.unwrap();
    let leaves: Vec<_> = entries.iter().map(|entry| entry.leaf).collect();
    assert_eq!(leaves, [20, 21, 22, 23, 24]);
    assert_eq!(store.entries(3, 2).await.unwrap().len(), 2);
}
