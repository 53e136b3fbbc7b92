//! A database that is silent or has no connection left, a disk that is slow, a folder that is closed: everybody is
//! answered in time, nothing acknowledged is lost, and it heals alone.

use std::{
    ffi::{OsStr, OsString},
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt as _,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use policy::Day;
use rustix::process::{Signal, geteuid, kill_process};
use sqlx::{Connection, PgConnection};
use tempfile::TempDir;
use tokio::{
    io::copy_bidirectional,
    net::{UnixListener, UnixStream},
    task::{JoinHandle, JoinSet},
};

use crate::{
    cluster::{Cluster, address},
    command::{told, yucan},
    families::{Family, acknowledged, ask},
    portal::{House, open},
    served::{Served, prepared},
    trial::{Trial, rounds},
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

fn in_time(answered: Duration, back: Duration) -> String {
    let (answered, back) = (answered.as_millis(), back.as_millis());
    format!("503 within {answered} ms, served again within {back} ms")
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
        // by hand once for longer than the writer waits for its server
        let is_long = round == 3;
        for _ in 0..if is_long { 5 } else { 2 } {
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
    trial.held(format!("{rounds} times"), in_time(slowest, back));
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
    trial.held("once", in_time(slowest, back));
}

/// Where a proxy or a pooler of the database's stands, and then does not: the address leads nowhere, and what was open is cut.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pooler_that_is_gone_is_answered_for_in_time() {
    let trial = Trial::of("D-06", "PostgreSQL, the pooler before it gone");
    let (folder, cluster) = (TempDir::new().unwrap(), Cluster::start(&[]));
    let near = TempDir::with_prefix("yucan-").unwrap();
    let socket = near.path().join(".s.PGSQL.5432");
    let mut pooler = Pooler::stand(&socket, &cluster);
    let house = house(&address(near.path()), &folder).await;
    let mut family = Family::on(1, Day::new(2026, 11, 22).unwrap());
    assert!(family.come_in(house.address).await);
    let (mut slowest, mut back) = (Duration::ZERO, Duration::ZERO);
    let rounds = rounds(1, 4);
    for _ in 0..rounds {
        pooler.go(&socket);
        for _ in 0..3 {
            let begun = Instant::now();
            let looks = family.get("/file");
            let (page, sent) =
                tokio::join!(ask(house.address, &looks), family.apply(house.address));
            slowest = slowest.max(begun.elapsed());
            for answer in [page.unwrap(), sent.unwrap()] {
                assert_eq!(answer.status, 503, "{}", answer.head);
                assert!(answer.header("retry-after").is_some());
            }
        }
        let ready = ask(house.address, &family.get("/readyz")).await.unwrap();
        assert!(ready.text().contains("does not answer"), "{}", ready.text());
        pooler = Pooler::stand(&socket, &cluster);
        back = back.max(heals(&house, &family).await);
    }
    assert!(slowest < REQUEST, "{slowest:?}");
    assert!(house.stop().await);
    trial.held(format!("{rounds} times"), in_time(slowest, back));
}

/// Carries bytes to a server, each connection to one of its own.
struct Pooler(JoinHandle<()>);

impl Pooler {
    fn stand(socket: &Path, cluster: &Cluster) -> Pooler {
        let listener = UnixListener::bind(socket).unwrap();
        let server = cluster.socket();
        Pooler(tokio::spawn(async move {
            // those that are carried end with it
            let mut carried = JoinSet::new();
            while let Ok((mut near, _)) = listener.accept().await {
                let server = server.clone();
                carried.spawn(async move {
                    let mut far = UnixStream::connect(server).await.unwrap();
                    let _ = copy_bidirectional(&mut near, &mut far).await;
                });
            }
        }))
    }

    fn go(&self, socket: &Path) {
        self.0.abort();
        fs::remove_file(socket).unwrap();
    }
}

/// As long as a whole way of three requests may take when each is answered within its time: three times that.
const WAY: Duration = Duration::from_secs(3 * 3 * 10);

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
    let folder = TempDir::new().unwrap();
    // with every run of the tests a third of it
    let delay = rounds(100_000, 300_000);
    let words = [
        "strace",
        "-f",
        "--seccomp-bpf",
        "-o",
        "/dev/null",
        "-e",
        "trace=fsync,fdatasync",
        "-e",
        &format!("inject=fsync,fdatasync:delay_exit={delay}"),
    ];
    let under: Vec<OsString> = words.iter().map(OsString::from).collect();
    let served = Served::start_under(folder.path(), "sqlite:kept/yucan.db", &under);
    let to = served.address;
    let count = rounds(6, 64);
    let families: Vec<_> = (0..count)
        .map(|number| {
            tokio::spawn(async move {
                let begun = Instant::now();
                let mut family = Family::of(number);
                family.come_in(to).await;
                let sent = family.apply(to).await.unwrap();
                (family, sent, begun.elapsed())
            })
        })
        .collect();
    let mut kept = Vec::new();
    let (mut slowest, mut turned_away) = (Duration::ZERO, 0);
    for family in families {
        let (family, sent, took) = family.await.unwrap();
        slowest = slowest.max(took);
        match acknowledged(&sent) {
            Some(number) => kept.push((family, number)),
            // told when to come again, or asked for the code that it was not let in with
            None if sent.status == 503 => {
                assert!(sent.header("retry-after").is_some(), "{}", sent.head);
                turned_away += 1;
            }
            None => assert_eq!(sent.status, 200, "{}", sent.head),
        }
    }
    assert!(slowest < WAY, "somebody had no answer for {slowest:?}");
    for (family, number) in &kept {
        let page = ask(to, &family.get("/file")).await.unwrap();
        assert!(page.text().contains(number.as_str()));
    }
    let figures = format!(
        "{} of {count} kept, {turned_away} told to come again, whole way within {} ms, 0 lost",
        kept.len(),
        slowest.as_millis()
    );
    assert!(!kept.is_empty());
    drop(served);
    trial.held(format!("{count} families"), figures);
}

#[test]
fn a_folder_that_is_closed_is_refused_at_the_start_by_name() {
    let trial = Trial::of("S-10", "SQLite, a folder that only reads");
    let folder = TempDir::new().unwrap();
    // nothing is closed to root
    let run = |arguments: &[OsString]| {
        let mut command = if geteuid().is_root() {
            let mut plain = Command::new("setpriv");
            let nobody = ["--reuid", "65534", "--regid", "65534"];
            plain.args(nobody).args(["--clear-groups", "--"]);
            plain.arg(folder.path().join("yucan"));
            plain
        } else {
            Command::new(folder.path().join("yucan"))
        };
        command.args(arguments).current_dir(folder.path());
        told(command.output().unwrap())
    };
    let serving = prepared(folder.path(), "sqlite:closed/yucan.db", &[]);
    let serve: Vec<OsString> = serving.get_args().map(OsStr::to_owned).collect();
    let program = yucan(folder.path()).get_program().to_owned();
    fs::hard_link(&program, folder.path().join("yucan"))
        .or_else(|_| fs::copy(&program, folder.path().join("yucan")).map(|_| ()))
        .unwrap();
    let open_to = |path: &str, mode| {
        fs::set_permissions(folder.path().join(path), Permissions::from_mode(mode)).unwrap();
    };
    open_to("", 0o777);
    fs::create_dir(folder.path().join("closed")).unwrap();
    open_to("closed", 0o555);
    let (status, said) = run(&serve);
    assert_eq!(status, 1, "{said}");
    assert!(said.contains("closed/yucan.db"), "{said}");
    // the same where everything is there already
    open_to("closed", 0o777);
    let place = ["--database", "sqlite:closed/yucan.db", "--keys", "kept"];
    let begin = [&["begin"], &place[..]].concat();
    let (status, said) = run(&begin.iter().map(OsString::from).collect::<Vec<_>>());
    assert_eq!(status, 0, "{said}");
    open_to("closed", 0o555);
    let rebuild = [&["rebuild"], &place[..]].concat();
    let (status, said) = run(&rebuild.iter().map(OsString::from).collect::<Vec<_>>());
    assert_eq!(status, 1, "{said}");
    let named = "closed cannot be opened: Permission denied";
    assert!(said.contains(named), "{said}");
    trial.held("once", "status 1, the file or folder named");
}
