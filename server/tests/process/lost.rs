//! A database that was lost, or a part of it: it is not begun anew by itself.

use std::fs;

use crate::{command::yucan, copies::expect, kept::Kept, portal::build_site};

const SERVE: [&str; 5] = ["serve", "--site", ".", "--listen", "127.0.0.1:0"];

#[tokio::test]
async fn a_lost_database_is_not_begun_anew_by_itself() {
    let kept = Kept::new().await;
    build_site(kept.folder());
    expect(&kept, &["backup", "copy.db"], 0, "is whole");
    let database = kept.at("kept/yucan.db");
    let head = kept.at("kept/yucan.db.head");
    let accept = ["case", &kept.number, "accept"];
    let refused = |told: &str| {
        let before = fs::metadata(&database).map(|file| file.len()).ok();
        for arguments in [&SERVE[..], &["rebuild"], &accept] {
            expect(&kept, arguments, 1, told);
        }
        let after = fs::metadata(&database).map(|file| file.len()).ok();
        assert_eq!(before, after, "{told}: it is left as it is");
    };
    fs::write(&database, "").unwrap();
    refused("has no bytes: bring the last copy back with `yucan restore COPY --replace`");
    expect(&kept, &["verify"], 1, "has no bytes");
    expect(&kept, &["backup", "none.db"], 1, "has no bytes");
    expect(&kept, &["restore", "copy.db", "--replace"], 0, "is back");
    fs::remove_file(&database).unwrap();
    refused("is missing, and 5 entries were kept in it");
    fs::remove_file(&head).unwrap();
    refused("is missing, and its key file kept/keys is there");
    expect(&kept, &["restore", "copy.db"], 0, "is back");
    assert_eq!(kept.stage().await, "sent");
    // on purpose
    expect(&kept, &["begin"], 1, "is a database already");
    fs::remove_file(&database).unwrap();
    expect(&kept, &["begin"], 0, "5 entries were kept");
    expect(&kept, &["verify"], 0, "0 entries of 0 families");
    expect(&kept, &accept, 1, "there is no such application");
}

#[tokio::test]
async fn a_start_on_nothing_begins_and_says_so() {
    let kept = Kept::new().await;
    build_site(kept.folder());
    // it serves no longer than it takes to learn that the address is another machine's
    let serve = ["serve", "--site", ".", "--listen", "192.0.2.1:9"];
    let place = ["--database", "sqlite:new/yucan.db"];
    // whatever was made before it was killed
    for left in [
        &[][..],
        &["yucan.db.head"],
        &["yucan.db.head", "keys"],
        &["yucan.db.head", "keys", "yucan.db.beginning"],
    ] {
        let folder = kept.at("new");
        let _ = fs::remove_dir_all(kept.at("new"));
        fs::create_dir(&folder).unwrap();
        let nothing = format!("{:020} {}\n", 0, "0".repeat(64));
        for name in left {
            let (from, to) = (kept.at("kept/keys"), folder.join(name));
            match *name {
                "keys" => drop(fs::copy(from, to).unwrap()),
                _ => fs::write(to, &nothing).unwrap(),
            }
        }
        expect(&kept, &[&serve[..], &place].concat(), 2, "--listen");
        assert!(folder.join("yucan.db").exists(), "{left:?}");
    }
    expect(
        &kept,
        &["keys", "create", "--database", "sqlite:made/yucan.db"],
        0,
        "is made",
    );
    let place = ["--database", "sqlite:made/yucan.db"];
    expect(&kept, &[&["rebuild"], &place[..]].concat(), 0, "0 families");
}

#[tokio::test]
async fn a_command_in_the_wrong_folder_begins_nothing() {
    let kept = Kept::new().await;
    let folder = kept.at("wrong");
    fs::create_dir(&folder).unwrap();
    let rows: [(&[&str], &str); 7] = [
        (&["case", "tasks"], "data/keys: there is no key file"),
        (&["case", &kept.number], "data/keys: there is no key file"),
        (
            &["case", &kept.number, "accept"],
            "data/keys: there is no key file",
        ),
        (&["rebuild"], "data/keys: there is no key file"),
        (&["keys", "show"], "data/keys: there is no key file"),
        (&["verify"], "data/yucan.db: there is no database"),
        (
            &["backup", "copy.db"],
            "data/yucan.db: there is no database",
        ),
    ];
    for (arguments, told) in rows {
        let done = yucan(&folder).args(arguments).output().unwrap();
        let said = String::from_utf8([done.stdout, done.stderr].concat()).unwrap();
        assert_eq!(done.status.code(), Some(1), "{arguments:?}: {said}");
        assert!(said.contains(told), "{arguments:?}: {said}");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0, "{arguments:?}");
    }
}

#[tokio::test]
async fn an_address_that_is_none_is_wrong_use() {
    let kept = Kept::new().await;
    for (address, told) in [
        ("mysql://x", "it begins with sqlite: or postgres://"),
        ("yucan.db", "it begins with sqlite: or postgres://"),
        ("", "it begins with sqlite: or postgres://"),
        ("sqlite:", "the path of a file"),
        ("sqlite://", "the path of a file"),
        ("sqlite:/", "the path of a file"),
    ] {
        for command in ["serve", "verify", "rebuild"] {
            expect(&kept, &[command, "--database", address], 2, told);
        }
        let settings = format!("[keeping]\ndatabase = \"{address}\"\n");
        fs::write(kept.at("other.toml"), settings).unwrap();
        let mut command = kept.command(&["verify", "--config", "other.toml"]);
        let ran = command.env_remove("YUCAN_DATABASE").output().unwrap();
        assert_eq!(ran.status.code(), Some(2), "{address}");
    }
}
