//! Many at once, some of whom go away.

use std::{collections::HashSet, sync::Arc};

use registry::{Store, store::Outcome};

use crate::{
    child::Child,
    families::{family, keep, key, later, opening},
    place::Place,
};

/// Whether everything that was acknowledged is there, and the audit's tree with it.
pub async fn find(store: &dyn Store, acknowledged: &[(u32, u64)]) {
    for (number, leaf) in acknowledged {
        let file = store.file(family(*number)).await.unwrap();
        let file = file.unwrap_or_else(|| panic!("family {number} is lost"));
        assert_eq!(file.entries[0].leaf, *leaf, "of family {number}");
        assert_eq!(file.entries[0].key, key(*number));
    }
    let mut size = 0;
    loop {
        let entries = store.entries(size, 1000).await.unwrap();
        if entries.is_empty() {
            break;
        }
        for entry in entries {
            assert_eq!(entry.leaf, size, "leaves have no gaps");
            size += 1;
        }
    }
    assert_eq!(
        store.head().await.unwrap().map_or(0, |head| head.size),
        size
    );
    assert!(size >= acknowledged.len() as u64);
}

pub async fn sixty_four_clients_find_all_that_was_acknowledged(place: &Place) {
    let store = place.open().await;
    let clients: Vec<_> = (0..64)
        .map(|client| {
            let store = Arc::clone(&store);
            tokio::spawn(async move {
                let mut acknowledged = Vec::new();
                for turn in 0..20 {
                    let number = client * 20 + turn;
                    acknowledged.push((number, keep(&*store, opening(number)).await));
                    // one's own write is there at once
                    assert!(store.file(family(number)).await.unwrap().is_some());
                }
                acknowledged
            })
        })
        .collect();
    let mut acknowledged = Vec::new();
    for client in clients {
        acknowledged.extend(client.await.unwrap());
    }
    let leaves: HashSet<_> = acknowledged.iter().map(|(_, leaf)| *leaf).collect();
    assert_eq!(leaves.len(), 64 * 20);
    find(&*store, &acknowledged).await;
    store.close().await;
    find(&*place.open().await, &acknowledged).await;
}

pub async fn files_read_at_once_are_each_whole_and_their_own(place: &Place) {
    let store = place.open().await;
    for number in 0..30 {
        keep(&*store, opening(number)).await;
        for seen in 1..=number % 4 {
            keep(&*store, later(number, seen, 1000 + 10 * number + seen)).await;
        }
    }
    // each three times, some of whom go away; the last ten families are nobody's
    let asked = (0..120).map(|turn| {
        let store = Arc::clone(&store);
        let asked = tokio::spawn(async move { store.file(family(turn % 40)).await.unwrap() });
        if turn % 7 == 0 {
            asked.abort();
        }
        (turn, asked)
    });
    for (turn, asked) in asked.collect::<Vec<_>>() {
        let Ok(file) = asked.await else {
            assert_eq!(turn % 7, 0, "only these went away");
            continue;
        };
        let number = turn % 40;
        let Some(file) = file else {
            assert!(number >= 30, "family {number} is lost");
            continue;
        };
        let wrapped = format!("wrapped {number}").into_bytes();
        assert_eq!(file.wrapped_key, Some(wrapped));
        let places: Vec<u32> = file.entries.iter().map(|entry| entry.place).collect();
        assert_eq!(places, (0..=number % 4).collect::<Vec<_>>());
        assert!(
            file.entries
                .iter()
                .all(|kept| kept.family == family(number))
        );
    }
}

pub async fn cancelled_requests_leave_nothing_open(place: &Place) {
    let store = place.open().await;
    let mut acknowledged = Vec::new();
    let mut cancelled = Vec::new();
    for turn in 0..500 {
        let visitor = Arc::clone(&store);
        let lost = tokio::spawn(async move { visitor.commit(opening(10_000 + turn)).await });
        // each at another moment: before it was asked for, while it waits, in the middle of it
        for _ in 0..turn % 50 {
            tokio::task::yield_now().await;
        }
        lost.abort();
        cancelled.push(lost);
        acknowledged.push((turn, keep(&*store, opening(turn)).await));
    }
    let mut told = 0;
    for lost in cancelled {
        told += u32::from(lost.await.is_ok());
    }
    assert!(told < 500, "some were cancelled");
    // those that were cancelled in the queue are before this one
    assert_eq!(store.check().await, Ok(()));
    place.assert_nothing_is_open().await;
    find(&*store, &acknowledged).await;
    // whoever was cancelled asks again, and has one file
    for turn in 0..500 {
        let outcome = store.commit(opening(10_000 + turn)).await.unwrap();
        let is_there = matches!(outcome, Outcome::Kept { .. } | Outcome::Repeated { .. });
        assert!(is_there, "{outcome:?}");
    }
    assert_eq!(store.head().await.unwrap().unwrap().size, 1000);
    keep(&*store, later(1, 1, 5000)).await;
}

pub async fn a_killed_process_loses_nothing_acknowledged(place: &Place) {
    let mut acknowledged = Vec::new();
    for round in 0..3 {
        let mut child = Child::start(&place.address, round * 100_000);
        acknowledged.extend(child.acknowledged(200 + 150 * round as usize));
        acknowledged.extend(child.kill());
        let store = place.open().await;
        find(&*store, &acknowledged).await;
        // and nobody is locked out by the dead
        keep(&*store, opening(90_000 + round)).await;
        store.close().await;
    }
}
