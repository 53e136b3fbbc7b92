//! A registry that moves from SQLite to PostgreSQL and back by `backup` and `restore`, and what stops it on the way.

use std::fs;

use rustix::process::{Pid, Signal, kill_process};
use sqlx::{Connection as _, PgConnection, Row as _};

use crate::{
    cluster::Cluster,
    door::{come_in, cookie},
    kept::{Kept, PHONE},
    portal::{self, House},
};

/// A family's file in SQLite, and a server beside it.
struct Both {
    kept: Kept,
    cluster: Cluster,
}

impl Both {
    async fn new() -> Both {
        Both {
            kept: Kept::new().await,
            cluster: Cluster::start(&[]),
        }
    }

    /// Runs the command on the server, and asserts how it ended and what it said.
    fn there(&self, arguments: &[&str], status: i32, told: &str) {
        let address = self.cluster.address();
        let keys = ["--keys", "kept/keys", "--database", &address];
        self.run(&[arguments, &keys[..]].concat(), status, told);
    }

    /// Runs the command on SQLite.
    fn run(&self, arguments: &[&str], status: i32, told: &str) {
        let (code, said) = self.kept.run(arguments);
        assert_eq!(code, status, "{arguments:?}: {said}");
        assert!(said.contains(told), "{arguments:?}: {said}");
    }

    /// A portal over the server; for show it has families of its own, and its codes stand on the page.
    async fn serving(&self, is_demo: bool) -> House {
        portal::open(|settings| {
            settings.is_demo = is_demo;
            settings.keeping.database = self.cluster.address();
            settings.keeping.keys = self.kept.at("kept/keys");
        })
        .await
    }

