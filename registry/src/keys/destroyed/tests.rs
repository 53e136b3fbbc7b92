use std::{fs, os::unix::fs::PermissionsExt as _};

use tempfile::TempDir;

use super::*;

fn hash(family: FamilyId) -> [u8; 32] {
    [family.0[0]; 32]
}

fn gone(number: u8, leaf: u64, day: &str) -> Destroyed {
    Destroyed {
        family: FamilyId([number; 16]),
        leaf,
        at: Instant::begins(Day::parse(day).unwrap()),
    }
}

fn list(folder: &TempDir) -> DestroyedList {
    DestroyedList::at(folder.path().join("keys.destroyed"))
}

#[test]
fn what_was_added_is_read_and_what_was_taken_back_is_not() {
    let folder = TempDir::new().unwrap();
    let list = list(&folder);
    assert!(list.read().unwrap_err().is_missing());
    let both = [gone(1, 7, "2026-11-26"), gone(2, 9, "2026-11-26")];
    assert!(list.begin(&both[..1], hash).unwrap());
    assert!(!list.begin(&[], hash).unwrap());
    list.add(&both[1..], false, hash).unwrap();
    list.add(&both[1..], true, hash).unwrap();
    // brought back and made again, at another place
    list.add(&[gone(1, 5, "2026-11-27")], false, hash).unwrap();
    assert_eq!(list.read().unwrap(), Listed::from([([1; 32], vec![7, 5])]));
    let mode = fs::metadata(&list.path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_line_that_was_cut_short_spoils_nothing() {
    let folder = TempDir::new().unwrap();
    let list = list(&folder);
    let first = [gone(1, 7, "2026-11-26")];
    list.add(&first, false, hash).unwrap();
    let whole = fs::read_to_string(&list.path).unwrap();
    for length in 1..whole.len() {
        fs::write(&list.path, [&whole, &whole[..length]].concat()).unwrap();
        assert_eq!(list.read().unwrap().len(), 1, "{length}");
        list.add(&[gone(2, 8, "2026-11-26")], false, hash).unwrap();
        assert_eq!(list.read().unwrap().len(), 2, "{length}");
    }
}

#[test]
fn a_line_that_does_not_read_is_named() {
    let folder = TempDir::new().unwrap();
    let list = list(&folder);
    let digits = "ab".repeat(32);
    for wrong in [
        "2026-11-26 7",
        "2026-11-26 7 ab",
        "2026-11-31 7 {}",
        "2026-11-26 seven {}",
        "2026-11-26 7 {} more",
        "not",
    ] {
        let wrong = wrong.replace("{}", &digits);
        fs::write(&list.path, format!("2026-11-26 7 {digits}\n{wrong}\n")).unwrap();
        let fault = list.read().unwrap_err();
        assert!(matches!(fault, ListFault::Line(_, 2)), "{wrong}: {fault}");
    }
}

#[test]
fn lines_older_than_their_use_are_dropped() {
    let folder = TempDir::new().unwrap();
    let list = list(&folder);
    let lines = [
        gone(1, 7, "2026-09-01"),
        gone(2, 8, "2026-09-02"),
        gone(3, 9, "2026-11-26"),
    ];
    list.add(&lines, false, hash).unwrap();
    let day = Day::parse("2026-09-02").unwrap();
    assert_eq!(list.drop_before(day).unwrap(), 1);
    assert_eq!(list.drop_before(day).unwrap(), 0);
    let left: Vec<_> = list.read().unwrap().into_keys().collect();
    assert_eq!(left, [[2; 32], [3; 32]]);
    // whoever waited for the old one writes into the new one
    list.add(&[gone(4, 10, "2026-11-26")], false, hash).unwrap();
    assert_eq!(list.read().unwrap().len(), 3);
}
