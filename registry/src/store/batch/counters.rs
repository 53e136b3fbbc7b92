//! What a batch counts: each counter in its window, once for every request that counts it.

use std::collections::HashMap;

use super::Work;
use crate::{
    instant::Instant,
    limits::CLOCKS_DIFFER_SECONDS,
    store::{
        Counter,
        ledger::{Ledger, Sql, Window},
    },
};

/// Each request's counts, by the request's place.
pub(super) async fn counts<L: Ledger>(
    ledger: &mut L,
    works: &[&Work],
) -> Sql<HashMap<usize, Vec<u32>>> {
    let asked = works
        .iter()
        .enumerate()
        .filter_map(|(at, work)| match work {
            Work::Count { counters, now } => Some((at, counters, *now)),
            _ => None,
        });
    let mut names: Vec<[u8; 32]> = asked
        .clone()
        .flat_map(|(_, counters, _)| counters.iter().map(|counter| counter.name))
        .collect();
    if names.is_empty() {
        return Ok(asked.map(|(at, ..)| (at, Vec::new())).collect());
    }
    names.sort_unstable();
    names.dedup();
    let windows = ledger.windows(&names).await?.into_iter();
    let mut windows: HashMap<_, _> = windows.map(|window| (window.name, window)).collect();
    let counts = asked
        .map(|(at, counters, now)| {
            let counts = counters
                .iter()
                .map(|counter| count_one(&mut windows, counter, now));
            (at, counts.collect())
        })
        .collect();
    let windows: Vec<_> = windows.into_values().collect();
    ledger.count(&windows).await?;
    Ok(counts)
}

fn count_one(windows: &mut HashMap<[u8; 32], Window>, counter: &Counter, now: Instant) -> u32 {
    let begun = Window {
        name: counter.name,
        ends_at: now.plus_seconds(counter.seconds),
        count: 0,
    };
    let window = windows.entry(counter.name).or_insert(begun);
    // one that a wrong clock began far ahead would count against a number until that day
    let is_ahead = window.ends_at > begun.ends_at.plus_seconds(CLOCKS_DIFFER_SECONDS);
    if window.ends_at <= now || is_ahead {
        *window = begun;
    }
    window.count = window.count.saturating_add(1);
    window.count
}
