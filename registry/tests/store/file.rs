//! What only a file has: its neighbours, its pages, its copies.

use std::{fs, os::unix::fs::PermissionsExt, path::Path, sync::Arc};

use registry::{
    Store,
    store::{KeyChange, OpenFault, StoreFault, sqlite::SqliteStore},
};
use sqlx::{Connection, SqliteConnection, sqlite::SqliteConnectOptions};

use crate::{
    child::Child,
    families::{family, keep, later, opening},
    load::find,
    place::{Place, Stamp},
};

fn file(place: &Place) -> std::path::PathBuf {
    place.at("file.db")
}

/// Writes something past the store.
async fn meddle(path: &Path, sql: &'static str) {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

#[tokio::test]
async fn a_second_one_is_refused_in_this_process_and_another() {
    let place = Place::sqlite();
    let store = place.open().await;
    assert!(matches!(place.refusal().await, OpenFault::InUse(_)));
    store.close().await;
    assert_eq!(store.check().await, Err(StoreFault::Away));
    let mut child = Child::start(&place.address, 0);
    child.acknowledged(1);
    assert!(matches!(place.refusal().await, OpenFault::InUse(_)));
    child.kill();
    place.open().await.close().await;
}

#[tokio::test]
async fn only_its_owner_reads_it() {
    let place = Place::sqlite();
    let nested = place.at("one/two/file.db");
    let store = SqliteStore::open(&nested, Arc::new(Stamp)).await.unwrap();
    keep(&store, opening(1)).await;
    let mode = |name: &str| fs::metadata(place.at(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode("one/two"), 0o700);
    for name in ["file.db", "file.db-wal", "file.db-shm", "file.db.lock"] {
        assert_eq!(mode(&format!("one/two/{name}")), 0o600, "{name}");
    }
}

#[tokio::test]
async fn a_file_that_is_none_is_refused_and_left_as_it_is() {
    let place = Place::sqlite();
    for text in ["not a database", &"not a database, and long. ".repeat(1000)] {
        fs::write(file(&place), text).unwrap();
        assert!(matches!(place.refusal().await, OpenFault::Damaged { .. }));
        assert_eq!(fs::read_to_string(file(&place)).unwrap(), text);
    }
    fs::remove_file(file(&place)).unwrap();
    meddle(&file(&place), "CREATE TABLE somebodys (note TEXT)").await;
    assert!(matches!(place.refusal().await, OpenFault::NotOurs(_)));
}

#[tokio::test]
async fn a_damaged_file_is_refused() {
    let place = Place::sqlite();
    let store = place.open().await;
    for number in 0..200 {
        keep(&*store, opening(number)).await;
    }
    store.close().await;
    let whole = fs::read(file(&place)).unwrap();
    let pages = whole.len() / 4096;
    for page in (1..pages).step_by(7) {
        let mut damaged = whole.clone();
        damaged[page * 4096..(page + 1) * 4096].fill(0xa5);
        fs::write(file(&place), damaged).unwrap();
        let fault = place.refusal().await;
        assert!(
            matches!(fault, OpenFault::Damaged { .. }),
            "page {page}: {fault}"
        );
    }
    // less than a page would be a new file to SQLite
    for length in [whole.len() / 2, 4095, 2048, 100, 1] {
        fs::write(file(&place), &whole[..length]).unwrap();
        let fault = place.refusal().await;
        let is_damaged = matches!(fault, OpenFault::Damaged { .. });
        assert!(is_damaged, "{length} bytes: {fault}");
    }
    fs::write(file(&place), whole).unwrap();
    keep(&*place.open().await, opening(1000)).await;
}

#[tokio::test]
async fn an_audit_that_does_not_fit_is_refused() {
    for sql in [
        "DELETE FROM entry WHERE leaf = 9",
        "DELETE FROM head WHERE size = 10",
        "UPDATE head SET root = zeroblob(32) WHERE size = 10",
        "DELETE FROM node WHERE level = 3",
    ] {
        let place = Place::sqlite();
        let store = place.open().await;
        for number in 0..10 {
            keep(&*store, opening(number)).await;
        }
        store.close().await;
        meddle(&file(&place), sql).await;
        assert!(
            matches!(place.refusal().await, OpenFault::Damaged { .. }),
            "{sql}"
        );
    }
}

#[tokio::test]
async fn a_newer_schema_is_refused() {
    let place = Place::sqlite();
    place.open().await.close().await;
    meddle(
        &file(&place),
        "INSERT INTO schema_version VALUES (3, x'00')",
    )
    .await;
    let fault = place.refusal().await;
    assert!(
        matches!(fault, OpenFault::Newer { found: 3, known: 2 }),
        "{fault}"
    );
    meddle(
        &file(&place),
        "DELETE FROM schema_version WHERE version = 3",
    )
    .await;
    meddle(
        &file(&place),
        "UPDATE schema_version SET digest = x'00' WHERE version = 1",
    )
    .await;
    assert!(matches!(
        place.refusal().await,
        OpenFault::OtherHistory { step: 1 }
    ));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_made_while_others_write_is_one_moment() {
    let place = Place::sqlite();
    let store = Arc::new(
        SqliteStore::open(&file(&place), Arc::new(Stamp))
            .await
            .unwrap(),
    );
    let mut before = Vec::new();
    for number in 0..200 {
        before.push((number, keep(&*store, opening(number)).await));
    }
    let writer = {
        let store = Arc::clone(&store);
        tokio::spawn(async move {
            for number in 1000..1200 {
                keep(&*store, opening(number)).await;
            }
        })
    };
    let copy = place.at("copy.db");
    for _ in 0..2 {
        store.backup(&copy).await.unwrap();
        let read = SqliteStore::open_to_read(&copy).await.unwrap();
        find(&read, &before).await;
        assert_eq!(read.commit(opening(5000)).await, Err(StoreFault::Away));
        read.close().await;
    }
    SqliteStore::backup_of(&file(&place), &copy).await.unwrap();
    writer.await.unwrap();
    assert_eq!(
        fs::metadata(&copy).unwrap().permissions().mode() & 0o777,
        0o600
    );
    let names = fs::read_dir(copy.parent().unwrap()).unwrap();
    let names: Vec<_> = names.map(|entry| entry.unwrap().file_name()).collect();
    // the database with its journal, index, lock and head; and the copy
    assert_eq!(names.len(), 6, "{names:?}");
    // the copy goes on as a registry of its own
    let restored = SqliteStore::open(&copy, Arc::new(Stamp)).await.unwrap();
    keep(&restored, later(1, 1, 7000)).await;
    find(&restored, &before).await;
}

#[tokio::test]
async fn a_strangers_log_beside_a_restored_file_is_noticed() {
    let place = Place::sqlite();
    let store = SqliteStore::open(&file(&place), Arc::new(Stamp))
        .await
        .unwrap();
    keep(&store, opening(1)).await;
    store.backup(&place.at("copy.db")).await.unwrap();
    fs::copy(place.at("file.db-wal"), place.at("copy.db-wal")).unwrap();
    for opened in [
        SqliteStore::open(&place.at("copy.db"), Arc::new(Stamp)).await,
        SqliteStore::open_to_read(&place.at("copy.db")).await,
    ] {
        assert!(matches!(opened.err(), Some(OpenFault::Leftover(_))));
    }
}

/// A file with so many families, and the files that a killed process leaves beside it.
async fn killed(place: &Place, families: u32) {
    let store = place.open().await;
    for number in 0..families {
        keep(&*store, opening(number)).await;
    }
    let names = ["file.db", "file.db-wal", "file.db-shm", "file.db.head"];
    for name in names {
        fs::copy(place.at(name), place.at(&format!("left-{name}"))).unwrap();
    }
    store.close().await;
    for name in names {
        let _ = fs::remove_file(place.at(name));
        fs::rename(place.at(&format!("left-{name}")), place.at(name)).unwrap();
    }
}

#[tokio::test]
async fn a_journal_that_was_deleted_is_missed() {
    for families in [1, 30] {
        let place = Place::sqlite();
        killed(&place, families).await;
        fs::remove_file(place.at("file.db-wal")).unwrap();
        let fault = place.refusal().await;
        let had = u64::from(families);
        let is_behind =
            matches!(&fault, OpenFault::Behind { has: 0, had: there, .. } if *there == had);
        assert!(is_behind, "{fault}");
        assert!(fault.to_string().contains("file.db-wal"), "{fault}");
        // nor is it copied as if it were whole
        let copied = SqliteStore::backup_of(&file(&place), &place.at("copy.db")).await;
        assert!(matches!(copied, Err(OpenFault::Behind { .. })));
        assert!(!place.at("copy.db").exists());
        assert!(!place.at("copy.db.unfinished").exists());
        // the way out that is told
        fs::remove_file(place.at("file.db.head")).unwrap();
        keep(&*place.open().await, opening(1000)).await;
    }
}

#[tokio::test]
async fn an_index_of_the_journal_that_is_garbage_is_harmless() {
    let place = Place::sqlite();
    killed(&place, 30).await;
    for garbage in [vec![0xa5; 32768], vec![0; 32768], vec![0xff; 100], vec![]] {
        fs::write(place.at("file.db-shm"), garbage).unwrap();
        let store = place.open().await;
        assert_eq!(store.head().await.unwrap().unwrap().size, 30);
        store.close().await;
    }
}

#[tokio::test]
async fn a_journal_of_an_earlier_day_is_noticed() {
    let place = Place::sqlite();
    killed(&place, 10).await;
    fs::copy(place.at("file.db-wal"), place.at("earlier")).unwrap();
    let store = place.open().await;
    for number in 100..110 {
        keep(&*store, opening(number)).await;
    }
    let (file, head) = (fs::read(file(&place)), fs::read(place.at("file.db.head")));
    store.close().await;
    fs::write(place.at("file.db"), file.unwrap()).unwrap();
    fs::write(place.at("file.db.head"), head.unwrap()).unwrap();
    fs::rename(place.at("earlier"), place.at("file.db-wal")).unwrap();
    let fault = place.refusal().await;
    assert!(
        matches!(fault, OpenFault::Behind { had: 20, .. }),
        "{fault}"
    );
}

#[tokio::test]
async fn a_file_put_back_or_exchanged_is_noticed() {
    let (place, other) = (Place::sqlite(), Place::sqlite());
    let store = place.open().await;
    keep(&*store, opening(1)).await;
    store.close().await;
    fs::copy(file(&place), place.at("earlier.db")).unwrap();
    let store = place.open().await;
    keep(&*store, opening(2)).await;
    store.close().await;
    let store = other.open().await;
    for number in 3..6 {
        keep(&*store, opening(number)).await;
    }
    store.close().await;
    fs::copy(file(&other), file(&place)).unwrap();
    let fault = place.refusal().await;
    assert!(matches!(fault, OpenFault::Another(_)), "{fault}");
    fs::copy(place.at("earlier.db"), file(&place)).unwrap();
    let fault = place.refusal().await;
    assert!(
        matches!(fault, OpenFault::Behind { has: 1, had: 2, .. }),
        "{fault}"
    );
    fs::write(place.at("file.db.head"), "2 entries").unwrap();
    assert!(matches!(place.refusal().await, OpenFault::Head(_)));
}

#[tokio::test]
async fn a_file_that_is_lost_is_not_begun_anew_by_itself() {
    let place = Place::sqlite();
    let store = place.open().await;
    keep(&*store, opening(1)).await;
    store.close().await;
    fs::write(file(&place), "").unwrap();
    let fault = place.refusal().await;
    assert!(matches!(fault, OpenFault::Empty(_)), "{fault}");
    assert!(fault.to_string().contains("yucan restore"), "{fault}");
    fs::remove_file(file(&place)).unwrap();
    let fault = place.refusal().await;
    assert!(
        matches!(fault, OpenFault::Missing { had: 1, .. }),
        "{fault}"
    );
    assert!(!file(&place).exists(), "nothing is made in its place");
    // on purpose
    assert_eq!(SqliteStore::begin(&file(&place)).unwrap(), 1);
    keep(&*place.open().await, opening(2)).await;
    let kept = SqliteStore::begin(&file(&place));
    assert!(matches!(
        kept,
        Err(OpenFault::Kept(_) | OpenFault::InUse(_))
    ));
}

#[tokio::test]
async fn a_new_file_has_its_tables_before_its_name() {
    let place = Place::sqlite();
    // as a start that was killed leaves it
    fs::write(place.at("file.db.beginning"), "half a database").unwrap();
    fs::write(place.at("file.db.beginning-journal"), "half a journal").unwrap();
    let store = place.open().await;
    // nothing was written yet, and the tables are no matter of the journal
    let alone = place.at("alone.db");
    fs::copy(file(&place), &alone).unwrap();
    store.close().await;
    let store = SqliteStore::open_to_read(&alone).await.unwrap();
    assert_eq!(store.head().await, Ok(None));
    assert!(!place.at("file.db.beginning").exists());
    assert!(!place.at("file.db.beginning-journal").exists());
}

#[tokio::test]
async fn a_database_takes_anothers_place_and_both_are_kept() {
    let place = Place::sqlite();
    for number in 1..4 {
        let new = place.at("new.db");
        let store = SqliteStore::open(&new, Arc::new(Stamp)).await.unwrap();
        keep(&store, opening(number)).await;
        store.close().await;
        let aside = SqliteStore::replace(&new, &file(&place)).unwrap();
        let told = aside.map(|path| path.file_name().unwrap().to_owned());
        let expected = [None, Some(""), Some("-2")][number as usize - 1];
        assert_eq!(
            told,
            expected.map(|ending| format!("file.db.before-restore{ending}").into())
        );
        let store = place.open().await;
        assert!(store.file(family(number)).await.unwrap().is_some());
        let held = SqliteStore::replace(&place.at("none.db"), &file(&place));
        assert!(matches!(held, Err(OpenFault::InUse(_))));
        store.close().await;
    }
    for (number, ending) in [(1, ""), (2, "-2")] {
        let aside = place.at(&format!("file.db.before-restore{ending}"));
        let store = SqliteStore::open_to_read(&aside).await.unwrap();
        assert!(store.file(family(number)).await.unwrap().is_some());
    }
}

#[tokio::test]
async fn a_destroyed_key_is_in_no_file_any_more() {
    let place = Place::sqlite();
    let store = place.open().await;
    let secret = b"a wrapped key that nothing else looks like".to_vec();
    let mut commit = opening(1);
    commit.family_key = KeyChange::Create(secret.clone());
    keep(&*store, commit).await;
    let is_somewhere = || {
        ["file.db", "file.db-wal"].iter().any(|name| {
            let bytes = fs::read(place.at(name)).unwrap();
            bytes.windows(secret.len()).any(|window| window == secret)
        })
    };
    assert!(is_somewhere());
    let mut end = later(1, 1, 2);
    end.family_key = KeyChange::Destroy;
    keep(&*store, end).await;
    assert!(!is_somewhere());
    assert_eq!(
        store.file(family(1)).await.unwrap().unwrap().wrapped_key,
        None
    );
}
