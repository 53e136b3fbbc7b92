//! The disk is full: families' files are read and not written, what was typed stays on the page, and it heals alone.

use std::{fs, time::Duration};

use policy::Day;
use rustix::process::geteuid;
use tempfile::TempDir;

use crate::{
    command::run,
    families::{Family, acknowledged, ask},
    portal::{House, open},
    small::Small,
    trial::{Trial, rounds},
};

async fn says(house: &House, part: &str) -> bool {
    let ready = house.get("/readyz", "").await;
    ready.status == 200 && ready.text().contains(part)
}

/// Once, on a disk of its own: a log that has grown has room for a while.
async fn full_and_healed() -> Result<(), String> {
    let folder = TempDir::new().unwrap();
    let small = Small::mount(folder.path(), 6, geteuid().as_raw())?;
    let database = format!("sqlite:{}", folder.path().join("yucan.db").display());
    let keys = folder.path().join("keys");
    let house = open(|settings| {
        settings.is_demo = true;
        settings.edge.trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()];
        settings.keeping.database = database.clone();
        settings.keeping.keys = keys.clone();
    })
    .await;
    let today = Day::new(2026, 11, 22).unwrap();
    let mut first = Family::on(1, today);
    assert!(first.come_in(house.address).await);
    let sent = first.apply(house.address).await.unwrap();
    let kept = acknowledged(&sent).unwrap();
    // signed in beforehand, because coming in is written down, too
    let mut supply = Vec::new();
    for place in 0..12 {
        let mut family = Family::on(100 + place, today);
        assert!(family.come_in(house.address).await);
        supply.push(family);
    }
    let ballast = small.fill();
    // what was prepared for the log may still have room for some
    let (family, refused) = loop {
        let family = supply.pop().expect("the disk never was full");
        let answer = family.apply(house.address).await.unwrap();
        if acknowledged(&answer).is_none() {
            break (family, answer);
        }
    };
    assert_eq!(refused.status, 503, "{}", refused.head);
    assert_eq!(refused.header("retry-after"), Some("120"));
    assert!(refused.text().contains("data-error=\"not_kept\""));
    for typed in [&family.name, &family.street, &family.id_number] {
        assert!(
            refused.text().contains(typed.as_str()),
            "what was typed stays"
        );
    }
    assert!(says(&house, "ready, but the disk is full").await);
    // what is there is still shown
    let page = ask(house.address, &first.get("/file")).await.unwrap();
    assert_eq!(page.status, 200);
    assert!(page.text().contains(&kept));
    let asks = Family::on(5, today).post("/sign-in", "phone=13912345678");
    let door = ask(house.address, &asks).await.unwrap();
    assert_eq!(door.status, 503);
    assert!(door.text().contains("<h1>"), "a page that says so");
    fs::remove_file(ballast).unwrap();
    // nobody asks it to: it tries by itself
    let mut ticks = tokio::time::interval(Duration::from_millis(50));
    while !says(&house, "ready\n").await {
        ticks.tick().await;
    }
    let again = family.apply(house.address).await.unwrap();
    let number = acknowledged(&again).unwrap_or_else(|| panic!("{}", again.head));
    let twice = family.apply(house.address).await.unwrap();
    assert_eq!(acknowledged(&twice), Some(number));
    assert!(house.stop().await);
    let arguments = ["verify", "--database", &database, "--keys"];
    let arguments = [&arguments[..], &[keys.to_str().unwrap()]].concat();
    let (status, said) = run(folder.path(), &arguments);
    assert_eq!(status, 0, "{said}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_is_told_of_costs_nothing_typed_and_heals_alone() {
    let trial = Trial::of("S-04", "SQLite, the disk full while it serves");
    let rounds = rounds(1, 8);
    for _ in 0..rounds {
        if let Err(why) = full_and_healed().await {
            return trial.skipped(why);
        }
    }
    trial.held(
        format!("{rounds} times"),
        "read-only, 503 with what was typed, healed by itself",
    );
}
