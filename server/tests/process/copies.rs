//! `verify`, `rebuild`, `backup` and `restore`: what an operator does with the database.

use std::{fs, os::unix::fs::PermissionsExt as _};

use crate::{agency::serving, kept::Kept};

/// Runs it, and asserts how it ended and what it said.
pub fn expect(kept: &Kept, arguments: &[&str], status: i32, told: &str) {
    let (code, said) = kept.run(arguments);
    assert_eq!(code, status, "{arguments:?}: {said}");
    assert!(said.contains(told), "{arguments:?}: {said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_whole_database_is_whole_alone_and_while_it_serves() {
    let kept = Kept::new().await;
    let whole = "5 entries of 1 families under";
    expect(&kept, &["verify"], 0, whole);
    let house = serving(&kept).await;
    expect(&kept, &["verify"], 0, whole);
    assert!(house.stop().await);
    let left = fs::read_dir(kept.at("kept")).unwrap();
    let left: Vec<_> = left.map(|entry| entry.unwrap().file_name()).collect();
    let is_copy = |name: &&std::ffi::OsString| name.to_string_lossy().contains("verify");
    assert_eq!(left.iter().filter(is_copy).count(), 0, "{left:?}");
}

#[tokio::test]
async fn the_place_of_a_changed_byte_is_named() {
    for place in [0, 2, 4] {
        let kept = Kept::new().await;
        kept.spoil(&kept.bodies[place]);
        let told = format!("leaf {place}, family {}", kept.family.hex());
        expect(&kept, &["verify"], 1, &told);
    }
}

#[tokio::test]
async fn rows_are_made_again() {
    let kept = Kept::new().await;
    expect(&kept, &["rebuild"], 0, "1 families, 0 of them");
    expect(&kept, &["verify"], 0, "5 entries");
    expect(&kept, &["case", &kept.number, "accept"], 0, "accepted");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_made_while_it_serves_comes_back() {
    let kept = Kept::new().await;
    let house = serving(&kept).await;
    expect(&kept, &["case", &kept.number, "accept"], 0, "accepted");
    expect(&kept, &["backup", "copy.db"], 0, "is whole");
    expect(&kept, &["case", &kept.number, "void", "why"], 0, "void");
    expect(
        &kept,
        &["restore", "copy.db", "--replace"],
        1,
        "another process has",
    );
    expect(&kept, &["verify"], 0, "7 entries");
    assert!(house.stop().await);
    let mode = fs::metadata(kept.at("copy.db")).unwrap().permissions();
    assert_eq!(mode.mode() & 0o777, 0o600);
    expect(&kept, &["restore", "copy.db"], 1, "--replace");
    assert_eq!(kept.stage().await, "void", "nothing was replaced");
    expect(&kept, &["restore", "copy.db", "--replace"], 0, "is back");
    assert_eq!(kept.stage().await, "accepted");
    let aside = kept.at("kept/yucan.db.before-restore");
    assert!(aside.exists(), "what was there is kept beside it");
    // and stays, whatever is brought back after it
    let first = fs::read(&aside).unwrap();
    let second = "is kept/yucan.db.before-restore-2;";
    expect(&kept, &["restore", "copy.db", "--replace"], 0, second);
    assert!(fs::read(&aside).unwrap() == first);
    assert!(kept.at("kept/yucan.db.before-restore-2").exists());
}

#[tokio::test]
async fn a_copy_comes_back_to_an_empty_place() {
    let kept = Kept::new().await;
    expect(&kept, &["backup", "copy.db"], 0, "is whole");
    for name in ["yucan.db", "yucan.db.lock"] {
        fs::remove_file(kept.at("kept").join(name)).unwrap();
    }
    expect(&kept, &["restore", "copy.db"], 0, "is back");
    assert_eq!(kept.stage().await, "sent");
}

#[tokio::test]
async fn a_damaged_database_gives_way_to_a_whole_copy() {
    let kept = Kept::new().await;
    expect(&kept, &["backup", "copy.db"], 0, "is whole");
    let length = fs::metadata(kept.at("kept/yucan.db")).unwrap().len();
    fs::write(kept.at("kept/yucan.db"), vec![0xa5; length as usize]).unwrap();
    expect(&kept, &["verify"], 1, "");
    expect(&kept, &["restore", "copy.db", "--replace"], 0, "is back");
    assert_eq!(kept.stage().await, "sent");
}

#[tokio::test]
async fn a_copy_that_is_not_whole_replaces_nothing() {
    let kept = Kept::new().await;
    let whole = fs::read(kept.at("kept/yucan.db")).unwrap();
    kept.spoil(&kept.bodies[3]);
    fs::rename(kept.at("kept/yucan.db"), kept.at("changed.db")).unwrap();
    fs::write(kept.at("kept/yucan.db"), &whole).unwrap();
    fs::write(kept.at("half.db"), &whole[..whole.len() / 2]).unwrap();
    fs::write(kept.at("none.db"), "hello").unwrap();
    fs::write(kept.at("empty.db"), "").unwrap();
    let new = ["--database", "sqlite:new/yucan.db"];
    expect(&kept, &[&["begin"], &new[..]].concat(), 0, "new and empty");
    expect(
        &kept,
        &[&["backup", "nobodys.db"], &new[..]].concat(),
        0,
        "is whole",
    );
    let files = || fs::read_dir(kept.at("kept")).unwrap().count();
    let before = files();
    let rows = [
        ("changed.db", "leaf 3"),
        (
            "half.db",
            "the copy half.db is damaged (code 11); bring back an older one",
        ),
        (
            "none.db",
            "the copy none.db is damaged (code 26); bring back an older one",
        ),
        (
            "empty.db",
            "the copy empty.db has no bytes; bring back an older one",
        ),
        ("nobodys.db", "the copy nobodys.db has no entries"),
        ("missing.db", "missing.db"),
    ];
    for (copy, told) in rows {
        expect(&kept, &["restore", copy, "--replace"], 1, told);
        let there = fs::read(kept.at("kept/yucan.db")).unwrap();
        assert!(there == whole, "{copy}");
        assert_eq!(files(), before, "{copy} leaves nothing behind");
    }
    // nor where there was nothing
    expect(
        &kept,
        &["restore", "half.db", "--database", "sqlite:kept/new.db"],
        1,
        "half.db",
    );
    assert_eq!(files(), before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_never_takes_the_place_of_what_it_is_made_from() {
    let kept = Kept::new().await;
    let house = serving(&kept).await;
    fs::hard_link(kept.at("kept/yucan.db"), kept.at("other-name.db")).unwrap();
    for name in [
        "kept/yucan.db",
        "kept/../kept/yucan.db",
        "other-name.db",
        "kept/keys",
        "kept/keys.destroyed",
        "kept/yucan.db.head",
    ] {
        let before = fs::read(kept.at(name)).unwrap();
        expect(&kept, &["backup", name], 1, "name another file");
        assert!(fs::read(kept.at(name)).unwrap() == before, "{name}");
    }
    assert!(house.stop().await);
    assert_eq!(kept.stage().await, "sent");
}

#[tokio::test]
async fn without_the_key_file_nothing_is_done_and_the_way_out_is_told() {
    let kept = Kept::new().await;
    expect(&kept, &["backup", "copy.db"], 0, "is whole");
    fs::rename(kept.at("kept/keys"), kept.at("elsewhere")).unwrap();
    crate::portal::build_site(kept.folder());
    let serve = ["serve", "--site", ".", "--listen", "127.0.0.1:0"];
    let rows: [&[&str]; 5] = [
        &serve,
        &["verify"],
        &["rebuild"],
        &["restore", "copy.db", "--replace"],
        &["case", &kept.number, "accept"],
    ];
    for arguments in rows {
        expect(&kept, arguments, 1, "bring the key file back");
        assert!(!kept.at("kept/keys").exists(), "{arguments:?}");
    }
    fs::rename(kept.at("elsewhere"), kept.at("kept/keys")).unwrap();
    fs::set_permissions(kept.at("kept/keys"), fs::Permissions::from_mode(0o644)).unwrap();
    expect(&kept, &["verify"], 1, "chmod 0400");
    fs::set_permissions(kept.at("kept/keys"), fs::Permissions::from_mode(0o600)).unwrap();
    let keys = fs::read_to_string(kept.at("kept/keys")).unwrap();
    fs::write(kept.at("kept/keys"), &keys[..keys.len() / 2]).unwrap();
    expect(&kept, &["verify"], 1, "does not read");
}
