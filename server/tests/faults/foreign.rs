//! Somebody else's program beside a portal that serves from a file: one that carries the log over again and again, and
//! one that reads and holds what it read, as tools that copy databases do. Nothing that was acknowledged is lost, and
//! nobody is turned away for longer than a moment.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::Duration,
};

use sqlx::{Connection, Row, SqliteConnection, raw_sql};
use tempfile::TempDir;

use crate::{
    command::run,
    families::{Family, acknowledged, ask},
    served::{Served, refused},
    trial::{Trial, rounds},
};

const DATABASE: &str = "sqlite:kept/yucan.db";

/// Works on the file until it is told to stop; how often it did.
fn beside(
    folder: &TempDir,
    is_over: &Arc<AtomicBool>,
    sql: &'static [&'static str],
) -> tokio::task::JoinHandle<u32> {
    let address = format!("sqlite:{}", folder.path().join("kept/yucan.db").display());
    let is_over = Arc::clone(is_over);
    tokio::spawn(async move {
        let mut connection = SqliteConnection::connect(&address).await.unwrap();
        let mut ticks = tokio::time::interval(Duration::from_millis(20));
        let mut times = 0;
        while !is_over.load(Ordering::SeqCst) {
            // whoever has the file may keep it from this; then the next time
            for one in sql {
                times += u32::from(raw_sql(*one).execute(&mut connection).await.is_ok());
                ticks.tick().await;
            }
        }
        times
    })
}

async fn applications(folder: &TempDir) -> i64 {
    let address = format!("sqlite:{}", folder.path().join("kept/yucan.db").display());
    let mut connection = SqliteConnection::connect(&address).await.unwrap();
    let count = sqlx::query("SELECT count(*) FROM application");
    count.fetch_one(&mut connection).await.unwrap().get(0)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn strangers_programs_beside_a_file_that_is_served_cost_nothing() {
    let trial = Trial::of(
        "S-06",
        "SQLite, others carry its log over and read it while it serves",
    );
    let folder = TempDir::new().unwrap();
    let served = Served::start(folder.path(), DATABASE);
    // those of the demonstration
    let samples = applications(&folder).await;
    let is_over = Arc::<AtomicBool>::default();
    let strangers = [
        beside(&folder, &is_over, &["PRAGMA wal_checkpoint(TRUNCATE)"]),
        beside(&folder, &is_over, &["PRAGMA wal_checkpoint(RESTART)"]),
        beside(
            &folder,
            &is_over,
            &[
                "BEGIN",
                "SELECT count(*) FROM entry",
                "SELECT max(leaf) FROM entry",
                "COMMIT",
            ],
        ),
    ];
    let (count, next) = (rounds(24, 400), Arc::new(AtomicU32::new(0)));
    let clients: Vec<_> = (0..8)
        .map(|_| {
            let (next, to) = (Arc::clone(&next), served.address);
            tokio::spawn(async move {
                let (mut kept, mut turned_away) = (Vec::new(), 0);
                loop {
                    let number = next.fetch_add(1, Ordering::SeqCst);
                    if number >= count {
                        return (kept, turned_away);
                    }
                    let mut family = Family::of(number);
                    while !family.come_in(to).await {
                        turned_away += 1;
                        family = Family::of(number + 100_000 * turned_away);
                    }
                    loop {
                        let answer = family.apply(to).await.unwrap();
                        if let Some(number) = acknowledged(&answer) {
                            kept.push((family, number));
                            break;
                        }
                        assert_eq!(answer.status, 503, "{}", answer.head);
                        turned_away += 1;
                        assert!(turned_away < 1000, "nobody gets in any more");
                    }
                }
            })
        })
        .collect();
    let (mut all, mut turned_away) = (Vec::new(), 0);
    for client in clients {
        let (kept, away) = client.await.unwrap();
        all.extend(kept);
        turned_away += away;
    }
    // one of our own is refused, whoever else is there
    let (status, said) = refused(folder.path(), DATABASE);
    assert_eq!(status, 1, "{said}");
    is_over.store(true, Ordering::SeqCst);
    let mut times = Vec::new();
    for stranger in strangers {
        times.push(stranger.await.unwrap());
    }
    assert!(times.iter().all(|times| *times > 10), "{times:?}");
    for (family, number) in &all {
        let page = ask(served.address, &family.get("/file")).await.unwrap();
        assert!(page.text().contains(number.as_str()), "{number} is lost");
    }
    served.kill();
    let (status, said) = run(
        folder.path(),
        &["verify", "--database", DATABASE, "--keys", "keys"],
    );
    assert_eq!(status, 0, "{said}");
    assert_eq!(applications(&folder).await - samples, i64::from(count));
    assert_eq!(all.len(), count as usize);
    let figures = format!(
        "{} carried over by others, {} of their reads, 0 lost, {turned_away} asked again",
        times[0] + times[1],
        times[2]
    );
    trial.held(format!("{count} forms"), figures);
}
