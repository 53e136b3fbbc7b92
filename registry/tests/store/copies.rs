//! Copies of a server's registry: the file that a copy of SQLite is, made while servers write.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use registry::{
    Stage, Store,
    store::{
        CopyFault, Counter, IntentEnd, KeyChange, OpenFault, Passed, Passing, StoreFault,
        postgres::PostgresStore, sqlite::SqliteStore,
    },
};
use sqlx::{
    AssertSqlSafe, Connection, PgConnection, Row, SqliteConnection, sqlite::SqliteConnectOptions,
};

use crate::{
    families::{NOW, derived, family, intent, keep, later, opening},
    load::find,
    place::{Place, Stamp},
};

/// Something of everything that is kept, one batch after another, so that both databases number and sign alike.
pub async fn fill(store: &dyn Store) {
    for number in 0..300 {
        let mut commit = opening(number);
        commit.intents.push(intent(number));
        commit.intents[0].due_at = NOW.plus_seconds(i64::from(number) - 1000);
        if number % 50 == 0 {
            commit.area = String::new();
            commit.intents[0].place = None;
            commit.entries[0].body = Vec::new();
        }
        keep(store, commit).await;
    }
    keep(store, later(1, 1, 9001)).await;
    let mut end = later(2, 1, 9002);
    end.family_key = KeyChange::Destroy;
    keep(store, end).await;
    let thing = |id: &[u8], whose| Passed {
        id: id.to_vec(),
        family: whose,
        version: 0,
        body: b"\\ \t \n \r \0 \xff".to_vec(),
        expires_at: NOW.plus_seconds(60),
    };
    for kind in Passing::ALL {
        let somebodys = thing(b"one", Some(family(1)));
        assert!(store.put(kind, somebodys, 0, NOW).await.unwrap().is_some());
        assert!(
            store
                .put(kind, thing(b"two", None), 0, NOW)
                .await
                .unwrap()
                .is_some()
        );
    }
    for name in 0..40 {
        let counter = Counter {
            name: [name; 32],
            seconds: 60,
        };
        store.count(vec![counter], NOW).await.unwrap();
    }
    // a call that is done, one that is tried again, and two that were given up, with words that need care on the way
    let mut odd = derived(3, Stage::Sent);
    odd.due[0].what = "a tab\t, a line\n\r, a \\. and 语".to_owned();
    assert!(store.derive_again(family(3), 1, odd).await.unwrap());
    for end in [
        IntentEnd::Done,
        IntentEnd::Again(NOW.plus_seconds(9)),
        IntentEnd::Dead {
            at: NOW,
            why: "\\N".to_owned(),
        },
        IntentEnd::Dead {
            at: NOW,
            why: String::new(),
        },
    ] {
        let claimed = store.claim(1, NOW, 60).await.unwrap().remove(0);
        assert_eq!(store.settle(&claimed, end).await, Ok(true));
    }
}

pub async fn to_file(place: &Place, name: &str) -> std::path::PathBuf {
    let copy = place.at(name);
    match place.address.strip_prefix("sqlite:") {
        Some(file) => SqliteStore::backup_of(file.as_ref(), &copy).await.unwrap(),
        None => PostgresStore::backup_of(&place.address, &copy, &mut |_| {})
            .await
            .unwrap(),
    }
    copy
}

pub async fn bring_back(place: &Place, copy: &Path, replaces: bool) -> Result<(), CopyFault> {
    PostgresStore::bring_back(&place.address, copy, replaces, &mut |_| {}).await
}

