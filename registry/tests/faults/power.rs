//! The power is cut at every sync of a registry that takes applications, accepts them and deletes files, before it holds
//! and after. Whatever the disk made
//! of what was not synced, the registry opens and everything acknowledged is there.

use std::{
    collections::HashMap,
    ffi::OsString,
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt,
    path::Path,
};

use registry::ApplicationNumber;
use tempfile::TempDir;

use crate::{
    clerk::{Clerk, DONE, Orders, kept, went_on},
    cluster::{Cluster, program},
    disk::{Disk, Loss},
    kept::{HowFar, Kept, address_in, make_keys},
    trace::{self, Event},
    trial::{Dice, Trial, is_all, rounds},
};

const SEED: u64 = 20_261_126;

/// What was done while families came, on which disk.
struct Recording {
    /// Holds a server's keys; a file's are beside it, and what is written beside them is recorded, too.
    folder: TempDir,
    disk: Disk,
    events: Vec<Event>,
    is_of_a_server: bool,
}

/// What was said by then.
#[derive(Default)]
struct Heard {
    acknowledged: Vec<(u32, ApplicationNumber)>,
    went_on: HashMap<u32, HowFar>,
}

impl Heard {
    fn take(&mut self, said: &str) {
        self.acknowledged.extend(said.lines().filter_map(kept));
        self.went_on.extend(said.lines().filter_map(went_on));
    }

    /// The database opens, and all of it is there.
    async fn is_there(&self, address: &str, keys: &Path, at: &str) {
        let kept = Kept::open(address, keys).await;
        let kept = kept.unwrap_or_else(|fault| panic!("{at}: {fault}"));
        kept.find_after(&self.acknowledged, &self.went_on, at).await;
        kept.office.store.close().await;
    }
}

impl Recording {
    /// Of a file, from its first byte on.
    fn of_a_file(families: u32, at_once: u32, goes_on: bool) -> Recording {
        let folder = TempDir::new().unwrap();
        let there = folder.path().join("there");
        fs::create_dir(&there).unwrap();
        let keys = there.join("keys");
        make_keys(&keys);
        let disk = Disk::of(&there);
        let orders = Orders {
            address: &address_in(&there),
            keys: &keys,
            families: (0, families),
            at_once,
            goes_on,
        };
        let log = log(&orders, folder.path(), &[]);
        Recording {
            events: trace::read(&log, &there),
            folder,
            disk,
            is_of_a_server: false,
        }
    }

    /// Of a server, from its start to its end; its tables were there before.
    async fn of_a_server(families: u32, at_once: u32) -> Recording {
        let folder = TempDir::new().unwrap();
        let keys = folder.path().join("keys");
        make_keys(&keys);
        // a new part of its log is begun with its last byte, and not filled by a call of another kind
        let mut cluster = Cluster::start(&["wal_init_zero=off"]);
        let kept = Kept::open(&cluster.address(), &keys).await.unwrap();
        kept.office.store.close().await;
        cluster.end();
        let pages = cluster.folder().join("pages");
        let disk = Disk::of(&pages);
        let command = cluster.command();
        let words = std::iter::once(command.get_program()).chain(command.get_args());
        let words: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
        let script = format!(
            "{server} 2>/dev/null & server=$!
             until {is_ready} -q -h {socket}; do :; done
             \"$@\"; end=$?
             kill -INT $server; wait $server; exit $end",
            server = words.join(" "),
            is_ready = program("pg_isready").display(),
            socket = cluster.folder().display(),
        );
        let under = ["sh", "-c", &script, "sh"].map(OsString::from);
        let orders = Orders {
            address: &cluster.address(),
            keys: &keys,
            families: (0, families),
            at_once,
            goes_on: true,
        };
        let log = log(&orders, folder.path(), &under);
        Recording {
            events: trace::read(&log, &pages),
            folder,
            disk,
            is_of_a_server: true,
        }
    }

    /// The places of syncs that ended.
    fn syncs(&self) -> Vec<usize> {
        let is_sync = |place: &usize| matches!(self.events[*place], Event::SyncEnded(_));
        (0..self.events.len()).filter(is_sync).collect()
    }

    /// Cuts before and after these events, where all is lost, nothing, and some of it so many times. How often, and how
    /// many families were acknowledged in the end.
    async fn cut(&self, places: &[usize], subsets: u32) -> (u32, usize) {
        let dice = Dice::new(SEED);
        let (mut disk, mut heard) = (self.disk.clone(), Heard::default());
        let mut cuts = 0;
        for (place, event) in self.events.iter().enumerate() {
            for is_after in [false, true] {
                if is_after {
                    disk.take(event);
                    if let Event::Said(said) = event {
                        heard.take(said);
                    }
                }
                if !places.contains(&place) {
                    continue;
                }
                let some = (0..subsets).map(|_| Loss::Some(&dice));
                for loss in [Loss::All, Loss::None].into_iter().chain(some) {
                    let at = format!("event {place}, after: {is_after}, {loss:?}, seed {SEED}");
                    self.heals(&disk, &loss, &heard, &at).await;
                    cuts += 1;
                }
            }
        }
        (cuts, heard.acknowledged.len())
    }

