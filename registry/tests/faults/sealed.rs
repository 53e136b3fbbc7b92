//! No two sealings share a nonce: two under one key would tell both texts' difference, and with SM4-GCM the key that
//! authenticates.

use std::collections::HashSet;

use registry::{
    FamilyId,
    keys::SystemChance,
    vault::{Cell, FamilyKey, SuiteName},
};

use crate::trial::{Trial, rounds};

/// Where the nonce stands in what is sealed: after the suite's byte and the way's.
const NONCE: std::ops::Range<usize> = 2..14;

fn cell(place: u32) -> Cell {
    Cell::of_family("entry", "body", FamilyId([7; 16]), place)
}

#[test]
fn sealings_without_number_share_no_nonce_and_open_in_no_other_cell() {
    let trial = Trial::of("P-08", "sealings under one key, both suites, both ways");
    let count = rounds(20_000, 1_000_000) / 4;
    for suite in SuiteName::ALL {
        let key = FamilyKey::new(&SystemChance, suite);
        let mut nonces = HashSet::new();
        for place in 0..count {
            // the same words in the same cell, drawn anew each time
            let drawn = key.seal(&SystemChance, &cell(0), b"word").unwrap();
            // and the way that draws nothing: another cell is another nonce
            let same = key.seal_same(&cell(place), b"word").unwrap();
            for (sealed, own) in [(&drawn, 0), (&same, place)] {
                let nonce: [u8; 12] = sealed[NONCE].try_into().unwrap();
                assert!(
                    nonces.insert(nonce),
                    "{suite:?}: a nonce came twice by {place}"
                );
                if place % 97 == 0 {
                    assert_eq!(key.open(&cell(own), sealed).unwrap(), b"word");
                    assert!(
                        key.open(&cell(own + 1), sealed).is_err(),
                        "{suite:?}: moved to another row"
                    );
                    let column = Cell::of_family("entry", "kind", FamilyId([7; 16]), own);
                    assert!(
                        key.open(&column, sealed).is_err(),
                        "{suite:?}: moved to another column"
                    );
                }
            }
        }
        assert_eq!(nonces.len(), 2 * count as usize);
    }
    trial.held(format!("{} sealings", 4 * count), "no nonce twice");
}