/// Every row of every table, as text, but for the history; which tables, and how many rows each has, stands before them.
async fn rows(copy: &Path) -> Vec<String> {
    let options = SqliteConnectOptions::new().filename(copy).read_only(true);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    let sql = "SELECT name, (SELECT group_concat('quote(' || name || ')', ' || '', '' || ') \
               FROM pragma_table_info(made.name)) FROM sqlite_schema made \
               WHERE type = 'table' AND name <> 'schema_version' ORDER BY name";
    let mut all = Vec::new();
    for table in sqlx::query(sql).fetch_all(&mut connection).await.unwrap() {
        let (name, columns): (String, String) = (table.get(0), table.get(1));
        let sql = AssertSqlSafe(format!("SELECT {columns} FROM {name} ORDER BY 1"));
        let rows = sqlx::query(sql).fetch_all(&mut connection).await.unwrap();
        assert!(!rows.is_empty(), "{name} is not tried");
        all.push(format!("{name}: {}", rows.len()));
        all.extend(rows.iter().map(|row| row.get::<String, _>(0)));
    }
    connection.close().await.unwrap();
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn copies_of_both_databases_have_the_same_rows() {
    let (server, file) = (Place::postgres(), Place::sqlite());
    for place in [&server, &file] {
        let store = place.open().await;
        fill(&*store).await;
        store.close().await;
    }
    let of_server = to_file(&server, "copy.db").await;
    let mode = fs::metadata(&of_server).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let all = rows(&of_server).await;
    assert!(all == rows(&to_file(&file, "copy.db").await).await);
    // one kind of file: it is opened as a registry of its own, and it moves to a server and back
    let moved = SqliteStore::open(&of_server, Arc::new(Stamp))
        .await
        .unwrap();
    keep(&moved, later(5, 1, 9003)).await;
    moved.close().await;
    let changed = rows(&of_server).await;
    assert!(changed != all);
    let other = Place::postgres();
    bring_back(&other, &of_server, false).await.unwrap();
    assert!(rows(&to_file(&other, "again.db").await).await == changed);
    let store = other.open().await;
    keep(&*store, later(5, 2, 9004)).await;
    assert_eq!(
        store.file(family(2)).await.unwrap().unwrap().wrapped_key,
        None
    );
}

#[tokio::test]
async fn both_databases_have_the_same_tables() {
    let (server, file) = (Place::postgres(), Place::sqlite());
    for place in [&server, &file] {
        place.open().await.close().await;
    }
    let sql = "SELECT table_name::text || '.' || column_name FROM information_schema.columns \
               WHERE table_schema = 'public'";
    let mut connection = PgConnection::connect(&server.address).await.unwrap();
    let there = sqlx::query(sql).fetch_all(&mut connection).await.unwrap();
    let mut there: Vec<String> = there.iter().map(|row| row.get(0)).collect();
    let sql = "SELECT made.name || '.' || has.name \
               FROM sqlite_schema made, pragma_table_info(made.name) has WHERE made.type = 'table'";
    let file = file.address.strip_prefix("sqlite:").unwrap();
    let options = SqliteConnectOptions::new().filename(file);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    let here = sqlx::query(sql).fetch_all(&mut connection).await.unwrap();
    let mut here: Vec<String> = here.iter().map(|row| row.get(0)).collect();
    there.sort();
    here.sort();
    assert_eq!(here, there, "what only one of them has would be in no copy");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_made_while_servers_write_is_one_moment() {
    let place = Place::postgres();
    let stores = [place.open().await, place.open().await];
    let mut before = Vec::new();
    for number in 0..300 {
        before.push((number, keep(&*stores[0], opening(number)).await));
    }
    let writers: Vec<_> = stores
        .iter()
        .zip([1000, 2000])
        .map(|(store, first)| {
            let store = Arc::clone(store);
            tokio::spawn(async move {
                for number in first..first + 300 {
                    keep(&*store, opening(number)).await;
                }
            })
        })
        .collect();
    let copy = place.at("copy.db");
    for _ in 0..3 {
        to_file(&place, "copy.db").await;
        let read = SqliteStore::open_to_read(&copy).await.unwrap();
        find(&read, &before).await;
        read.close().await;
    }
    for writer in writers {
        writer.await.unwrap();
    }
    let names = fs::read_dir(place.at("")).unwrap();
    let copies = names.filter(|name| {
        let name = name.as_ref().unwrap().file_name();
        name.to_string_lossy().starts_with("copy.db")
    });
    assert_eq!(copies.count(), 1, "nothing is left beside it");
    let target = Place::postgres();
    bring_back(&target, &copy, false).await.unwrap();
    let store = target.open().await;
    find(&*store, &before).await;
    keep(&*store, opening(5000)).await;
}

#[tokio::test]
async fn a_step_of_the_tables_does_not_wait_for_a_copy_with_everybody_behind_it() {
    let place = Place::postgres();
    place.open().await.close().await;
    place
        .meddle(
            "DELETE FROM schema_version WHERE version > 2; \
             ALTER TABLE due ADD PRIMARY KEY (family, place)",
        )
        .await;
    let mut copying = PgConnection::connect(&place.address).await.unwrap();
    let mut moment = copying.begin().await.unwrap();
    let read = sqlx::query("SELECT count(*) FROM due").fetch_one(&mut *moment);
    read.await.unwrap();
    let begun = Instant::now();
    let fault = place.refusal().await;
    assert!(begun.elapsed() < Duration::from_secs(15));
    assert!(
        matches!(fault, OpenFault::Store(StoreFault::Away, _)),
        "{fault}"
    );
    moment.rollback().await.unwrap();
    place.open().await.close().await;
}

#[tokio::test]
async fn what_is_no_registry_gives_no_copy() {
    let place = Place::postgres();
    let copy = place.at("copy.db");
    let backup = async || PostgresStore::backup_of(&place.address, &copy, &mut |_| {}).await;
    assert!(matches!(backup().await, Err(CopyFault::NoRegistry)));
    let store = place.open().await;
    keep(&*store, opening(1)).await;
    store.close().await;
    backup().await.unwrap();
    let whole = fs::read(&copy).unwrap();
    place.meddle("ALTER TABLE due ADD COLUMN more text").await;
    assert!(matches!(backup().await, Err(CopyFault::Shape(table)) if table == "due"));
    let brought = bring_back(&place, &copy, true).await;
    assert!(matches!(brought, Err(CopyFault::Shape(table)) if table == "due"));
    place
        .meddle("ALTER TABLE due DROP COLUMN more; DELETE FROM node WHERE level = 0")
        .await;
    let damaged = backup().await;
    assert!(matches!(
        damaged,
        Err(CopyFault::Open(OpenFault::Damaged { .. }))
    ));
    place
        .meddle("DELETE FROM schema_version WHERE version > 1")
        .await;
    assert!(matches!(backup().await, Err(CopyFault::Older)));
    assert!(fs::read(&copy).unwrap() == whole, "the copy before stays");
    assert!(!place.at("copy.db.unfinished").exists());
}