    /// What the disk is left with opens, and everything acknowledged is there.
    async fn heals(&self, disk: &Disk, loss: &Loss<'_>, heard: &Heard, at: &str) {
        // in memory where that can be had: this disk's own syncs are not what is looked at
        let folder = TempDir::new_in("/dev/shm")
            .or_else(|_| TempDir::new())
            .unwrap();
        if self.is_of_a_server {
            let pages = folder.path().join("pages");
            disk.leave(loss, &pages);
            // after a cut no process has the number that stands there, as one may here
            let _ = fs::remove_file(pages.join("postmaster.pid"));
            let cluster = Cluster::over(folder);
            heard
                .is_there(&cluster.address(), &self.folder.path().join("keys"), at)
                .await;
        } else {
            disk.leave(loss, folder.path());
            let keys = folder.path().join("keys");
            fs::set_permissions(&keys, Permissions::from_mode(0o400)).unwrap();
            heard.is_there(&address_in(folder.path()), &keys, at).await;
        }
    }
}

/// What strace wrote down of a clerk that was started by these words, and of what they start besides.
fn log(orders: &Orders<'_>, folder: &Path, under: &[OsString]) -> String {
    let log = folder.join("trace");
    let words = [&trace::recording(&log)[..], under].concat();
    let (_, status) = Clerk::start(orders, &words).end();
    assert_eq!(status.code(), Some(DONE));
    fs::read_to_string(log).unwrap()
}

/// By hand every one; else so many of them, the first ones among them: they make the file.
fn some(syncs: &[usize], first: usize, others: usize) -> Vec<usize> {
    let stride = if is_all() {
        1
    } else {
        syncs.len() / others + 1
    };
    let syncs = syncs.iter().enumerate();
    let chosen = syncs.filter(|(turn, _)| *turn < first || turn % stride == 0);
    chosen.map(|(_, place)| *place).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_power_cut_at_any_sync_loses_nothing_acknowledged() {
    let trial = Trial::of("S-01", "SQLite, power cut at every sync");
    if let Some(why) = trace::hindrance() {
        return trial.skipped(why);
    }
    let families = rounds(6, 48);
    let recording = Recording::of_a_file(families, 3, true);
    let syncs = recording.syncs();
    assert!(syncs.len() > 10, "only {} syncs", syncs.len());
    let (cuts, took) = recording.cut(&some(&syncs, 8, 12), rounds(1, 6)).await;
    assert_eq!(took, families as usize);
    let figures = format!("{} syncs, {took} acknowledged, 0 lost", syncs.len());
    trial.held(format!("{cuts} cuts"), figures);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_power_cut_at_any_sync_of_a_server_loses_nothing_acknowledged() {
    let trial = Trial::of("S-01", "PostgreSQL, power cut at every sync");
    if let Some(why) = trace::hindrance() {
        return trial.skipped(why);
    }
    let families = rounds(6, 12);
    let recording = Recording::of_a_server(families, 3).await;
    let syncs = recording.syncs();
    assert!(syncs.len() > 10, "only {} syncs", syncs.len());
    let (cuts, took) = recording.cut(&some(&syncs, 0, 3), rounds(1, 2)).await;
    assert_eq!(took, families as usize);
    let figures = format!("{} syncs, {took} acknowledged, 0 lost", syncs.len());
    trial.held(format!("{cuts} cuts"), figures);
}

/// A thread beside the writer's carries the log over into the file, while commits go on.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_power_cut_while_the_log_is_carried_over_loses_nothing_acknowledged() {
    let trial = Trial::of("S-01", "SQLite, power cut while the log is carried over");
    if let Some(why) = trace::hindrance() {
        return trial.skipped(why);
    }
    // the writer asks for it after 512 requests
    let families = rounds(600, 1200);
    let recording = Recording::of_a_file(families, 24, false);
    let events = &recording.events;
    let said = |event: &Event| matches!(event, Event::Said(said) if said.starts_with("kept "));
    let is_carried = |event: &Event| match event {
        Event::Wrote { path, .. } | Event::SyncBegan(path) | Event::SyncEnded(path) => {
            path.ends_with("yucan.db")
        }
        _ => false,
    };
    let (first, last) = (
        events.iter().position(said).unwrap(),
        events.iter().rposition(said).unwrap(),
    );
    let carried: Vec<usize> = (first..last)
        .filter(|place| is_carried(&events[*place]))
        .collect();
    assert!(
        carried.len() > 100,
        "only {} steps of carrying over while families came",
        carried.len()
    );
    let places = rounds(1, 16) as usize;
    let places: Vec<usize> = (1..=places)
        .map(|turn| carried[carried.len() * turn / (places + 1)])
        .collect();
    let (cuts, took) = recording.cut(&places, 1).await;
    assert_eq!(took, families as usize);
    let steps = carried.len();
    let figures = format!("{steps} steps while families came, {took} acknowledged, 0 lost");
    trial.held(format!("{cuts} cuts"), figures);
}
