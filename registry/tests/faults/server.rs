//! What a PostgreSQL server may do to us while families apply: end at once, lose a process of its own, hold an old
//! snapshot, find its disk full.

use std::{
    fs,
    os::unix::fs::{MetadataExt, symlink},
    path::Path,
    process::Command,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use registry::ApplicationNumber;
use rustix::process::{Pid, Signal, kill_process};
use sqlx::{Connection, PgConnection, Row};
use tempfile::TempDir;

use crate::{
    cluster::{Cluster, address},
    kept::{Kept, make_keys},
    small::Small,
    trial::{Dice, Trial, rounds},
};

const CLIENTS: u32 = 8;
/// Longer than any statement may take.
const SILENCE: Duration = Duration::from_secs(7);
/// Three times what serving again may take once the server is back: a machine that does other things is slower.
const BACK: Duration = Duration::from_secs(15);
/// So many times longer may a held snapshot make it; a tenth is the goal, which a machine in use cannot show.
const HELD: u32 = 3;
/// What was acknowledged by the server before may be told so much later.
const ON_THE_WAY: Duration = Duration::from_secs(1);

type Acknowledged = Arc<Mutex<Vec<(u32, ApplicationNumber)>>>;

/// Clients that apply until they are told to stop; whoever is turned away asks again.
struct Crowd {
    acknowledged: Acknowledged,
    is_over: Arc<AtomicBool>,
    turned_away: Arc<AtomicU32>,
    clients: Vec<tokio::task::JoinHandle<()>>,
}

impl Crowd {
    fn gather(kept: &Arc<Kept>) -> Crowd {
        let mut crowd = Crowd {
            acknowledged: Arc::default(),
            is_over: Arc::default(),
            turned_away: Arc::default(),
            clients: Vec::new(),
        };
        let next = Arc::new(AtomicU32::new(0));
        for _ in 0..CLIENTS {
            let (kept, next) = (Arc::clone(kept), Arc::clone(&next));
            let acknowledged = Arc::clone(&crowd.acknowledged);
            let is_over = Arc::clone(&crowd.is_over);
            let turned_away = Arc::clone(&crowd.turned_away);
            crowd.clients.push(tokio::spawn(async move {
                let mut ticks = tokio::time::interval(Duration::from_millis(20));
                while !is_over.load(Ordering::SeqCst) {
                    let number = next.fetch_add(1, Ordering::SeqCst);
                    let application = loop {
                        match kept.apply(number).await {
                            Ok(application) => break application,
                            Err(_) => turned_away.fetch_add(1, Ordering::SeqCst),
                        };
                        ticks.tick().await;
                    };
                    let mut acknowledged = acknowledged.lock().unwrap();
                    acknowledged.push((number, application));
                }
            }));
        }
        crowd
    }

    /// Waits for so many more.
    async fn served(&self, more: u64) {
        let enough = self.count() + more as usize;
        let mut ticks = tokio::time::interval(Duration::from_millis(5));
        while self.count() < enough {
            ticks.tick().await;
        }
    }

    /// Waits, and nobody is served but who was on the way.
    async fn served_nothing(&self) {
        let (begun, mut ticks) = (Instant::now(), tokio::time::interval(ON_THE_WAY));
        ticks.tick().await;
        ticks.tick().await;
        let before = self.count();
        while begun.elapsed() < SILENCE {
            ticks.tick().await;
        }
        assert_eq!(self.count(), before, "acknowledged on one machine alone");
    }

    fn count(&self) -> usize {
        self.acknowledged.lock().unwrap().len()
    }

    async fn leave(self) -> (Vec<(u32, ApplicationNumber)>, u32) {
        self.is_over.store(true, Ordering::SeqCst);
        for client in self.clients {
            client.await.unwrap();
        }
        let acknowledged = self.acknowledged.lock().unwrap().clone();
        (acknowledged, self.turned_away.load(Ordering::SeqCst))
    }
}

async fn one(address: &str, sql: &'static str) -> Option<i32> {
    let mut connection = PgConnection::connect(address).await.ok()?;
    let row = sqlx::query(sql).fetch_optional(&mut connection).await;
    row.ok()?.and_then(|row| row.try_get(0).ok())
}

async fn assert_nothing_is_open(address: &str) {
    let sql = "SELECT count(*)::int FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'";
    assert_eq!(one(address, sql).await, Some(0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_ends_again_and_again_loses_nothing_acknowledged() {
    let folder = TempDir::new().unwrap();
    let keys = folder.path().join("keys");
    make_keys(&keys);
    let mut cluster = Cluster::start(&[]);
    let trial = Trial::of("D-01", "PostgreSQL ends at once under load");
    let kept = Arc::new(Kept::open(&cluster.address(), &keys).await.unwrap());
    let crowd = Crowd::gather(&kept);
    let (rounds, dice) = (rounds(2, 40), Dice::new(11));
    let mut longest = Duration::ZERO;
    for _ in 0..rounds {
        crowd.served(dice.below(60)).await;
        cluster.end_at_once();
        cluster.begin();
        let back = Instant::now();
        crowd.served(1).await;
        longest = longest.max(back.elapsed());
    }
    assert!(longest < BACK, "served again after {longest:?}");
    let (acknowledged, turned_away) = crowd.leave().await;
    kept.find(&acknowledged, "after the last end").await;
    assert_nothing_is_open(&cluster.address()).await;
    let figures = format!(
        "{} acknowledged, 0 lost, {turned_away} asked again, served again within {} ms",
        acknowledged.len(),
        longest.as_millis()
    );
    trial.held(format!("{rounds} ends"), figures);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_loses_a_process_loses_nothing_acknowledged() {
    let folder = TempDir::new().unwrap();
    let keys = folder.path().join("keys");
    make_keys(&keys);
    let cluster = Cluster::start(&[]);
    let trial = Trial::of("D-02", "PostgreSQL, one of its processes killed under load");
    let kept = Arc::new(Kept::open(&cluster.address(), &keys).await.unwrap());
    let crowd = Crowd::gather(&kept);
    let (rounds, dice) = (rounds(2, 40), Dice::new(12));
    let mut kills = 0;
    for _ in 0..rounds {
        crowd.served(1 + dice.below(60)).await;
        let sql = "SELECT pid FROM pg_stat_activity WHERE application_name = 'yucan' \
                   ORDER BY random() LIMIT 1";
        // the server ends all others of its own, and recovers as after a power cut
        if let Some(pid) = one(&cluster.address(), sql).await {
            let killed = kill_process(Pid::from_raw(pid).unwrap(), Signal::KILL);
            kills += u32::from(killed.is_ok());
        }
    }
    crowd.served(1).await;
    let (acknowledged, turned_away) = crowd.leave().await;
    kept.find(&acknowledged, "after the last kill").await;
    assert_nothing_is_open(&cluster.address()).await;
    assert!(kills > 0);
    let figures = format!(
        "{} acknowledged, 0 lost, {turned_away} asked again",
        acknowledged.len()
    );
    trial.held(format!("{kills} kills"), figures);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_standby_that_takes_over_has_everything_acknowledged() {
    let folder = TempDir::new().unwrap();
    let keys = folder.path().join("keys");
    make_keys(&keys);
    let trial = Trial::of(
        "D-03",
        "PostgreSQL, the first killed, its standby takes over",
    );
    let mut first = Cluster::start(&[]);
    let standby = first.follow();
    let mut connection = PgConnection::connect(&first.address()).await.unwrap();
    for sql in [
        "ALTER SYSTEM SET synchronous_standby_names = '*'",
        "SELECT pg_reload_conf()",
    ] {
        sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
    }
    drop(connection);
    // the address leads to whoever is first now, as a name or a proxy does
    let now = folder.path().join("first");
    symlink(first.folder(), &now).unwrap();
    let kept = Arc::new(Kept::open(&address(&now), &keys).await.unwrap());
    let crowd = Crowd::gather(&kept);
    crowd.served(20).await;

    // without a standby nothing is acknowledged, however long it takes
    let pids = standby.processes();
    for pid in &pids {
        kill_process(*pid, Signal::STOP).unwrap();
    }
    crowd.served_nothing().await;
    // nor what is on one machine alone once that machine has begun again
    first.end_at_once();
    first.begin();
    crowd.served_nothing().await;

    first.end_at_once();
    for pid in &pids {
        kill_process(*pid, Signal::CONT).unwrap();
    }
    let promoted = one(&standby.address(), "SELECT pg_promote()::int").await;
    assert_eq!(promoted, Some(1));
    let next = folder.path().join("next");
    symlink(standby.folder(), &next).unwrap();
    fs::rename(&next, &now).unwrap();
    let back = Instant::now();
    crowd.served(20).await;
    let back = back.elapsed();
    let (acknowledged, turned_away) = crowd.leave().await;
    kept.find(&acknowledged, "on the standby").await;
    let figures = format!(
        "{} acknowledged, 0 lost, none in 2 × {} s without a standby, {turned_away} asked again, served again within {} ms",
        acknowledged.len(),
        SILENCE.as_secs(),
        back.as_millis()
    );
    trial.held("once", figures);
}

#[tokio::test]
async fn a_server_that_only_follows_is_not_served_from() {
    let folder = TempDir::new().unwrap();
    let keys = folder.path().join("keys");
    make_keys(&keys);
    let trial = Trial::of("D-12", "PostgreSQL, an address that leads to a standby");
    let first = Cluster::start(&[]);
    let kept = Kept::open(&first.address(), &keys).await.unwrap();
    let application = kept.apply(1).await.unwrap();
    let standby = first.follow();
    // what it shows may be of a moment ago, and a family would miss what it has just sent
    let refused = Kept::open(&standby.address(), &keys).await;
    let why = refused.err().map(|fault| fault.to_string());
    for told in ["leads to a standby", "Name the server that is first now"] {
        assert!(
            why.as_ref().is_some_and(|why| why.contains(told)),
            "{why:?}"
        );
    }
    kept.find(&[(1, application)], "on the first").await;
    trial.held("once", "refused at the start");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_old_snapshot_holds_nobody_up() {
    let folder = TempDir::new().unwrap();
    let keys = folder.path().join("keys");
    make_keys(&keys);
    let cluster = Cluster::start(&[]);
    let trial = Trial::of("D-08", "PostgreSQL, a snapshot held under load");
    let kept = Arc::new(Kept::open(&cluster.address(), &keys).await.unwrap());
    let crowd = Crowd::gather(&kept);
    let count = u64::from(rounds(60, 1500));
    crowd.served(10).await;
    let before = Instant::now();
    crowd.served(count).await;
    let before = before.elapsed();
    let mut holder = PgConnection::connect(&cluster.address()).await.unwrap();
    let held = "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM entry";
    sqlx::raw_sql(held).execute(&mut holder).await.unwrap();
    let while_held = Instant::now();
    crowd.served(count).await;
    let while_held = while_held.elapsed();
    sqlx::raw_sql("COMMIT").execute(&mut holder).await.unwrap();
    let (acknowledged, turned_away) = crowd.leave().await;
    kept.find(&acknowledged, "after the snapshot").await;
    assert_eq!(turned_away, 0, "nobody is turned away for it");
    assert!(
        while_held < before * HELD,
        "{before:?} before, {while_held:?} while it is held"
    );
    let rate = |took: Duration| count as f64 / took.as_secs_f64();
    let figures = format!(
        "{:.0}/s before, {:.0}/s while it is held",
        rate(before),
        rate(while_held)
    );
    trial.held(format!("{count} forms"), figures);
}

/// Puts the log of a server that is down on a file system of its own.
fn move_log(cluster: &Cluster) -> Result<Small, String> {
    let log = cluster.folder().join("pages/pg_wal");
    let aside = cluster.folder().join("log");
    let copied = |from: &Path, to: &Path| {
        let copied = Command::new("cp").arg("-aT").arg(from).arg(to).status();
        assert!(copied.unwrap().success());
    };
    copied(&log, &aside);
    let small = Small::mount(&log, 72, fs::metadata(&log).unwrap().uid())?;
    copied(&aside, &log);
    fs::remove_dir_all(&aside).unwrap();
    Ok(small)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_whose_log_is_full_loses_nothing_acknowledged() {
    let trial = Trial::of("D-09", "PostgreSQL, its log's disk full under load");
    let folder = TempDir::new().unwrap();
    let keys = folder.path().join("keys");
    make_keys(&keys);
    let mut cluster = Cluster::start(&["wal_recycle=off", "max_wal_size=32MB"]);
    cluster.end_at_once();
    let small = match move_log(&cluster) {
        Ok(small) => small,
        Err(why) => return trial.skipped(why),
    };
    cluster.begin();
    let kept = Arc::new(Kept::open(&cluster.address(), &keys).await.unwrap());
    let crowd = Crowd::gather(&kept);
    let rounds = rounds(1, 5);
    for _ in 0..rounds {
        crowd.served(5).await;
        let ballast = small.fill();
        // what is left of the log's last file is soon used up
        let switch = "SELECT 1 FROM pg_switch_wal()";
        let _ = one(&cluster.address(), switch).await;
        let away = crowd.turned_away.load(Ordering::SeqCst);
        let mut ticks = tokio::time::interval(Duration::from_millis(20));
        while crowd.turned_away.load(Ordering::SeqCst) < away + CLIENTS {
            ticks.tick().await;
        }
        fs::remove_file(ballast).unwrap();
        cluster.end_at_once();
        cluster.begin();
        crowd.served(1).await;
    }
    let (acknowledged, turned_away) = crowd.leave().await;
    kept.find(&acknowledged, "after the log was full").await;
    kept.office.store.close().await;
    cluster.end_at_once();
    drop(small);
    let figures = format!(
        "{} acknowledged, 0 lost, {turned_away} asked again",
        acknowledged.len()
    );
    trial.held(format!("{rounds} times"), figures);
}
