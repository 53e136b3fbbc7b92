//! The power is cut at every sync of a process that takes applications, before it holds and after. Whatever the disk made
//! of what was not synced, the registry opens and everything acknowledged is there.

use std::{fs, path::Path};

use registry::ApplicationNumber;
use tempfile::TempDir;

use crate::{
    clerk::{Clerk, DONE, Orders, kept},
    disk::{Disk, Loss},
    kept::{Kept, address_in, make_keys},
    trace::{self, Event},
    trial::{Dice, Trial, is_all, rounds},
};

const SEED: u64 = 20_261_126;

/// What a clerk did from the first file on.
fn record(folder: &Path, families: u32, at_once: u32) -> Vec<Event> {
    let keys = folder.join("keys");
    make_keys(&keys);
    let there = folder.join("there");
    fs::create_dir(&there).unwrap();
    let log = folder.join("trace");
    let orders = Orders {
        address: &address_in(&there),
        keys: &keys,
        families: (0, families),
        at_once,
    };
    let (_, status) = Clerk::start(&orders, &trace::recording(&log)).end();
    assert_eq!(status.code(), Some(DONE));
    trace::read(&fs::read_to_string(log).unwrap(), &there)
}

/// What was lost, for whoever repeats it.
struct Cut<'a> {
    disk: &'a Disk,
    acknowledged: &'a [(u32, ApplicationNumber)],
    keys: &'a Path,
    at: String,
}

impl Cut<'_> {
    async fn heals(&self, loss: &Loss<'_>) {
        // in memory where that can be had: this disk's own syncs are not what is looked at
        let folder = TempDir::new_in("/dev/shm")
            .or_else(|_| TempDir::new())
            .unwrap();
        self.disk.leave(loss, folder.path());
        let opened = Kept::open(&address_in(folder.path()), self.keys).await;
        let kept = opened.unwrap_or_else(|fault| panic!("{}: {fault}", self.at));
        kept.find(self.acknowledged, &self.at).await;
        kept.office.store.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_power_cut_at_any_sync_loses_nothing_acknowledged() {
    let trial = Trial::of("S-01", "SQLite, power cut at every sync");
    if let Some(why) = trace::hindrance() {
        return trial.skipped(why);
    }
    let folder = TempDir::new().unwrap();
    let events = record(folder.path(), rounds(6, 48), 3);
    let keys = folder.path().join("keys");
    let syncs: Vec<usize> = (0..events.len())
        .filter(|place| matches!(events[*place], Event::SyncEnded(_)))
        .collect();
    assert!(syncs.len() > 10, "only {} syncs", syncs.len());
    // by hand every one; else one in so many, the first ones among them: they make the file
    let stride = if is_all() { 1 } else { syncs.len() / 12 + 1 };
    let subsets = rounds(1, 6);
    let dice = Dice::new(SEED);
    let (mut disk, mut acknowledged) = (Disk::default(), Vec::new());
    let (mut cuts, mut sync) = (0u32, 0);
    for (place, event) in events.iter().enumerate() {
        let is_cut = matches!(event, Event::SyncEnded(_)) && (sync < 8 || sync % stride == 0);
        for is_after in [false, true] {
            if is_after {
                disk.take(event);
            }
            if !is_cut {
                continue;
            }
            let cut = |loss: &str| Cut {
                disk: &disk,
                acknowledged: &acknowledged,
                keys: &keys,
                at: format!("event {place}, after: {is_after}, {loss}, seed {SEED}"),
            };
            cut("all lost").heals(&Loss::All).await;
            cut("nothing lost").heals(&Loss::None).await;
            for subset in 0..subsets {
                let loss = Loss::Some(&dice);
                cut(&format!("subset {subset}")).heals(&loss).await;
            }
            cuts += 2 + subsets;
        }
        sync += usize::from(matches!(event, Event::SyncEnded(_)));
        if let Event::Said(said) = event {
            acknowledged.extend(said.lines().filter_map(kept));
        }
    }
    let took = acknowledged.len();
    assert_eq!(took, rounds(6, 48) as usize);
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
    let folder = TempDir::new().unwrap();
    // the writer asks for it after 512 requests
    let families = rounds(600, 1200);
    let events = record(folder.path(), families, 24);
    let keys = folder.path().join("keys");
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
    let places = rounds(3, 16) as usize;
    let cuts: Vec<usize> = (1..=places)
        .map(|turn| carried[(carried.len() - 1) * turn / places])
        .collect();
    let dice = Dice::new(SEED);
    let (mut disk, mut acknowledged) = (Disk::default(), Vec::new());
    let mut count = 0;
    for (place, event) in events.iter().enumerate() {
        disk.take(event);
        if let Event::Said(said) = event {
            acknowledged.extend(said.lines().filter_map(kept));
        }
        if !cuts.contains(&place) {
            continue;
        }
        for loss in [Loss::All, Loss::None, Loss::Some(&dice)] {
            let cut = Cut {
                disk: &disk,
                acknowledged: &acknowledged,
                keys: &keys,
                at: format!("event {place}, seed {SEED}"),
            };
            cut.heals(&loss).await;
            count += 1;
        }
    }
    let (steps, took) = (carried.len(), acknowledged.len());
    assert_eq!(took, families as usize);
    let figures = format!("{steps} steps while families came, {took} acknowledged, 0 lost");
    trial.held(format!("{count} cuts"), figures);
}
