//! What is done without being asked: what is due is said to the world outside, what has expired is swept away, and a
//! database that could not be written to is tried again.
//! Several processes may do this at once.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use registry::{
    Instant,
    calls::{Answer, Listener, Report, Runner, run_due},
    office::Office,
    outside::Outside,
    store::{Intent, StoreFault},
};
use tokio::{sync::watch, task::JoinHandle, time::MissedTickBehavior};

use crate::portal::Portal;

/// Between two looks at what is due.
const PAUSE: Duration = Duration::from_secs(2);
/// Calls said in one go.
const CALLS_AT_ONCE: u32 = 32;
/// Looks between two sweeps.
const LOOKS_A_SWEEP: u32 = 150;

/// Works until told to stop.
pub fn begin(portal: &Arc<Portal>, mut stop: watch::Receiver<bool>) -> JoinHandle<()> {
    let portal = Arc::clone(portal);
    tokio::spawn(async move {
        let mut ticks = tokio::time::interval(PAUSE);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut looks = 0u32;
        loop {
            tokio::select! {
                _ = stop.wait_for(|is_told| *is_told) => break,
                _ = ticks.tick() => {}
            }
            // Nobody who reads asks to write, so somebody has to try whether it works again.
            if portal.office.store.health().is_err() {
                tokio::select! {
                    _ = stop.wait_for(|is_told| *is_told) => break,
                    _ = portal.office.store.check() => {}
                }
            }
            if let Some(outside) = &portal.outside {
                let now = || portal.now();
                tell(&say(&portal.office, outside, &now).await);
            }
            looks = looks.wrapping_add(1);
            if looks % LOOKS_A_SWEEP == 1
                && let Err(fault) = portal.office.store.sweep(portal.now()).await
            {
                tracing::warn!(%fault, "what has expired was not swept away");
            }
        }
    })
}

/// Says what is due, once.
pub async fn say(
    office: &Office,
    outside: &Outside,
    now: &(dyn Fn() -> Instant + Send + Sync),
) -> Report {
    let runner = Runner {
        store: &*office.store,
        outside,
        opener: office,
        listener: &Heard,
        now,
    };
    run_due(runner, CALLS_AT_ONCE).await
}

/// What happened, without a word of what was said.
pub fn tell(report: &Report) {
    for dead in &report.dead {
        tracing::error!(to = dead.to, why = %dead.why, "a call was given up");
    }
    match report.stopped_by {
        // The database's own trouble is told by whoever meets it first.
        None | Some(StoreFault::Away) => {}
        Some(fault) => tracing::error!(%fault, "calls were not made"),
    }
}

/// Answers that change nothing here: a message that was sent was sent.
struct Heard;

#[async_trait]
impl Listener for Heard {
    async fn heard(&self, _: &Intent, answer: &Answer) -> bool {
        matches!(answer, Answer::Sent)
    }
}
