use rusqlite::Connection;

use crate::store::{OpenFault, migration::SQLITE, sqlite::SqliteStore};

#[tokio::test]
async fn an_older_programs_copy_is_brought_up() {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.db");
    let old = Connection::open(&copy).unwrap();
    old.execute_batch(SQLITE[0].sql).unwrap();
    old.execute_batch("CREATE TABLE schema_version (version INTEGER NOT NULL PRIMARY KEY, digest BLOB NOT NULL) STRICT")
        .unwrap();
    let digest = SQLITE[0].digest();
    old.execute("INSERT INTO schema_version VALUES (1, ?)", [&digest[..]])
        .unwrap();
    drop(old);
    let older = SqliteStore::open_to_read(&copy).await.err();
    assert!(matches!(older, Some(OpenFault::Older)), "{older:?}");
    SqliteStore::bring_up_copy(&copy).unwrap();
    assert!(SqliteStore::open_to_read(&copy).await.is_ok());
}

#[test]
fn a_file_without_tables_becomes_no_registry() {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.db");
    std::fs::write(&copy, "").unwrap();
    let nothing = SqliteStore::bring_up_copy(&copy).err();
    assert!(matches!(nothing, Some(OpenFault::Empty(_))), "{nothing:?}");
}
