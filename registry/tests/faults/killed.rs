//! A process that is killed while it takes applications, again and again, on both databases.

use std::path::Path;

use tempfile::TempDir;

use crate::{
    clerk::{Clerk, Orders},
    cluster::Cluster,
    kept::{Kept, address_in, make_keys},
    trial::{Dice, Trial, rounds},
};

/// More than any clerk takes before it is killed.
const FAMILIES: u32 = 1000;

async fn killed_again_and_again(trial: Trial, address: &str, keys: &Path) {
    make_keys(keys);
    let rounds = rounds(2, 60);
    let dice = Dice::new(7);
    let (mut all, mut refused) = (Vec::new(), 0);
    for round in 0..rounds {
        let orders = Orders {
            address,
            keys,
            families: (round * FAMILIES, FAMILIES),
            at_once: 8,
            goes_on: false,
        };
        let mut clerk = Clerk::start(&orders, &[]);
        // sometimes while it still opens, and for a first time while it makes the tables
        let count = if round == 0 { 0 } else { dice.below(40) };
        let mut acknowledged = clerk.acknowledged(count as usize);
        acknowledged.extend(clerk.kill());
        let kept = Kept::open(address, keys).await;
        let kept = kept.unwrap_or_else(|fault| panic!("round {round}: {fault}"));
        // all of it is walked now and then, what this round took each time
        let at = format!("round {round}");
        if round % 10 == 1 || round + 1 == rounds {
            all.append(&mut acknowledged);
            kept.find(&all, &at).await;
        } else {
            for (number, application) in &acknowledged {
                let file = kept.file_with(application).await;
                assert!(file.is_some(), "{at}: the form of {number} is lost");
            }
            all.append(&mut acknowledged);
        }
        // and whoever had no answer asks again, and has one form
        let again = round * FAMILIES;
        let first = kept.apply(again).await.unwrap();
        assert_eq!(kept.apply(again).await.unwrap(), first);
        refused += u32::from(!all.iter().any(|(number, _)| *number == again));
        all.push((again, first));
        kept.office.store.close().await;
    }
    let figures = format!("{} acknowledged, 0 lost, {refused} asked again", all.len());
    trial.held(format!("{rounds} kills"), figures);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_process_killed_again_and_again_loses_nothing_in_a_file() {
    let folder = TempDir::new().unwrap();
    let trial = Trial::of("S-02", "SQLite, the process killed under load");
    let keys = folder.path().join("keys");
    killed_again_and_again(trial, &address_in(folder.path()), &keys).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_process_killed_again_and_again_loses_nothing_on_a_server() {
    let folder = TempDir::new().unwrap();
    let cluster = Cluster::start(&[]);
    let trial = Trial::of("S-02", "PostgreSQL, the process killed under load");
    killed_again_and_again(trial, &cluster.address(), &folder.path().join("keys")).await;
}
