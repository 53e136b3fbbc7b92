//! The N-th write or sync of a connection fails, for every N, once or from then on; or the process is killed at it. It
//! ends, or writes nothing; what it acknowledged is there when the disk works again. (strace counts each thread's calls,
//! and a connection to a file has a thread.)

use std::{ffi::OsString, fs, path::Path, sync::Mutex, thread};

use tempfile::TempDir;

use crate::{
    clerk::{Clerk, DAMAGED, DONE, GIVEN_UP, Orders, REFUSED},
    kept::{Kept, address_in, file_in, make_keys},
    trace,
    trial::{Trial, is_all},
};

const WRITES: &str = "write,pwrite64";
const SYNCS: &str = "fsync,fdatasync";

/// The end of a clerk that was killed.
const KILLED: i32 = -9;

/// What fails, and how a clerk may end then.
struct Failure {
    calls: &'static str,
    /// In strace's words.
    what: &'static str,
    for_ever: bool,
    ends: &'static [i32],
}

/// Sends two families' forms while it fails. Its end; none where there were fewer calls than that.
fn try_at(failure: &Failure, number: u32, folder: &Path) -> Option<i32> {
    let keys = folder.join("keys");
    make_keys(&keys);
    let there = folder.join("there");
    fs::create_dir(&there).unwrap();
    let log = folder.join("trace");
    let plus = if failure.for_ever { "+" } else { "" };
    let Failure { calls, what, .. } = failure;
    let mut under: Vec<OsString> = ["strace", "-f", "-o"].map(OsString::from).to_vec();
    under.push(log.clone().into());
    for ending in [
        "",
        "-wal",
        "-shm",
        ".beginning",
        ".beginning-journal",
        ".head",
    ] {
        let mut file = file_in(&there).into_os_string();
        file.push(ending);
        under.extend(["-P".into(), file]);
    }
    // quicker, but then no signal comes of it
    under.extend(what.starts_with("error").then(|| "--seccomp-bpf".into()));
    under.extend(["-e".into(), format!("trace={calls}").into()]);
    let inject = format!("inject={calls}:{what}:when={number}{plus}");
    under.extend(["-e".into(), inject.into()]);
    let orders = Orders {
        address: &address_in(&there),
        keys: &keys,
        families: (0, 2),
        at_once: 1,
        goes_on: false,
    };
    let (acknowledged, status) = Clerk::start(&orders, &under).end();
    let at = format!("{what} at the {number}{plus} of {calls}");
    let end = status.code().unwrap_or(KILLED);
    assert!(failure.ends.contains(&end), "{at}: it ended with {end}");
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let kept = Kept::open(&address_in(&there), &keys).await;
        let kept = kept.unwrap_or_else(|fault| panic!("{at}: {fault}"));
        kept.find(&acknowledged, &at).await;
        // and the disk works again
        kept.apply(100).await.unwrap();
        kept.office.store.close().await;
    });
    let log = fs::read_to_string(log).unwrap();
    let has_failed = log.contains("(INJECTED)") || end == KILLED;
    has_failed.then_some(end)
}

/// Every N until there are no more; in the quick run those at growing distances.
fn every(trial: Trial, failures: &'static [Failure]) {
    if let Some(why) = trace::hindrance() {
        return trial.skipped(why);
    }
    let work: Vec<&Failure> = failures.iter().collect();
    let work = Mutex::new(work);
    let ends = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let Some(failure) = work.lock().unwrap().pop() else {
                        break;
                    };
                    let mut number = 1;
                    let folder = || TempDir::new_in("/dev/shm").or_else(|_| TempDir::new());
                    while let Some(end) = try_at(failure, number, folder().unwrap().path()) {
                        ends.lock().unwrap().push(end);
                        number += if is_all() { 1 } else { 1 + number };
                    }
                }
            });
        }
    });
    let ends = ends.into_inner().unwrap();
    let count = |end| ends.iter().filter(|there| **there == end).count();
    assert!(count(DONE) < ends.len(), "nothing ever failed");
    let figures = format!(
        "{} not opened, {} stopped, {} killed, {} kept nothing, {} went on; 0 lost",
        count(REFUSED),
        count(DAMAGED),
        count(KILLED),
        count(GIVEN_UP),
        count(DONE)
    );
    trial.held(format!("{} failures", ends.len()), figures);
}

#[test]
fn a_sync_or_write_that_fails_loses_nothing_acknowledged() {
    static FAILURES: [Failure; 3] = [
        Failure {
            calls: SYNCS,
            what: "error=EIO",
            for_ever: false,
            ends: &[REFUSED, DAMAGED, DONE],
        },
        Failure {
            calls: SYNCS,
            what: "error=EIO",
            for_ever: true,
            ends: &[REFUSED, DAMAGED, DONE],
        },
        Failure {
            calls: WRITES,
            what: "error=EIO",
            for_ever: false,
            ends: &[REFUSED, DAMAGED, DONE],
        },
    ];
    let trial = Trial::of(
        "S-03",
        "SQLite, a connection's N-th sync or write fails (EIO)",
    );
    every(trial, &FAILURES);
}

#[test]
fn a_write_that_finds_no_room_loses_nothing_acknowledged() {
    static FAILURES: [Failure; 2] = [
        Failure {
            calls: WRITES,
            what: "error=ENOSPC",
            for_ever: false,
            ends: &[REFUSED, GIVEN_UP, DONE],
        },
        Failure {
            calls: WRITES,
            what: "error=ENOSPC",
            for_ever: true,
            ends: &[REFUSED, GIVEN_UP, DONE],
        },
    ];
    let trial = Trial::of(
        "S-04",
        "SQLite, a connection's N-th write finds no room (ENOSPC)",
    );
    every(trial, &FAILURES);
}

#[test]
fn a_kill_at_any_write_leaves_tables_and_files_whole() {
    static FAILURES: [Failure; 1] = [Failure {
        calls: WRITES,
        what: "signal=KILL",
        for_ever: false,
        ends: &[KILLED, DONE],
    }];
    let trial = Trial::of(
        "S-09",
        "SQLite, killed at its N-th write, the tables' making too",
    );
    every(trial, &FAILURES);
}
