//! Applications made durable, by 64 families at once, against the disk's own syncs and against PostgreSQL's own rows.
//!
//! The registry runs in this process, as it does in the portal's: it reads the file, decides, seals, commits. What the
//! portal adds is in the rows of `load`.

use crate::clients::{Taken, take};
use crate::cluster::Cluster;
use crate::disk::{self, syncs_a_second};
use crate::house::House;
use crate::places::Places;
use crate::rounds::{Effort, median};
use crate::table::Row;
use anyhow::{Result, ensure};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// Families at once.
pub const CLIENTS: usize = 64;
/// How long each sync is held up on the slow disk: about a cloud's disk, and half a turn of one that spins.
const HELD_UP: Duration = Duration::from_millis(4);
/// How long the yardsticks run, each round.
const LASTING: Duration = Duration::from_secs(2);

/// With SQLite, which syncs with every commit.
pub fn measure(_: &Places, effort: Effort) -> Result<Vec<Row>> {
    Ok(against_the_disk(effort)?
        .rows("durable submissions a second, 64 families at once, SQLite FULL"))
}

/// The same where a sync takes as long as on a disk that keeps nothing in memory of its own: each of this program's
/// syncs is held up, the yardstick's too.
pub fn measure_slow(_: &Places, effort: Effort) -> Result<Vec<Row>> {
    let _slow = disk::hold_up(HELD_UP);
    Ok(against_the_disk(effort)?.rows("the same where a sync takes 4 ms"))
}

/// The medians of all rounds.
struct Synced {
    /// A second: applications into open files, applications that open one, syncs of a page.
    sends: f64,
    firsts: f64,
    syncs: f64,
    /// The slowest of a hundred, in syncs of its round.
    slow: f64,
    /// The processor's time of each, in seconds.
    spent: f64,
    spent_first: f64,
}

impl Synced {
    fn rows(&self, what: &str) -> Vec<Row> {
        let disk = format!(
            "{:.0}/s, fdatasync of one page on the same disk",
            self.syncs
        );
        let [sends, firsts] = [self.sends, self.firsts].map(|rate| rate / self.syncs);
        vec![
            Row::told(
                what,
                format!("{:.0}/s", self.sends),
                disk.clone(),
                format!("{sends:.1} ×"),
            )
            .at_least(20.0, "×", sends),
            Row::told(
                "… the slowest of a hundred (p99)",
                format!("{:.1} ms", 1000.0 * self.slow / self.syncs),
                format!("{:.1} ms, one fdatasync", 1000.0 / self.syncs),
                format!("{:.1} ×", self.slow),
            )
            .at_most(4.0, "×", self.slow),
            Row::told("… processor time of each", micros(self.spent), "–", ""),
            Row::told(
                "… and with the file opened by it",
                format!("{:.0}/s", self.firsts),
                disk,
                format!("{firsts:.1} ×"),
            ),
            Row::told(
                "… processor time of each",
                micros(self.spent_first),
                "–",
                "",
            ),
        ]
    }
}

fn against_the_disk(effort: Effort) -> Result<Synced> {
    let folder = tempfile::tempdir_in(on_disk())?;
    let address = format!("sqlite:{}", folder.path().join("kept/yucan.db").display());
    runtime()?.block_on(async {
        let house = Arc::new(House::open(folder.path(), &address).await?);
        let rounds = Rounds::of(effort);
        let (mut sends, mut firsts, mut syncs, mut slow) = (vec![], vec![], vec![], vec![]);
        let (mut spent, mut spent_first) = (vec![], vec![]);
        for round in 0..=rounds.count {
            let sync = syncs_a_second(folder.path(), LASTING)?;
            let taken = rounds.sends(&house, round).await?;
            let first = rounds.firsts(&house, round).await?;
            if round > 0 {
                syncs.push(sync);
                slow.push(taken.percentile(99) * sync);
                sends.push(taken.a_second);
                firsts.push(first.a_second);
                spent.push(taken.processor);
                spent_first.push(first.processor);
            }
        }
        Ok(Synced {
            sends: median(&sends),
            firsts: median(&firsts),
            syncs: median(&syncs),
            slow: median(&slow),
            spent: median(&spent),
            spent_first: median(&spent_first),
        })
    })
}

