//! What becomes of a change.

use std::sync::Arc;

use registry::{
    Instant, Stage,
    derived::Index,
    store::{
        Commit, Found, KeptEntry, KeyChange, Outcome, Passed, Passing, SealedEntry, StoreFault,
    },
};

use crate::{
    families::{
        NOW, assert_derived, blind, derived, entry, family, intent, keep, key, later, opening,
    },
    place::{Place, stamped},
};

pub async fn what_is_kept_reads_as_it_was_written(place: &Place) {
    let store = place.open().await;
    assert_eq!(store.file(family(1)).await, Ok(None));
    assert_eq!(store.head().await, Ok(None));
    let mut commit = opening(1);
    commit.entries.push(SealedEntry {
        at: Instant(-5),
        kind: "sent",
        body: vec![0; 100_000],
    });
    assert_eq!(keep(&*store, commit.clone()).await, 0);
    assert_eq!(keep(&*store, later(1, 2, 100)).await, 2);
    let file = store.file(family(1)).await.unwrap().unwrap();
    assert_eq!(file.wrapped_key, Some(b"wrapped 1".to_vec()));
    let written = commit.entries.into_iter().chain([entry("moved", 100)]);
    let expected: Vec<_> = written
        .zip(0..)
        .map(|(entry, place)| KeptEntry {
            leaf: u64::from(place),
            family: family(1),
            place,
            at: entry.at,
            kind: entry.kind.to_owned(),
            key: key(if place < 2 { 1 } else { 100 }),
            body: entry.body,
        })
        .collect();
    assert_eq!(file.entries, expected);
    assert_derived(&*store, family(1), &later(1, 2, 100).derived).await;
    let head = store.head().await.unwrap().unwrap();
    assert_eq!(head.size, 3);
    assert_eq!(head.at, NOW.plus_seconds(100));
    assert_eq!(head.signature, stamped(3, head.root, head.at));
    assert_eq!(store.check().await, Ok(()));
    store.close().await;

    let store = place.open().await;
    assert_eq!(store.file(family(1)).await.unwrap().unwrap(), file);
    assert_eq!(store.head().await, Ok(Some(head)));
    assert_eq!(keep(&*store, opening(2)).await, 3);
}

pub async fn a_key_is_one_act(place: &Place) {
    let store = place.open().await;
    keep(&*store, opening(1)).await;
    let commit = later(1, 1, 100);
    let first_leaf = keep(&*store, commit.clone()).await;
    keep(&*store, later(1, 2, 101)).await;
    let head = store.head().await;
    for _ in 0..2 {
        let repeated = store.commit(commit.clone()).await;
        assert_eq!(repeated, Ok(Outcome::Repeated { first_leaf }));
    }
    let mut other_words = commit.clone();
    other_words.digest = [2; 32];
    assert_eq!(store.commit(other_words).await, Ok(Outcome::KeyUsed));
    let mut other_family = opening(2);
    other_family.key = commit.key;
    assert_eq!(store.commit(other_family).await, Ok(Outcome::KeyUsed));
    assert_eq!(store.file(family(2)).await, Ok(None));
    assert_eq!(store.head().await, head);
}

pub async fn a_change_worked_out_on_an_older_file_is_stale(place: &Place) {
    let store = place.open().await;
    keep(&*store, opening(1)).await;
    let mut again = opening(1);
    again.key = key(2);
    assert_eq!(store.commit(again).await, Ok(Outcome::Stale));
    assert_eq!(store.commit(later(1, 0, 3)).await, Ok(Outcome::Stale));
    assert_eq!(store.commit(later(1, 2, 3)).await, Ok(Outcome::Stale));
    assert_eq!(store.commit(later(9, 1, 3)).await, Ok(Outcome::Stale));
    // what was refused has not used up its key
    assert_eq!(keep(&*store, later(1, 1, 3)).await, 1);
}

pub async fn one_of_many_at_once_wins(place: &Place) {
    let store = place.open().await;
    keep(&*store, opening(1)).await;
    let tries: Vec<_> = (0..32)
        .map(|number| {
            let store = Arc::clone(&store);
            tokio::spawn(async move { store.commit(later(1, 1, 100 + number % 16)).await.unwrap() })
        })
        .collect();
    let mut outcomes = Vec::new();
    for outcome in tries {
        outcomes.push(outcome.await.unwrap());
    }
    let count = |one: Outcome| outcomes.iter().filter(|outcome| **outcome == one).count();
    assert_eq!(count(Outcome::Kept { first_leaf: 1 }), 1);
    assert_eq!(count(Outcome::Repeated { first_leaf: 1 }), 1);
    assert_eq!(count(Outcome::Stale), 30);
    let file = store.file(family(1)).await.unwrap().unwrap();
    assert_eq!(file.entries.len(), 2);
}

