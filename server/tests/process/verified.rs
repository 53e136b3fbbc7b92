//! `verify` and `head`: what somebody could change behind the portal's back, and what was kept elsewhere.

use std::{collections::BTreeSet, fs, sync::Arc};

use policy::phone::Phone;
use registry::{
    audit::Receipt,
    keys::{KeyFile, KeyService, SystemChance},
    sign_in::SignIn,
};
use sqlx::{AssertSqlSafe, Connection as _, Row as _, SqliteConnection};

use crate::{
    agency::serving,
    kept::{Kept, NOW, PHONE},
};

/// Runs it, and asserts how it ended and what it said; what it said.
fn expect(kept: &Kept, arguments: &[&str], status: i32, told: &[&str]) -> String {
    let (code, said) = kept.run(arguments);
    assert_eq!(code, status, "{arguments:?}: {said}");
    for part in told {
        assert!(said.contains(part), "{arguments:?} without {part}: {said}");
    }
    for personal in ["林晓梅", "441702199503081223", "13800138000"] {
        assert!(!said.contains(personal), "{arguments:?}: {said}");
    }
    said
}

/// Runs a statement on the database's file, past every program.
async fn meddle(kept: &Kept, sql: &str) {
    let mut connection = SqliteConnection::connect(&kept.database()).await.unwrap();
    let sql = AssertSqlSafe(sql.to_owned());
    sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

/// Changes one bit of a column's first value that there is, wherever it stands, past every program.
async fn flip(kept: &Kept, table: &str, column: &str) {
    let mut connection = SqliteConnection::connect(&kept.database()).await.unwrap();
    let sql = format!("SELECT {column} FROM {table} WHERE {column} IS NOT NULL LIMIT 1");
    let row = sqlx::query(AssertSqlSafe(sql));
    let row = row.fetch_one(&mut connection).await.unwrap();
    let bytes: Vec<u8> = row.get(0);
    let mut other = bytes.clone();
    *other.last_mut().unwrap() ^= 1;
    let sql = format!("UPDATE {table} SET {column} = ? WHERE {column} = ?");
    let update = sqlx::query(AssertSqlSafe(sql)).bind(other).bind(bytes);
    let changed = update.execute(&mut connection).await.unwrap();
    assert!(changed.rows_affected() > 0, "{table}.{column}");
    connection.close().await.unwrap();
}

/// What of `verify`'s copies lies beside the database.
fn left(kept: &Kept) -> Vec<String> {
    let beside = fs::read_dir(kept.at("kept")).unwrap();
    let names = beside.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.contains("verify")).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_head_kept_elsewhere_shows_that_the_database_was_put_back() {
    let kept = Kept::new().await;
    let house = serving(&kept).await;
    let (status, first) = kept.run(&["head"]);
    assert_eq!(status, 0, "{first}");
    assert!(first.starts_with("yucan head 1\nsize 5\nroot "), "{first}");
    expect(&kept, &["backup", "monday.db"], 0, &[]);
    expect(&kept, &["case", &kept.number, "accept"], 0, &["accepted"]);
    let (_, second) = kept.run(&["head"]);
    assert!(house.stop().await);
    fs::write(
        kept.at("heads.txt"),
        [&first[..], "on Tuesday:\n", &second].concat(),
    )
    .unwrap();
    let whole = ["2 heads kept elsewhere hold"];
    expect(&kept, &["verify", "--head", "heads.txt"], 0, &whole);
    // all of it as it was on Monday: whole by itself
    for name in ["yucan.db-wal", "yucan.db-shm", "yucan.db.head"] {
        let _ = fs::remove_file(kept.at("kept").join(name));
    }
    fs::copy(kept.at("monday.db"), kept.at("kept/yucan.db")).unwrap();
    expect(&kept, &["verify"], 0, &["5 entries"]);
    let told = [
        "leaf 5: the tree was put back to an earlier head",
        "yucan restore",
    ];
    expect(&kept, &["verify", "--head", "heads.txt"], 1, &told);
    // a slip in copying, another key's, and none
    fs::write(kept.at("slip.txt"), first.replace("size 5", "size 4")).unwrap();
    let told = ["the kept head over 4 leaves: the signature is not ours"];
    expect(&kept, &["verify", "--head", "slip.txt"], 1, &told);
    let key = first.lines().find(|line| line.starts_with("key ")).unwrap();
    fs::write(kept.at("other.txt"), first.replace(key, "key 00000000")).unwrap();
    let told = ["other.txt: the head over 5 leaves was signed with another key, 00000000"];
    expect(&kept, &["verify", "--head", "other.txt"], 1, &told);
    fs::write(kept.at("none.txt"), "Monday\n").unwrap();
    let told = ["none.txt: line 1: this is no signed head"];
    expect(
        &kept,
        &["verify", "--head", "none.txt", "heads.txt"],
        1,
        &told,
    );
    expect(
        &kept,
        &["verify", "--head", "nowhere.txt"],
        1,
        &["nowhere.txt"],
    );
    expect(&kept, &["verify", "--head"], 2, &[]);
}

#[tokio::test]
async fn a_familys_receipt_is_held_against_its_entry() {
    let kept = Kept::new().await;
    let office = kept.office().await;
    let number = registry::ApplicationNumber::parse(&kept.number).unwrap();
    let file = office.file(kept.family).await.unwrap().unwrap();
    let sent = file.entries.last().unwrap().leaf.unwrap();
    let issued = Receipt::issue(&*office.store, &*office.keys, number.clone(), sent).await;
    let receipt = issued.unwrap();
    let other = Receipt::issue(&*office.store, &*office.keys, number, 0).await;
    office.store.close().await;
    let paper = receipt.paper();
    // as it stands on a paper, among other words
    fs::write(
        kept.at("paper.txt"),
        format!("收件回执\n凭证\n{paper}\n第 1 页\n"),
    )
    .unwrap();
    fs::write(kept.at("short.json"), receipt.json()).unwrap();
    let told = [
        "paper.txt: the receipt holds; leaf 4, under the head over 5",
        "short.json: the receipt holds; leaf 4",
        "2 heads kept elsewhere hold",
    ];
    expect(
        &kept,
        &["verify", "--receipt", "paper.txt", "short.json"],
        0,
        &told,
    );
    fs::write(
        kept.at("slip.txt"),
        paper.replace("leaf      4", "leaf      3"),
    )
    .unwrap();
    expect(
        &kept,
        &["verify", "--receipt", "slip.txt"],
        1,
        &["slip.txt: the receipt is not signed"],
    );
    fs::write(kept.at("half.txt"), &paper[..paper.len() / 2]).unwrap();
    expect(
        &kept,
        &["verify", "--receipt", "half.txt"],
        1,
        &["half.txt: this is no receipt"],
    );
    fs::write(kept.at("other.txt"), other.unwrap().paper()).unwrap();
    let told =
        ["other.txt: the receipt holds, and its entry, leaf 0, is about another application"];
    expect(&kept, &["verify", "--receipt", "other.txt"], 1, &told);
    meddle(&kept, "DELETE FROM entry WHERE leaf = 4").await;
    let told = [
        "leaf 4: entries were cut off the end",
        "paper.txt: the receipt holds, and its entry, leaf 4, is missing",
    ];
    expect(&kept, &["verify", "--receipt", "paper.txt"], 1, &told);
}

#[tokio::test]
async fn a_changed_row_is_named_and_made_again() {
    let kept = Kept::new().await;
    let family = format!("family {}", kept.family.hex());
    meddle(
        &kept,
        "UPDATE application SET stage = 'paid'; DELETE FROM due",
    )
    .await;
    let told = [
        &format!("table application, {family}, application 0: the row is another")[..],
        &format!("table due, {family}, place 0: the row is missing"),
        "`yucan rebuild` makes these rows again",
    ];
    expect(&kept, &["verify"], 1, &told);
    expect(&kept, &["rebuild"], 0, &["1 of them"]);
    expect(&kept, &["verify"], 0, &["5 entries"]);
    meddle(&kept, "DELETE FROM intent").await;
    let told = [
        &format!("table intent, {family}, call 0 of leaf")[..],
        "yucan restore",
    ];
    expect(&kept, &["verify"], 1, &told);
}

/// A row of each table, with a bit of its column changed or itself taken away, and the place that is named then. A session
/// that is gone has passed.
const CHANGED: [(&str, &str, &str); 13] = [
    ("family", "wrapped_key", "key does not unwrap"),
    ("entry", "body", "leaf 0, family"),
    ("entry", "key", "leaf 0, family"),
    ("act", "digest", ": table act says something else"),
    ("act", "key", "is not in table act"),
    ("node", "hash", "lea"),
    ("head", "root", "the head over"),
    ("head", "signature", "the head over"),
    ("blind", "blind", "table blind, family"),
    ("application", "number", "table application, family"),
    ("intent", "body", "table intent, family"),
    ("passing", "body", "table passing, "),
    (
        "schema_version",
        "digest",
        "step 1 of the tables' history is not",
    ),
];
const GONE: [(&str, &str, &str); 11] = [
    ("family", "1", ": the family is missing"),
    ("entry", "leaf = 2", "leaf 2: an entry is missing"),
    ("entry", "leaf = 4", "leaf 4: entries were cut off the end"),
    ("act", "first_leaf = 0", "leaf 0, family"),
    (
        "node",
        "level = 1 AND place = 1",
        "leaves 2 to 3: a node of the tree is missing",
    ),
    ("head", "1", "leaves 0 to 4: the tree has no signed head"),
    ("blind", "place = 0", "table blind, family"),
    ("application", "1", "table application, family"),
    ("due", "place = 0", "table due, family"),
    ("intent", "1", "table intent, family"),
    (
        "schema_version",
        "version = 2",
        "the tables are of an older version",
    ),
];
/// They say nothing of anybody, and are forgotten.
const UNTOLD: [&str; 2] = ["counter", "pulse"];

/// Somebody at the door, beside the family's entries.
async fn come(kept: &Kept) {
    let office = kept.office().await;
    let keys = Arc::clone(&office.keys) as Arc<dyn KeyService>;
    let door = SignIn::new(Arc::clone(&office.store), keys, Arc::new(SystemChance));
    let phone = Phone::parse(PHONE).unwrap();
    let asked = door.ask(None, &phone, [127, 0, 0, 1].into(), NOW).await;
    asked.unwrap();
    office.store.close().await;
}

#[tokio::test]
async fn a_change_in_each_table_is_named() {
    let kept = Kept::new().await;
    come(&kept).await;
    let (database, whole) = (kept.at("kept/yucan.db"), kept.at("whole.db"));
    expect(&kept, &["backup", "whole.db"], 0, &["is whole"]);
    let again = || {
        for name in ["yucan.db-wal", "yucan.db-shm", "yucan.db.head"] {
            let _ = fs::remove_file(kept.at("kept").join(name));
        }
        fs::copy(&whole, &database).unwrap();
    };
    let mut unnamed = Vec::new();
    for (table, column, place) in CHANGED {
        again();
        flip(&kept, table, column).await;
        let said = expect(&kept, &["verify"], 1, &[]);
        if !said.contains(place) {
            unnamed.push(format!("{table}.{column}: {said}"));
        }
    }
    for (table, which, place) in GONE {
        again();
        let delete = format!("PRAGMA foreign_keys = OFF; DELETE FROM {table} WHERE {which}");
        meddle(&kept, &delete).await;
        let said = expect(&kept, &["verify"], 1, &[]);
        if !said.contains(place) {
            unnamed.push(format!("{table} without {which}: {said}"));
        }
    }
    assert!(unnamed.is_empty(), "{}", unnamed.join("\n"));
    again();
    for table in UNTOLD {
        meddle(&kept, &format!("DELETE FROM {table}")).await;
    }
    expect(&kept, &["verify"], 0, &["5 entries"]);
    // a table that comes is tried, or stands among those that are not told
    let mut connection = SqliteConnection::connect(&kept.database()).await.unwrap();
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table'";
    let rows = sqlx::query(tables).fetch_all(&mut connection).await;
    let there: BTreeSet<String> = rows.unwrap().iter().map(|row| row.get(0)).collect();
    let tried = CHANGED.iter().chain(&GONE).map(|(table, _, _)| *table);
    let tried: BTreeSet<String> = tried.chain(UNTOLD).map(str::to_owned).collect();
    assert_eq!(there, tried);
}

#[tokio::test]
async fn what_hinders_a_look_is_told_with_the_way_out() {
    let kept = Kept::new().await;
    KeyFile::create(&kept.at("other"), &SystemChance).unwrap();
    let told = ["other is not this database's key file: bring the right one back"];
    expect(&kept, &["verify", "--keys", "other"], 1, &told);
    expect(
        &kept,
        &["head", "--keys", "other"],
        1,
        &["not signed with the key in other"],
    );
    for command in ["verify", "head"] {
        let there = [command, "--database", "sqlite:nothere.db"];
        let said = expect(
            &kept,
            &there,
            1,
            &["nothere.db: there is no database; name", "--database"],
        );
        assert!(
            !said.contains(" )") && !kept.at("nothere.db").exists(),
            "{said}"
        );
    }
    // a head that was changed is told from keys that are another's
    meddle(&kept, "UPDATE head SET at = at + 1").await;
    let told = ["the head over 5 leaves: the signature is not ours"];
    expect(&kept, &["verify"], 1, &told);
    meddle(&kept, "DELETE FROM head").await;
    fs::remove_file(kept.at("kept/yucan.db.head")).unwrap();
    expect(
        &kept,
        &["verify"],
        1,
        &["leaves 0 to 4: the tree has no signed head"],
    );
}

#[tokio::test]
async fn what_a_killed_look_left_goes_with_the_next() {
    let kept = Kept::new().await;
    let folder = kept.at("kept/yucan.db.verify-1");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("copy.db.unfinished"), "half").unwrap();
    let busy = kept.at("kept/yucan.db.verify-2");
    fs::create_dir(&busy).unwrap();
    let lock = fs::File::open(&busy).unwrap();
    lock.lock().unwrap();
    expect(&kept, &["verify"], 0, &["5 entries"]);
    assert_eq!(
        left(&kept),
        ["yucan.db.verify-2"],
        "somebody looks there just now"
    );
    drop(lock);
    expect(&kept, &["verify"], 0, &["5 entries"]);
    assert_eq!(left(&kept), Vec::<String>::new());
}
