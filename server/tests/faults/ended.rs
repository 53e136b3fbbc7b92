//! PostgreSQL ends at once under a crowd, and begins again: meanwhile everybody is told to come back, and soon after is
//! served; what was acknowledged is there.

use std::time::{Duration, Instant};

use policy::Day;
use server::config::Rate;
use tempfile::TempDir;

use crate::{
    cluster::Cluster,
    families::{Family, acknowledged, ask},
    portal::{House, open},
    trial::{Trial, rounds},
};

/// Three times what serving again may take once the server is back: a machine that does other things is slower.
const BACK: Duration = Duration::from_secs(15);

/// Sends a family's form until it is acknowledged; its number, and how often it was told to come back.
async fn insist(house: &House, family: &Family) -> (String, u32) {
    let mut ticks = tokio::time::interval(Duration::from_millis(50));
    let mut turned_away = 0;
    loop {
        ticks.tick().await;
        let answer = family.apply(house.address).await.unwrap();
        match acknowledged(&answer) {
            Some(number) => return (number, turned_away),
            None => {
                assert_eq!(answer.status, 503, "{}", answer.head);
                assert!(answer.header("retry-after").is_some(), "{}", answer.head);
                turned_away += 1;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_ends_under_a_crowd_is_answered_for_and_served_from_again() {
    let trial = Trial::of("D-01", "PostgreSQL ends at once under a crowd, over HTTP");
    let (folder, mut cluster) = (TempDir::new().unwrap(), Cluster::start(&[]));
    let (ends, clients) = (rounds(1, 10), rounds(12, 64));
    let house = open(|settings| {
        settings.is_demo = true;
        settings.edge.trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()];
        settings.rates.write = Rate::Unlimited;
        settings.rates.read = Rate::Unlimited;
        settings.keeping.keys = folder.path().join("keys");
        settings.keeping.database = cluster.address();
    })
    .await;
    let house = std::sync::Arc::new(house);
    let today = Day::new(2026, 11, 22).unwrap();
    let (mut all, mut turned_away, mut longest) = (Vec::new(), 0, Duration::ZERO);
    for round in 0..ends {
        let mut crowd = Vec::new();
        for number in 0..clients {
            let mut family = Family::on(round * clients + number, today);
            assert!(family.come_in(house.address).await);
            crowd.push(family);
        }
        // the first is in the middle of it, everybody else comes while it is down
        let (first, others) = crowd.split_first().unwrap();
        let first = first.clone();
        let on_its_way = {
            let (house, family) = (house.clone(), first.clone());
            tokio::spawn(async move { (insist(&house, &family).await, family) })
        };
        cluster.end_at_once();
        let waiting: Vec<_> = others
            .iter()
            .map(|family| {
                let (house, family) = (house.clone(), family.clone());
                tokio::spawn(async move {
                    let page = ask(house.address, &family.get("/file")).await.unwrap();
                    assert_eq!(page.status, 503, "{}", page.head);
                    assert!(page.header("retry-after").is_some(), "{}", page.head);
                    family
                })
            })
            .collect();
        let mut looked = Vec::new();
        for family in waiting {
            looked.push(family.await.unwrap());
            turned_away += 1;
        }
        let sending: Vec<_> = looked
            .into_iter()
            .map(|family| {
                let house = house.clone();
                tokio::spawn(async move { (insist(&house, &family).await, family) })
            })
            .chain([on_its_way])
            .collect();
        cluster.begin();
        let back = Instant::now();
        for sent in sending {
            let ((number, away), family) = sent.await.unwrap();
            turned_away += away;
            all.push((family, number));
        }
        longest = longest.max(back.elapsed());
    }
    assert!(longest < BACK, "all were served again after {longest:?}");
    for (family, number) in &all {
        let page = ask(house.address, &family.get("/file")).await.unwrap();
        assert!(page.text().contains(number.as_str()), "{number} is lost");
        let again = family.apply(house.address).await.unwrap();
        assert_eq!(
            acknowledged(&again).as_ref(),
            Some(number),
            "one form, one number"
        );
    }
    let house = std::sync::Arc::into_inner(house).unwrap();
    assert!(house.stop().await);
    let figures = format!(
        "{} acknowledged, 0 lost, {turned_away} of 503 with Retry-After, all {clients} served within {} ms",
        all.len(),
        longest.as_millis()
    );
    trial.held(format!("{ends} ends"), figures);
}