pub async fn a_file_that_rests_on_nobody_being_found_is_opened_once(place: &Place) {
    let store = place.open().await;
    let found = |families| Found {
        index: Index::Phone,
        blind: blind(1),
        families,
    };
    let rests = |number, families| Commit {
        found: Some(found(families)),
        derived: derived(1, Stage::Sent),
        ..opening(number)
    };
    // at once, so that most are in the same batch
    let asked: Vec<_> = (0..20)
        .map(|number| {
            let (store, commit) = (Arc::clone(&store), rests(number, 0));
            tokio::spawn(async move { store.commit(commit).await.unwrap() })
        })
        .collect();
    let mut kept = 0;
    for outcome in asked {
        match outcome.await.unwrap() {
            Outcome::Kept { .. } => kept += 1,
            outcome => assert_eq!(outcome, Outcome::Stale),
        }
    }
    assert_eq!(kept, 1);
    let there = store.find(Index::Phone, blind(1)).await.unwrap();
    assert_eq!(there.len(), 1);
    let rows = [
        ("still nobody", rests(30, 0), false),
        ("two", rests(31, 2), false),
        ("the one there is", rests(32, 1), true),
        ("the same, when there are two", rests(33, 1), false),
    ];
    for (name, commit, is_kept) in rows {
        let outcome = store.commit(commit).await.unwrap();
        let was_kept = matches!(outcome, Outcome::Kept { .. });
        assert_eq!(was_kept, is_kept, "{name}: {outcome:?}");
    }
    // what was kept is told again, whoever is found by now
    let repeated = store.commit(rests(32, 1)).await;
    assert!(matches!(repeated, Ok(Outcome::Repeated { .. })));
    // a used key is looked at again first: it may be the same form's, which opened the file
    let mut used = rests(34, 1);
    used.key = key(32);
    assert_eq!(store.commit(used.clone()).await, Ok(Outcome::Stale));
    used.found = Some(found(2));
    assert_eq!(store.commit(used).await, Ok(Outcome::KeyUsed));
}

pub async fn a_slip_of_the_caller_spoils_only_its_own(place: &Place) {
    let store = place.open().await;
    let mut empty = opening(500);
    empty.entries.clear();
    let mut keyless = opening(501);
    keyless.family_key = KeyChange::None;
    let commits = (0..20).map(opening).chain([empty, keyless]);
    let tries: Vec<_> = commits
        .map(|commit| {
            let store = Arc::clone(&store);
            tokio::spawn(async move { store.commit(commit).await })
        })
        .collect();
    let mut slips = 0;
    for outcome in tries {
        match outcome.await.unwrap() {
            Ok(Outcome::Kept { .. }) => {}
            Err(StoreFault::Ours) => slips += 1,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(slips, 2);
    assert_eq!(store.head().await.unwrap().unwrap().size, 20);
}

pub async fn a_destroyed_file_keeps_its_entries_and_loses_its_key(place: &Place) {
    let store = place.open().await;
    let mut commit = opening(1);
    commit.intents.push(intent(1));
    keep(&*store, commit).await;
    let draft = Passed {
        id: b"draft".to_vec(),
        family: Some(family(1)),
        version: 0,
        body: b"sealed".to_vec(),
        expires_at: NOW.plus_seconds(60),
    };
    let put = store.put(Passing::Draft, draft, 0, NOW).await;
    assert_eq!(put, Ok(Some(1)));
    let mut end = later(1, 1, 2);
    end.family_key = KeyChange::Destroy;
    end.derived = Default::default();
    keep(&*store, end).await;
    let file = store.file(family(1)).await.unwrap().unwrap();
    assert_eq!(file.wrapped_key, None);
    assert_eq!(file.entries.len(), 2);
    assert_derived(&*store, family(1), &Default::default()).await;
    let draft = store.get(Passing::Draft, b"draft".to_vec(), NOW).await;
    assert_eq!(draft, Ok(None));
    assert_eq!(store.claim(10, NOW, 60).await, Ok(Vec::new()));
}
