//! A database that is spoilt while it is served: the portal stops, says so and how to go on, and does not start on it.

use std::{fs, path::Path};

use sqlx::{Connection, PgConnection, Row, SqliteConnection, sqlite::SqliteConnectOptions};
use tempfile::TempDir;

use crate::{
    cluster::Cluster,
    families::{Family, acknowledged, ask},
    served::{Served, refused},
    trial::{Trial, rounds},
};

const DATABASE: &str = "sqlite:kept/yucan.db";
const PAGE_BYTES: usize = 4096;

/// Overwrites every page behind the first ones, past every program.
fn spoil(file: &Path, from_page: usize) {
    use std::os::unix::fs::FileExt as _;
    let length = fs::metadata(file).unwrap().len() as usize;
    let file = fs::OpenOptions::new().write(true).open(file).unwrap();
    for page in from_page..length / PAGE_BYTES {
        file.write_all_at(&[0xa5; PAGE_BYTES], (page * PAGE_BYTES) as u64)
            .unwrap();
    }
    file.sync_all().unwrap();
}

/// The portal notices, and ends with the way out; its log.
async fn stops(served: &mut Served, family: &Family) -> String {
    // somebody looks, or writes; whatever is answered, nothing is acknowledged
    let page = ask(served.address, &family.get("/file")).await;
    if let Some(page) = page {
        assert!([503, 303].contains(&page.status), "{}", page.head);
    }
    if let Some(again) = family.apply(served.address).await {
        assert_eq!(acknowledged(&again), None, "{}", again.head);
    }
    let (status, log) = served.end();
    assert_eq!(status, Some(1), "{log}");
    assert!(
        log.contains("the database is damaged, and the portal has stopped"),
        "{log}"
    );
    assert!(log.contains("yucan restore COPY --replace"), "{log}");
    for mark in family.marks() {
        assert!(!log.contains(mark), "{log}");
    }
    log
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_spoilt_while_it_is_served_stops_the_portal() {
    let trial = Trial::of("S-05", "SQLite, spoilt while it serves");
    let rounds = rounds(1, 6);
    for round in 0..rounds {
        let folder = TempDir::new().unwrap();
        let served = Served::start(folder.path(), DATABASE);
        let mut family = Family::of(round);
        assert!(family.come_in(served.address).await);
        let sent = family.apply(served.address).await.unwrap();
        assert!(acknowledged(&sent).is_some(), "{}", sent.head);
        assert_eq!(served.stop().0, Some(0));
        // nothing of it is in memory yet
        let mut served = Served::start(folder.path(), DATABASE);
        spoil(&folder.path().join("kept/yucan.db"), 1 + round as usize);
        stops(&mut served, &family).await;
        let (status, said) = refused(folder.path(), DATABASE);
        assert_eq!(status, 1, "{said}");
        assert!(said.contains("restore"), "{said}");
    }
    trial.held(
        format!("{rounds} times"),
        "stopped with status 1 and the way out; not started on it",
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sealed_entry_that_does_not_open_stops_the_portal() {
    let trial = Trial::of("S-05", "SQLite, one bit of a sealed entry flipped");
    let folder = TempDir::new().unwrap();
    let served = Served::start(folder.path(), DATABASE);
    let mut families = [Family::of(1), Family::of(2)];
    for family in &mut families {
        assert!(family.come_in(served.address).await);
        let sent = family.apply(served.address).await.unwrap();
        assert!(acknowledged(&sent).is_some(), "{}", sent.head);
    }
    assert_eq!(served.stop().0, Some(0));
    let leaf = flip_the_last_bit(&folder.path().join("kept/yucan.db")).await;
    // a database keeps no checks of its own of what is in a column: it starts, until somebody looks
    let mut served = Served::start(folder.path(), DATABASE);
    let log = stops(&mut served, &families[1]).await;
    assert!(log.contains(&format!("leaf {leaf}, family ")), "{log}");
    assert!(log.contains("does not open here"), "{log}");
    trial.held(
        "once",
        "stopped with status 1, the entry's leaf and the way out",
    );
}

/// Of the newest entry's sealed body; its leaf.
async fn flip_the_last_bit(file: &Path) -> i64 {
    let options = SqliteConnectOptions::new().filename(file);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    let newest = sqlx::query("SELECT leaf, body FROM entry ORDER BY leaf DESC LIMIT 1");
    let newest = newest.fetch_one(&mut connection).await.unwrap();
    let (leaf, mut body): (i64, Vec<u8>) = (newest.get(0), newest.get(1));
    *body.last_mut().unwrap() ^= 1;
    let change = sqlx::query("UPDATE entry SET body = ? WHERE leaf = ?");
    let changed = change.bind(body).bind(leaf).execute(&mut connection).await;
    assert_eq!(changed.unwrap().rows_affected(), 1);
    connection.close().await.unwrap();
    leaf
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_whose_pages_are_spoilt_stops_the_portal() {
    let trial = Trial::of("S-05", "PostgreSQL, a table's pages spoilt");
    let folder = TempDir::new().unwrap();
    let mut cluster = Cluster::start(&[]);
    let mut served = Served::start(folder.path(), &cluster.address());
    let mut family = Family::of(1);
    assert!(family.come_in(served.address).await);
    let sent = family.apply(served.address).await.unwrap();
    assert!(acknowledged(&sent).is_some(), "{}", sent.head);
    let mut connection = PgConnection::connect(&cluster.address()).await.unwrap();
    let row = sqlx::query("SELECT pg_relation_filepath('entry')");
    let row = row.fetch_one(&mut connection).await.unwrap();
    let table = cluster.folder().join("pages").join(row.get::<&str, _>(0));
    connection.close().await.unwrap();
    // nothing of it is in the server's memory then
    cluster.end();
    spoil(&table, 0);
    cluster.begin();
    stops(&mut served, &family).await;
    trial.held("once", "stopped with status 1 and the way out");
}
