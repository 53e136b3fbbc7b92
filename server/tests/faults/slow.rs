//! A database that is silent or has no connection left, a disk that is slow, a folder that is closed: everybody is
//! answered in time, nothing acknowledged is lost, and it heals alone.

use std::{
    ffi::OsString,
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt as _,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use policy::Day;
use rustix::process::{Signal, geteuid, kill_process};
use sqlx::{Connection, PgConnection};
use tempfile::TempDir;

use crate::{
    cluster::Cluster,
    command::{told, yucan},
    families::{Family, acknowledged, ask},
    portal::{House, open},
    served::{Served, prepared},
    trial::{Trial, is_all, rounds},
};

/// As long as a request may take in these cases, and what an answer may take beyond it.
const REQUEST: Duration = Duration::from_secs(3);
const GRACE: Duration = Duration::from_secs(2);

async fn house(database: &str, folder: &TempDir) -> House {
    open(|settings| {
        settings.is_demo = true;
        settings.timers.request = REQUEST;
        settings.edge.trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()];
        settings.keeping.keys = folder.path().join("keys");
        settings.keeping.database = database.to_owned();
    })
    .await
}

/// Asks until it is answered as when all is well.
async fn heals(house: &House, family: &Family) -> Duration {
    let begun = Instant::now();
    let mut ticks = tokio::time::interval(Duration::from_millis(100));
    loop {
        let page = ask(house.address, &family.get("/file")).await.unwrap();
        if page.status == 200 {
            let sent = family.apply(house.address).await.unwrap();
            if acknowledged(&sent).is_some() {
                return begun.elapsed();
            }
        }
        assert!(
            begun.elapsed() < Duration::from_secs(60),
            "it does not heal"
        );
        ticks.tick().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_silent_server_is_answered_for_in_time_and_taken_up_again() {
    let trial = Trial::of("D-04", "PostgreSQL stopped (SIGSTOP)");
    let (folder, cluster) = (TempDir::new().unwrap(), Cluster::start(&[]));
    let house = house(&cluster.address(), &folder).await;
    let today = Day::new(2026, 11, 22).unwrap();
    let (mut slowest, mut back) = (Duration::ZERO, Duration::ZERO);
    let rounds = rounds(1, 4);
    for round in 0..rounds {
        let mut family = Family::on(round, today);
        assert!(family.come_in(house.address).await);
        let pids = cluster.processes();
        for pid in &pids {
            let _ = kill_process(*pid, Signal::STOP);
        }
        for _ in 0..2 {
            let looks = family.get("/file");
            let begun = Instant::now();
            let (page, sent) =
                tokio::join!(ask(house.address, &looks), family.apply(house.address));
            slowest = slowest.max(begun.elapsed());
            for answer in [page.unwrap(), sent.unwrap()] {
                assert_eq!(answer.status, 503, "{}", answer.head);
                assert!(answer.header("retry-after").is_some());
                assert!(answer.text().contains("<h1"), "a page that says so");
            }
            // what needs no database is served as ever
            let law = ask(house.address, &family.get("/law")).await.unwrap();
            assert_eq!(law.status, 200);
        }
        for pid in &pids {
            let _ = kill_process(*pid, Signal::CONT);
        }
        back = back.max(heals(&house, &family).await);
    }
    assert!(slowest < REQUEST + GRACE, "{slowest:?}");
    assert!(house.stop().await);
    let figures = format!(
        "503 within {} ms, served again within {} ms",
        slowest.as_millis(),
        back.as_millis()
    );
    trial.held(format!("{rounds} times"), figures);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_without_a_connection_left_is_answered_for_in_time() {
    let trial = Trial::of("D-06", "PostgreSQL without a connection left");
    const CONNECTIONS: usize = 6;
    let settings = ["max_connections=6", "superuser_reserved_connections=0"];
    let (folder, cluster) = (TempDir::new().unwrap(), Cluster::start(&settings));
    let house = house(&cluster.address(), &folder).await;
    let mut family = Family::on(1, Day::new(2026, 11, 22).unwrap());
    assert!(family.come_in(house.address).await);
    // ours are ended, and others take their places: all of them, since one that ends is counted a moment longer, and ours
    // may be back in its place
    let mut others = vec![PgConnection::connect(&cluster.address()).await.unwrap()];
    let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
               WHERE application_name = 'yucan'";
    while others.len() < CONNECTIONS {
        sqlx::raw_sql(end).execute(&mut others[0]).await.unwrap();
        while let Ok(other) = PgConnection::connect(&cluster.address()).await {
            others.push(other);
        }
    }
    let begun = Instant::now();
    let looks = family.get("/file");
    let (page, sent) = tokio::join!(ask(house.address, &looks), family.apply(house.address));
    let slowest = begun.elapsed();
    for answer in [page.unwrap(), sent.unwrap()] {
        assert_eq!(answer.status, 503, "{}", answer.head);
    }
    assert!(
        slowest < REQUEST,
        "by the database's own patience: {slowest:?}"
    );
    let ready = ask(house.address, &family.get("/readyz")).await.unwrap();
    let told = ready.text();
    assert!(told.contains("does not answer"), "{told}");
    drop(others);
    let back = heals(&house, &family).await;
    assert!(house.stop().await);
    let figures = format!(
        "503 within {} ms, served again within {} ms",
        slowest.as_millis(),
        back.as_millis()
    );
    trial.held("once", figures);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_disk_keeps_what_it_acknowledges_and_turns_the_rest_away_in_time() {
    let trial = Trial::of("S-10", "SQLite, every sync takes 0.3 s");
    let can_trace = Command::new("strace")
        .args(["-f", "-o", "/dev/null", "true"])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if !can_trace {
        return trial.skipped("strace is not installed, or may not trace here");
    }
    if !is_all() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let words = [
        "strace",
        "-f",
        "--seccomp-bpf",
        "-o",
        "/dev/null",
        "-e",
        "trace=fsync,fdatasync",
        "-e",
        "inject=fsync,fdatasync:delay_exit=300000",
    ];
    let under: Vec<OsString> = words.map(OsString::from).to_vec();
    let served = Served::start_under(folder.path(), "sqlite:kept/yucan.db", &under);
    let to = served.address;
    let families: Vec<_> = (0..rounds(16, 64))
        .map(|number| {
            tokio::spawn(async move {
                let begun = Instant::now();
                let mut family = Family::of(number);
                family.come_in(to).await;
                let sent = family.apply(to).await.unwrap();
                (family, acknowledged(&sent), sent.status, begun.elapsed())
            })
        })
        .collect();
    let mut kept = Vec::new();
    let mut slowest = Duration::ZERO;
    for family in families {
        let (family, number, status, took) = family.await.unwrap();
        assert!([200, 303, 503].contains(&status), "{status}");
        slowest = slowest.max(took);
        kept.extend(number.map(|number| (family, number)));
    }
    for (family, number) in &kept {
        let page = ask(to, &family.get("/file")).await.unwrap();
        assert!(page.text().contains(number.as_str()));
    }
    let figures = format!(
        "{} of {} kept, whole way within {} ms, 0 lost",
        kept.len(),
        rounds(16, 64),
        slowest.as_millis()
    );
    assert!(!kept.is_empty());
    drop(served);
    trial.held(format!("{} families", rounds(16, 64)), figures);
}

#[test]
fn a_folder_that_is_closed_is_refused_at_the_start_by_name() {
    let trial = Trial::of("S-10", "SQLite, a folder that only reads");
    let folder = TempDir::new().unwrap();
    let serve = |folder: &TempDir| {
        let mut command = prepared(folder.path(), "sqlite:closed/yucan.db", &[]);
        if geteuid().is_root() {
            // nothing is closed to root
            let mut plain = Command::new("setpriv");
            let nobody = [
                "--reuid",
                "65534",
                "--regid",
                "65534",
                "--clear-groups",
                "--",
            ];
            plain.args(nobody).arg(folder.path().join("yucan"));
            plain.args(command.get_args()).current_dir(folder.path());
            command = plain;
        }
        told(command.output().unwrap())
    };
    prepared(folder.path(), "sqlite:closed/yucan.db", &[]);
    let program = yucan(folder.path()).get_program().to_owned();
    fs::hard_link(&program, folder.path().join("yucan"))
        .or_else(|_| fs::copy(&program, folder.path().join("yucan")).map(|_| ()))
        .unwrap();
    fs::set_permissions(folder.path(), Permissions::from_mode(0o777)).unwrap();
    fs::create_dir(folder.path().join("closed")).unwrap();
    fs::set_permissions(folder.path().join("closed"), Permissions::from_mode(0o555)).unwrap();
    let (status, said) = serve(&folder);
    assert_eq!(status, 2, "{said}");
    assert!(said.contains("closed/yucan.db"), "{said}");
    trial.held("once", "status 2, the file named");
}
