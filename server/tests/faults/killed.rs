//! The serving process is killed while families apply; whatever it acknowledged is found again.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use tempfile::TempDir;
use tokio::sync::mpsc;

use crate::{
    cluster::Cluster,
    command::run,
    families::{Family, acknowledged, ask},
    served::Served,
    trial::{Dice, Trial, rounds},
};

/// So many with every run of the tests, and so many by hand.
const CLIENTS: [u32; 2] = [12, 64];
/// Three times what serving again may take: a machine that does other things is slower.
const BACK: Duration = Duration::from_secs(6);

/// Families come in and apply until the process is gone; each that was acknowledged is told of.
fn crowd(served: &Served, next: &Arc<AtomicU32>) -> mpsc::UnboundedReceiver<(Family, String)> {
    let (tell, told) = mpsc::unbounded_channel();
    for _ in 0..rounds(CLIENTS[0], CLIENTS[1]) {
        let (tell, next, to) = (tell.clone(), Arc::clone(next), served.address);
        tokio::spawn(async move {
            loop {
                let mut family = Family::of(next.fetch_add(1, Ordering::SeqCst));
                if !family.come_in(to).await {
                    match ask(to, &family.get("/healthz")).await {
                        // turned away for a while, not left alone
                        Some(_) => continue,
                        None => break,
                    }
                }
                let Some(answer) = family.apply(to).await else {
                    break;
                };
                match acknowledged(&answer) {
                    Some(number) => drop(tell.send((family, number))),
                    // too many for a slow machine at once: whoever is told to come again lets another go first
                    None => assert!(answer.status == 503, "{}", answer.head),
                }
            }
        });
    }
    told
}

async fn killed_again_and_again(trial: Trial, folder: &Path, database: &str) {
    let (rounds, dice) = (rounds(2, 30), Dice::new(3));
    let next = Arc::new(AtomicU32::new(0));
    let mut all: Vec<(Family, String)> = Vec::new();
    let mut longest = Duration::ZERO;
    for round in 0..rounds {
        let begun = Instant::now();
        let served = Served::start(folder, database);
        // the first time it makes its tables
        if round > 0 {
            longest = longest.max(begun.elapsed());
        }
        let mut told = crowd(&served, &next);
        for _ in 0..5 + dice.below(30) {
            all.push(told.recv().await.unwrap());
        }
        served.kill();
        // what was acknowledged at the last moment
        while let Some(late) = told.recv().await {
            all.push(late);
        }
        let arguments = ["verify", "--database", database, "--keys", "keys"];
        let (status, said) = run(folder, &arguments);
        assert_eq!(status, 0, "{said}");
    }
    assert!(longest < BACK, "it serves again after {longest:?}");
    // each comes again, and finds its own; each form that is sent again is the one that was sent
    let served = Served::start(folder, database);
    for (family, number) in &all {
        let answer = family.apply(served.address).await.unwrap();
        assert_eq!(
            acknowledged(&answer).as_ref(),
            Some(number),
            "{}",
            answer.head
        );
        let page = ask(served.address, &family.get("/file")).await.unwrap();
        assert!(page.text().contains(number.as_str()), "{number} is lost");
    }
    assert_eq!(served.stop().0, Some(0));
    let figures = format!(
        "{} acknowledged over HTTP, 0 lost, serves again within {} ms",
        all.len(),
        longest.as_millis()
    );
    trial.held(format!("{rounds} kills"), figures);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_portal_killed_again_and_again_loses_nothing_in_a_file() {
    let folder = TempDir::new().unwrap();
    let trial = Trial::of("S-02", "SQLite, the portal killed under load");
    killed_again_and_again(trial, folder.path(), "sqlite:kept/yucan.db").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_portal_killed_again_and_again_loses_nothing_on_a_server() {
    let folder = TempDir::new().unwrap();
    let cluster = Cluster::start(&[]);
    let trial = Trial::of("S-02", "PostgreSQL, the portal killed under load");
    killed_again_and_again(trial, folder.path(), &cluster.address()).await;
}