/// With PostgreSQL, against `pgbench` inserting one row a transaction.
pub fn measure_postgres(places: &Places, effort: Effort) -> Result<Vec<Row>> {
    let cluster = Cluster::start(places)?;
    let folder = tempfile::tempdir_in(on_disk())?;
    runtime()?.block_on(async {
        let house = Arc::new(House::open(folder.path(), &cluster.address()).await?);
        let rounds = Rounds::of(effort);
        let (mut ours, mut rows, mut slow, mut spent) = (vec![], vec![], vec![], vec![]);
        for round in 0..=rounds.count {
            let row = cluster.rows_a_second(CLIENTS, LASTING)?;
            let taken = rounds.sends(&house, round).await?;
            if round > 0 {
                rows.push(row);
                ours.push(taken.a_second);
                slow.push(taken.percentile(99));
                spent.push(taken.processor);
            }
        }
        let [ours, rows, slow] = [ours, rows, slow].map(|all| median(&all));
        let row = Row::told(
            "the same on PostgreSQL",
            format!("{ours:.0}/s, p99 {:.0} ms", 1000.0 * slow),
            format!("{rows:.0}/s, pgbench, one row a transaction, as many clients"),
            format!("{:.2} ×", ours / rows),
        );
        let spent = Row::told(
            "… processor time of each, in the portal alone",
            micros(median(&spent)),
            "–",
            "",
        );
        Ok(vec![row.at_least(0.5, "×", ours / rows), spent])
    })
}

/// Microseconds of a time in seconds.
fn micros(seconds: f64) -> String {
    format!("{:.0} µs", 1e6 * seconds)
}

/// How many rounds, and how many families in each.
struct Rounds {
    count: u64,
    families: u64,
}

impl Rounds {
    fn of(effort: Effort) -> Rounds {
        Rounds {
            count: effort.of(3, 7) as u64,
            families: effort.of(6_000, 12_000) as u64,
        }
    }

    /// Families whose file is open send an application each.
    async fn sends(&self, house: &Arc<House>, round: u64) -> Result<Taken> {
        let first = 2 * round * self.families;
        let numbers = first..first + self.families;
        let coming = Arc::clone(house);
        let ids = Arc::new(std::sync::Mutex::new(vec![None; self.families as usize]));
        let found = Arc::clone(&ids);
        take(2 * CLIENTS, numbers.clone(), move |number| {
            let (house, found) = (Arc::clone(&coming), Arc::clone(&found));
            async move {
                let family = house.come(number).await?;
                let mut found = found.lock().expect("nobody panics with it");
                found[(number - first) as usize] = Some(family);
                Ok(())
            }
        })
        .await?;
        let families = ids.lock().expect("nobody panics with it").clone();
        ensure!(families.iter().all(Option::is_some), "a file did not open");
        let sending = Arc::clone(house);
        let families = Arc::new(families);
        take(CLIENTS, numbers, move |number| {
            let (house, families) = (Arc::clone(&sending), Arc::clone(&families));
            async move {
                let family = families[(number - first) as usize].expect("it was looked at");
                house.send(family, number).await.map(drop)
            }
        })
        .await
    }

    /// Families who were never here send one each.
    async fn firsts(&self, house: &Arc<House>, round: u64) -> Result<Taken> {
        let first = (2 * round + 1) * self.families;
        let house = Arc::clone(house);
        take(CLIENTS, first..first + self.families / 2, move |number| {
            let house = Arc::clone(&house);
            async move { house.apply(number).await.map(drop) }
        })
        .await
    }
}

/// As the portal's own.
pub fn runtime() -> Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?)
}

/// A folder on a disk: the usual one for what passes may lie in memory.
pub fn on_disk() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/target"))
}
