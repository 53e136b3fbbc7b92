//! Copies that are brought back into a server's registry: whole or not at all, and under nobody.

use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use registry::store::{
    CopyFault, OpenFault, Outcome, Progress, StoreFault, postgres::PostgresStore,
};
use sqlx::{Connection, PgConnection, Row, SqliteConnection, sqlite::SqliteConnectOptions};

use crate::{
    copies::{bring_back, fill, to_file},
    families::{family, keep, opening},
    load::find,
    place::Place,
};

const ADDRESS: &str = "YUCAN_TEST_RESTORE_ADDRESS";
const COPY: &str = "YUCAN_TEST_RESTORE_COPY";

async fn meddle(path: &Path, sql: &'static str) {
    let options = SqliteConnectOptions::new().filename(path);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rows_that_are_there_are_replaced_only_by_agreement_and_under_nobody() {
    let place = Place::postgres();
    let store = place.open().await;
    keep(&*store, opening(1)).await;
    let copy = to_file(&place, "copy.db").await;
    let second = keep(&*store, opening(2)).await;
    // a server that is connected would go on from what it knew
    let served = bring_back(&place, &copy, true).await;
    assert!(matches!(served, Err(CopyFault::InUse)), "{served:?}");
    store.close().await;
    let taken = bring_back(&place, &copy, false).await;
    assert!(matches!(taken, Err(CopyFault::Taken)), "{taken:?}");
    let store = place.open().await;
    find(&*store, &[(2, second)]).await;
    store.close().await;
    bring_back(&place, &copy, true).await.unwrap();
    let store = place.open().await;
    assert_eq!(store.file(family(2)).await, Ok(None));
    find(&*store, &[(1, 0)]).await;
    // one that was opened and never written is empty
    let empty = Place::postgres();
    empty.open().await.close().await;
    bring_back(&empty, &copy, false).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_opens_what_is_being_filled() {
    let source = Place::sqlite();
    let store = source.open().await;
    let kept = keep(&*store, opening(1)).await;
    store.close().await;
    let copy = to_file(&source, "copy.db").await;
    let place = Arc::new(Place::postgres());
    let (began, begins) = std::sync::mpsc::channel();
    let (go, goes) = std::sync::mpsc::channel();
    let address = place.address.clone();
    let filled = tokio::spawn(async move {
        let mut is_first = true;
        let mut told = move |_: Progress<'_>| {
            if std::mem::take(&mut is_first) {
                began.send(()).unwrap();
                goes.recv().unwrap();
            }
        };
        PostgresStore::bring_back(&address, &copy, false, &mut told).await
    });
    begins.recv().unwrap();
    let mut opened = {
        let place = Arc::clone(&place);
        tokio::spawn(async move { place.try_open().await })
    };
    let soon = tokio::time::timeout(Duration::from_millis(500), &mut opened);
    assert!(soon.await.is_err(), "it waits");
    go.send(()).unwrap();
    filled.await.unwrap().unwrap();
    let store = opened.await.unwrap().unwrap();
    find(&*store, &[(1, kept)]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_writes_while_it_is_waited_for_them_to_go() {
    let place = Place::postgres();
    let store = place.open().await;
    keep(&*store, opening(1)).await;
    let copy = to_file(&place, "copy.db").await;
    let address = place.address.clone();
    let refused = tokio::spawn(async move {
        let mut told = |_: Progress<'_>| panic!("no row may be on its way");
        PostgresStore::bring_back(&address, &copy, true, &mut told).await
    });
    // the writers' lock, of which a batch here holds none now
    let sql = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted \
               AND classid::bigint << 32 | objid::bigint = 98231169056769";
    let mut watching = PgConnection::connect(&place.address).await.unwrap();
    loop {
        let row = sqlx::query(sql).fetch_one(&mut watching).await.unwrap();
        if row.get::<i64, _>(0) > 0 {
            break;
        }
    }
    let begun = Instant::now();
    let waited = store.commit(opening(3)).await;
    assert!(begun.elapsed() > Duration::from_secs(1), "{waited:?}");
    assert!(matches!(refused.await.unwrap(), Err(CopyFault::InUse)));
    // the same again is the same act, if it was kept once the others had given up
    let again = store.commit(opening(3)).await.unwrap();
    let kept = Outcome::Kept { first_leaf: 1 };
    let repeated = Outcome::Repeated { first_leaf: 1 };
    assert!(again == kept || again == repeated, "{again:?}");
}

#[tokio::test]
async fn a_copy_that_is_not_one_tree_replaces_nothing() {
    let place = Place::postgres();
    let store = place.open().await;
    for number in 0..20 {
        keep(&*store, opening(number)).await;
    }
    store.close().await;
    let before = rows_of(&place).await;
    for sql in [
        "DELETE FROM entry WHERE leaf = 19",
        "DELETE FROM head WHERE size = 20",
        "UPDATE node SET hash = zeroblob(32) WHERE level = 4",
    ] {
        let copy = to_file(&place, "copy.db").await;
        meddle(&copy, sql).await;
        let brought = bring_back(&place, &copy, true).await;
        assert!(
            matches!(brought, Err(CopyFault::Open(_))),
            "{sql}: {brought:?}"
        );
        assert!(rows_of(&place).await == before, "{sql}");
    }
}

/// Every entry, and the head.
async fn rows_of(
    place: &Place,
) -> (
    Vec<registry::store::KeptEntry>,
    Option<registry::store::Head>,
) {
    let store = place.open().await;
    let told = (
        store.entries(0, 10_000).await.unwrap(),
        store.head().await.unwrap(),
    );
    store.close().await;
    told
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restore_that_is_killed_or_cut_off_leaves_what_was_there() {
    let source = Place::postgres();
    let store = source.open().await;
    fill(&*store).await;
    store.close().await;
    let copy = to_file(&source, "copy.db").await;
    let mut place = Place::postgres();
    let store = place.open().await;
    keep(&*store, opening(7)).await;
    store.close().await;
    let before = rows_of(&place).await;
    // some way into the first table, the middle, and the last
    for pages in [1, 10, 20] {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([
                "restored::restores_until_it_is_killed",
                "--exact",
                "--nocapture",
            ])
            .env(ADDRESS, &place.address)
            .env(COPY, &copy)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        // it goes on with each line it is told
        let mut go = child.stdin.take().unwrap();
        go.write_all(&b"\n".repeat(pages - 1)).unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let told = lines
            .map_while(Result::ok)
            .filter(|line| line.starts_with("page of "));
        assert_eq!(told.take(pages).count(), pages, "it ended early");
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(rows_of(&place).await == before, "after {pages} pages");
    }
    let (end, ends) = std::sync::mpsc::channel();
    let (ended, has_ended) = std::sync::mpsc::channel();
    let address = place.address.clone();
    let cut = tokio::spawn(async move {
        let mut pages = 0;
        let mut told = move |_: Progress<'_>| {
            pages += 1;
            if pages == 10 {
                end.send(()).unwrap();
                has_ended.recv().unwrap();
            }
        };
        PostgresStore::bring_back(&address, &copy, true, &mut told).await
    });
    let cluster = place.cluster.as_mut().unwrap();
    ends.recv().unwrap();
    cluster.end_at_once();
    cluster.begin();
    ended.send(()).unwrap();
    let fault = cut.await.unwrap();
    assert!(
        matches!(
            fault,
            Err(CopyFault::Open(OpenFault::Store(StoreFault::Away, _)))
        ),
        "{fault:?}"
    );
    assert!(rows_of(&place).await == before);
}

/// The child's part; nothing where this is not the child.
#[tokio::test]
async fn restores_until_it_is_killed() {
    let (Ok(address), Ok(copy)) = (std::env::var(ADDRESS), std::env::var(COPY)) else {
        return;
    };
    let mut told = |progress: Progress<'_>| {
        println!("page of {progress:?}");
        std::io::stdin().read_line(&mut String::new()).unwrap();
    };
    PostgresStore::bring_back(&address, copy.as_ref(), true, &mut told)
        .await
        .unwrap();
}
