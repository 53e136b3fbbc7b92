//! The audit's tree, against the definition.

use registry::{
    audit::leaf::{leaf_hash, node_hash},
    store::KeptEntry,
};

use crate::{
    families::{entry, family, keep, opening},
    place::{Place, stamped},
};

/// RFC 9162 §2.1.1, as it is written there.
fn root(leaves: &[[u8; 32]]) -> [u8; 32] {
    match leaves {
        [] => panic!("no tree is asked for without leaves"),
        [leaf] => *leaf,
        _ => {
            let middle = leaves.len().next_power_of_two() / 2;
            node_hash(root(&leaves[..middle]), root(&leaves[middle..]))
        }
    }
}

pub async fn the_tree_is_the_one_of_the_rfc(place: &Place) {
    let store = place.open().await;
    let mut leaves: Vec<[u8; 32]> = Vec::new();
    let mut number = 0;
    while leaves.len() < 70 {
        let mut commit = opening(number);
        // one entry, two or three, so that batches end at every kind of size
        for more in 0..number % 3 {
            commit.entries.push(entry("more", more));
        }
        keep(&*store, commit).await;
        let written = store.entries(leaves.len() as u64, 10).await.unwrap();
        assert!(written.iter().all(|entry| entry.family == family(number)));
        leaves.extend(written.iter().map(leaf_hash));
        let head = store.head().await.unwrap().unwrap();
        assert_eq!(head.size, leaves.len() as u64);
        assert_eq!(head.root, root(&leaves), "of {} leaves", head.size);
        assert_eq!(head.signature, stamped(head.size, head.root, head.at));
        number += 1;
    }
    every_complete_subtree_is_there(&*store, &leaves).await;
    a_leaf_is_over_everything();
}

async fn every_complete_subtree_is_there(store: &dyn registry::Store, leaves: &[[u8; 32]]) {
    let size = leaves.len();
    let wanted: Vec<(u8, u64)> = (0..8)
        .flat_map(|level| (0..size as u64 + 1).map(move |place| (level, place)))
        .collect();
    let mut found = store.nodes(wanted).await.unwrap();
    found.sort_unstable();
    let mut expected = Vec::new();
    for level in 0..8u8 {
        let width = 1usize << level;
        for (place, part) in leaves.chunks_exact(width).enumerate() {
            expected.push(((level, place as u64), root(part)));
        }
    }
    assert_eq!(found, expected);
    assert_eq!(store.nodes(Vec::new()).await, Ok(Vec::new()));
}

fn a_leaf_is_over_everything() {
    let one = KeptEntry {
        leaf: 1,
        family: family(1),
        place: 1,
        at: crate::families::NOW,
        kind: "moved".to_owned(),
        key: crate::families::key(1),
        body: b"body".to_vec(),
    };
    let changes: [fn(&mut KeptEntry); 7] = [
        |entry| entry.leaf = 2,
        |entry| entry.family = family(2),
        |entry| entry.place = 2,
        |entry| entry.at = entry.at.plus_seconds(1),
        |entry| entry.kind = "move".to_owned(),
        |entry| entry.key = crate::families::key(2),
        |entry| entry.body = b"bod".to_vec(),
    ];
    for change in changes {
        let mut other = one.clone();
        change(&mut other);
        assert_ne!(leaf_hash(&one), leaf_hash(&other), "{other:?}");
    }
}
