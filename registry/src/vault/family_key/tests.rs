use proptest::{collection::vec, prelude::*};

use super::FamilyKey;
use crate::{
    family::FamilyId,
    keys::chance::Counted,
    vault::{Cell, OVERHEAD_BYTES, PLAINTEXT_LIMIT_BYTES, SuiteName, VaultFault},
};

fn key(seed: u64, writes: SuiteName) -> FamilyKey {
    FamilyKey::new(&Counted::from(seed), writes)
}

fn cell(place: u32) -> Cell {
    Cell::of_family("entry", "body", FamilyId([7; 16]), place)
}

#[test]
fn what_is_sealed_opens_in_its_own_cell_alone() {
    let chance = Counted::from(1);
    for writes in SuiteName::ALL {
        let key = key(2, writes);
        let sealed = key.seal(&chance, &cell(0), "林晓梅".as_bytes()).unwrap();
        assert_eq!(sealed.len(), "林晓梅".len() + OVERHEAD_BYTES);
        assert_eq!(key.open(&cell(0), &sealed).unwrap(), "林晓梅".as_bytes());
        let elsewhere = [
            cell(1),
            Cell::of_family("entry", "kind", FamilyId([7; 16]), 0),
            Cell::of_family("draft", "body", FamilyId([7; 16]), 0),
            Cell::of_family("entry", "body", FamilyId([8; 16]), 0),
        ];
        for other in elsewhere {
            assert_eq!(key.open(&other, &sealed), Err(VaultFault::Closed));
        }
        let stranger = self::key(3, writes);
        assert_eq!(stranger.open(&cell(0), &sealed), Err(VaultFault::Closed));
    }
}

#[test]
fn either_suite_opens_what_the_other_wrote_before() {
    let chance = Counted::from(1);
    for (before, now) in [
        (SuiteName::AesGcmSiv, SuiteName::Sm4Gcm),
        (SuiteName::Sm4Gcm, SuiteName::AesGcmSiv),
    ] {
        let sealed = key(2, before).seal(&chance, &cell(0), b"word").unwrap();
        assert_eq!(sealed[0], before.byte());
        assert_eq!(key(2, now).open(&cell(0), &sealed).unwrap(), b"word");
    }
}

#[test]
fn random_sealing_differs_each_time_and_the_other_never() {
    let chance = Counted::from(1);
    for writes in SuiteName::ALL {
        let key = key(2, writes);
        let random = || key.seal(&chance, &cell(0), b"word").unwrap();
        assert_ne!(random(), random());
        let same = |place, word: &[u8]| key.seal_same(&cell(place), word).unwrap();
        assert_eq!(same(0, b"word"), same(0, b"word"));
        // another value or another cell has another nonce, not only another ciphertext
        assert_ne!(same(0, b"word")[2..14], same(0, b"worn")[2..14]);
        assert_ne!(same(0, b"word")[2..14], same(1, b"word")[2..14]);
        assert_eq!(
            key.open(&cell(0), &same(0, b"word")).unwrap(),
            b"word".to_vec()
        );
    }
}

#[test]
fn too_much_is_neither_sealed_nor_opened() {
    let key = key(2, SuiteName::AesGcmSiv);
    let chance = Counted::from(1);
    let longest = vec![0; PLAINTEXT_LIMIT_BYTES];
    let sealed = key.seal(&chance, &cell(0), &longest).unwrap();
    assert_eq!(key.open(&cell(0), &sealed).unwrap().len(), longest.len());
    let longer = vec![0; PLAINTEXT_LIMIT_BYTES + 1];
    assert_eq!(
        key.seal(&chance, &cell(0), &longer),
        Err(VaultFault::TooLong)
    );
    let mut sealed = sealed;
    sealed.push(0);
    assert_eq!(key.open(&cell(0), &sealed), Err(VaultFault::TooLong));
}

#[test]
fn a_key_shows_nothing_of_itself() {
    let key = FamilyKey::from_root(&[0xab; 32], 1, SuiteName::AesGcmSiv);
    assert_eq!(format!("{key:?}"), "FamilyKey(…)");
}

proptest! {
    #[test]
    fn any_value_comes_back(plaintext in vec(any::<u8>(), 0..300), seed: u64, sm4: bool) {
        let writes = if sm4 { SuiteName::Sm4Gcm } else { SuiteName::AesGcmSiv };
        let key = key(seed, writes);
        let sealed = key.seal(&Counted::from(seed ^ 1), &cell(0), &plaintext).unwrap();
        prop_assert_eq!(&key.open(&cell(0), &sealed).unwrap(), &plaintext);
        let sealed = key.seal_same(&cell(0), &plaintext).unwrap();
        prop_assert_eq!(&key.open(&cell(0), &sealed).unwrap(), &plaintext);
    }

    #[test]
    fn any_bit_changed_is_noticed(bit in 0_usize..(30 + 20) * 8, sm4: bool) {
        let writes = if sm4 { SuiteName::Sm4Gcm } else { SuiteName::AesGcmSiv };
        let key = key(5, writes);
        let mut sealed = key.seal_same(&cell(0), b"twenty bytes of word").unwrap();
        sealed[bit / 8] ^= 1 << (bit % 8);
        prop_assert!(key.open(&cell(0), &sealed).is_err());
    }

    #[test]
    fn no_bytes_make_it_panic(sealed in vec(any::<u8>(), 0..80)) {
        prop_assert!(key(6, SuiteName::AesGcmSiv).open(&cell(0), &sealed).is_err());
    }
}
