//! Many clients, each of whom does one thing after the other.

use crate::rounds::spent;
use anyhow::Result;
use nix::sys::resource::UsageWho;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// What they came to.
pub struct Taken {
    pub a_second: f64,
    /// Of the processor's time, what each took in this process, in seconds.
    pub processor: f64,
    /// How long each took, shortest first.
    pub each: Vec<Duration>,
}

impl Taken {
    /// So many in a hundred took no longer, in seconds.
    pub fn percentile(&self, percent: usize) -> f64 {
        percentile(&self.each, percent).as_secs_f64()
    }
}

/// Of times, shortest first.
pub fn percentile(each: &[Duration], percent: usize) -> Duration {
    let place = (each.len() * percent).div_ceil(100).saturating_sub(1);
    each.get(place).copied().unwrap_or_default()
}

/// So many clients do the things numbered `from..to`, each taking the next that nobody has taken.
pub async fn take<F: Future<Output = Result<()>> + Send>(
    clients: usize,
    numbers: std::ops::Range<u64>,
    act: impl Fn(u64) -> F + Send + Sync + 'static,
) -> Result<Taken> {
    let act = Arc::new(act);
    let next = Arc::new(AtomicU64::new(numbers.start));
    let (begun, spent_before) = (Instant::now(), spent(UsageWho::RUSAGE_SELF)?);
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..clients {
        let (act, next, end) = (Arc::clone(&act), Arc::clone(&next), numbers.end);
        tasks.spawn(async move {
            let mut each = Vec::new();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= end {
                    return Ok::<_, anyhow::Error>(each);
                }
                let begun = Instant::now();
                act(number).await?;
                each.push(begun.elapsed());
            }
        });
    }
    let mut each = Vec::new();
    while let Some(done) = tasks.join_next().await {
        each.extend(done??);
    }
    let took = begun.elapsed();
    let spent = spent(UsageWho::RUSAGE_SELF)?.saturating_sub(spent_before);
    each.sort_unstable();
    Ok(Taken {
        a_second: each.len() as f64 / took.as_secs_f64(),
        processor: spent.as_secs_f64() / each.len() as f64,
        each,
    })
}