    /// Whether nothing is left of a copy but the copy.
    fn is_tidy(&self) -> bool {
        let names = fs::read_dir(self.kept.folder()).unwrap();
        let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name.contains(".db.")).count() == 0
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_registry_moves_to_a_server_and_back() {
    let both = Both::new().await;
    let accept = ["case", &both.kept.number, "accept"];
    let void = ["case", &both.kept.number, "void", "why"];
    both.run(&["backup", "copy.db"], 0, "is whole");
    both.there(&["backup", "none.db"], 1, "holds no registry");
    both.there(&["restore", "copy.db"], 0, "is back");
    both.there(&["verify"], 0, "5 entries of 1 families");
    both.there(&["rebuild"], 0, "1 families, 0 of them");
    both.there(&accept, 0, "accepted");
    let house = both.serving(false).await;
    both.there(&["backup", "there.db"], 0, "is whole");
    both.there(&void, 0, "void");
    both.there(&["restore", "there.db", "--replace"], 1, "stop all of them");
    both.there(&["verify"], 0, "7 entries");
    assert!(house.stop().await);
    both.there(&["restore", "there.db"], 1, "add --replace");
    both.there(&["restore", "there.db", "--replace"], 0, "is back");
    both.there(&void, 0, "void");
    both.run(&["restore", "there.db", "--replace"], 0, "is back");
    both.run(&["verify"], 0, "6 entries of 1 families");
    both.run(&["rebuild"], 0, "1 families, 0 of them");
    assert_eq!(both.kept.stage().await, "accepted");
    assert!(both.is_tidy());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keys_are_exchanged_on_a_server_while_two_portals_serve() {
    let both = Both::new().await;
    both.run(&["backup", "copy.db"], 0, "is whole");
    both.there(&["restore", "copy.db"], 0, "is back");
    let (one, other) = (both.serving(true).await, both.serving(true).await);
    both.there(&["keys", "rotate"], 0, "wrapping key 2 writes from now on");
    both.there(&["keys", "retire", "1"], 1, "still under wrapping key 1");
    both.there(&["keys", "rewrap"], 0, "wrapped again, 0 destroyed");
    both.there(&["keys", "retire", "1"], 0, "wrapping key 1 is gone");
    let session = come_in(&one, PHONE).await;
    for house in [one, other] {
        let file = house.get("/file", &cookie(&session)).await;
        assert!(file.text().contains(&both.kept.number), "{}", file.head);
        assert!(house.stop().await);
    }
    both.there(&["verify"], 0, "0 families destroyed");
}

/// Another suite seals what is written from then on, and what was sealed before is read.
#[tokio::test]
async fn a_suite_is_a_matter_of_settings() {
    let kept = Kept::new().await;
    let sm4 = |arguments: &[&str]| {
        let arguments = [arguments, &["--suite", "sm4-gcm"]].concat();
        let (code, said) = kept.run(&arguments);
        assert_eq!(code, 0, "{arguments:?}: {said}");
        said
    };
    sm4(&["case", &kept.number, "accept"]);
    assert!(sm4(&["rebuild"]).contains("0 of them"));
    let office = kept.office().await;
    let file = office.store.file(kept.family).await.unwrap().unwrap();
    let suites: Vec<u8> = file.entries.iter().map(|entry| entry.body[0]).collect();
    office.store.close().await;
    assert_eq!(suites, [1, 1, 1, 1, 1, 2]);
    sm4(&["verify"]);
    let (code, said) = kept.run(&["verify"]);
    assert_eq!(code, 0, "{said}");
    // the rows beside it are sealed otherwise by either
    let (_, said) = kept.run(&["rebuild"]);
    assert!(said.contains("1 of them"), "{said}");
    assert!(sm4(&["rebuild"]).contains("1 of them"));
    sm4(&["verify"]);
}

/// What may become of rows that the entries give, and how `rebuild` tells of it.
const SPOILED: [(&str, &str); 6] = [
    ("DELETE FROM blind", "1 of them"),
    ("UPDATE application SET stage = 'done'", "1 of them"),
    ("UPDATE due SET area = '110105'", "1 of them"),
    ("UPDATE due SET place = place + 70", "1 of them"),
    ("UPDATE blind SET place = place + 70", "1 of them"),
    (
        "INSERT INTO blind SELECT decode(repeat('00', 16), 'hex'), place, kind, blind FROM blind",
        "rows of 1 families that have no file",
    ),
];

#[tokio::test]
async fn rows_on_a_server_are_made_again() {
    let both = Both::new().await;
    both.run(&["backup", "copy.db"], 0, "is whole");
    both.there(&["restore", "copy.db"], 0, "is back");
    let mut server = PgConnection::connect(&both.cluster.address())
        .await
        .unwrap();
    for (sql, told) in SPOILED {
        sqlx::raw_sql(sql).execute(&mut server).await.unwrap();
        both.there(&["verify"], 1, "`yucan rebuild` makes these rows again");
        both.there(&["rebuild"], 0, told);
        both.there(&["verify"], 0, "5 entries of 1 families");
    }
}

#[tokio::test]
async fn a_copy_that_is_not_whole_replaces_no_server() {
    let both = Both::new().await;
    let whole = fs::read(both.kept.at("kept/yucan.db")).unwrap();
    both.run(&["backup", "copy.db"], 0, "is whole");
    both.there(&["restore", "copy.db"], 0, "is back");
    both.kept.spoil(&both.kept.bodies[3]);
    fs::rename(both.kept.at("kept/yucan.db"), both.kept.at("changed.db")).unwrap();
    fs::write(both.kept.at("kept/yucan.db"), &whole).unwrap();
    fs::write(both.kept.at("half.db"), &whole[..whole.len() / 2]).unwrap();
    fs::write(both.kept.at("none.db"), "hello").unwrap();
    fs::write(both.kept.at("empty.db"), "").unwrap();
    let rows = [
        ("changed.db", "leaf 3"),
        ("half.db", "damaged"),
        ("none.db", "damaged"),
        ("empty.db", "yucan: "),
        ("missing.db", "missing.db"),
    ];
    for (copy, told) in rows {
        both.there(&["restore", copy, "--replace"], 1, told);
        both.there(&["verify"], 0, "5 entries of 1 families");
    }
    // another's keys open nothing of it
    let create = ["keys", "create", "--keys", "others/keys"];
    both.run(
        &[&create[..], &["--database", "sqlite:others/yucan.db"]].concat(),
        0,
        "",
    );
    let address = both.cluster.address();
    let restore = ["restore", "copy.db", "--replace", "--database", &address];
    both.run(
        &[&restore[..], &["--keys", "others/keys"]].concat(),
        1,
        "not ours",
    );
    both.there(&["backup", "kept/keys"], 1, "name another file");
    assert!(both.is_tidy());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restore_killed_in_the_middle_changes_nothing() {
    let both = Both::new().await;
    both.run(&["backup", "small.db"], 0, "is whole");
    both.there(&["restore", "small.db"], 0, "is back");
    both.kept.crowd(400).await;
    both.run(&["backup", "copy.db"], 0, "is whole");
    let address = both.cluster.address();
    let restore = ["restore", "copy.db", "--replace", "--database", &address];
    let mut restore = both.kept.command(&restore);
    // somebody who reads a table holds it up where the old rows are to go
    let mut reading = PgConnection::connect(&address).await.unwrap();
    let mut moment = reading.begin().await.unwrap();
    let read = sqlx::query("SELECT beats FROM pulse").fetch_one(&mut *moment);
    read.await.unwrap();
    let mut child = restore.args(["--keys", "kept/keys"]).spawn().unwrap();
    loop {
        let sql = "SELECT count(*) FROM pg_locks WHERE NOT granted";
        let row = sqlx::query(sql).fetch_one(&mut *moment).await.unwrap();
        if row.get::<i64, _>(0) > 0 {
            break;
        }
    }
    kill_process(Pid::from_child(&child), Signal::KILL).unwrap();
    assert!(!child.wait().unwrap().success());
    moment.rollback().await.unwrap();
    both.there(&["verify"], 0, "5 entries of 1 families");
    both.there(&["restore", "copy.db", "--replace"], 0, "is back");
    both.there(&["verify"], 0, "of 401 families");
}
