//! Families and changes to write.

use registry::{
    FamilyId, Instant, Stage, Store,
    derived::{ApplicationRow, Derived, DueRow, Index},
    entry::SenderKey,
    store::{Commit, KeyChange, NewIntent, Outcome, SealedEntry},
};

/// A moment in the tests' time.
pub const NOW: Instant = Instant(1_700_000_000_000);

/// The family with a number.
pub fn family(number: u32) -> FamilyId {
    FamilyId(sixteen(0xfa, number))
}

/// The sender's key with a number.
pub fn key(number: u32) -> SenderKey {
    SenderKey(sixteen(0x6e, number))
}

/// Sixteen bytes that differ early, as random ones do.
pub fn sixteen(kind: u8, number: u32) -> [u8; 16] {
    let mut bytes = [kind; 16];
    bytes[..4].copy_from_slice(&number.wrapping_mul(0x9e37_79b1).to_be_bytes());
    bytes[4..8].copy_from_slice(&number.to_be_bytes());
    bytes
}

/// A blind value with a number.
pub fn blind(number: u32) -> [u8; 32] {
    let mut bytes = [7; 32];
    bytes[..4].copy_from_slice(&number.to_be_bytes());
    bytes
}

/// A new file's first change.
pub fn opening(number: u32) -> Commit {
    Commit {
        family: family(number),
        area: "441700".to_owned(),
        seen: 0,
        key: key(number),
        digest: [1; 32],
        found: None,
        entries: vec![entry("opened", number)],
        family_key: KeyChange::Create(format!("wrapped {number}").into_bytes()),
        derived: derived(number, Stage::Sent),
        silences: Vec::new(),
        intents: Vec::new(),
        ends: Vec::new(),
    }
}

/// A later change.
pub fn later(number: u32, seen: u32, key_number: u32) -> Commit {
    Commit {
        seen,
        key: key(key_number),
        entries: vec![entry("moved", key_number)],
        family_key: KeyChange::None,
        derived: derived(number, Stage::Accepted),
        ..opening(number)
    }
}

/// An entry on its way in.
pub fn entry(kind: &'static str, number: u32) -> SealedEntry {
    SealedEntry {
        at: NOW.plus_seconds(i64::from(number % 1000)),
        kind,
        body: format!("body {number} ").repeat(20).into_bytes(),
    }
}

/// A family's derived rows.
pub fn derived(number: u32, stage: Stage) -> Derived {
    Derived {
        blinds: vec![
            (Index::Phone, blind(number)),
            (Index::IdNumber, blind(number)),
            (Index::IdNumber, blind(number)),
        ],
        applications: vec![ApplicationRow {
            place: 0,
            service: "newborn".to_owned(),
            area: "441700".to_owned(),
            stage,
            sent_at: NOW,
            moved_at: NOW.plus_seconds(5),
            number: b"sealed number".to_vec(),
            applicant: b"sealed name".to_vec(),
        }],
        due: ["ahead", "last_day"]
            .map(|stage| DueRow {
                due_on: "2026-12-01".to_owned(),
                what: "enrol".to_owned(),
                stage: stage.to_owned(),
                channel: "message".to_owned(),
            })
            .to_vec(),
    }
}

/// A call to somebody.
pub fn intent(number: u32) -> NewIntent {
    NewIntent {
        id: sixteen(0x1e, number),
        place: Some(0),
        to: "messages",
        body: b"sealed words".to_vec(),
        due_at: NOW,
    }
}

/// Keeps a change that must be kept; its first leaf.
pub async fn keep(store: &dyn Store, commit: Commit) -> u64 {
    match store.commit(commit).await.unwrap() {
        Outcome::Kept { first_leaf } => first_leaf,
        other => panic!("{other:?}"),
    }
}

/// A family's derived rows are these, to the last column.
pub async fn assert_derived(store: &dyn Store, family: FamilyId, derived: &Derived) {
    let inspection = store.inspection().unwrap();
    for (table, rows) in derived.rows(&opening(1).area) {
        let found = inspection.rows(table, family).await.unwrap();
        assert!(found == rows, "{}", table.as_str());
    }
}
