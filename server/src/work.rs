//! What is done without being asked: what is due is said to the world outside, what has expired is swept away, once a
//! day applications end whose time is over and files are destroyed that were kept long enough, and a database that could not be written to is tried again. Several
//! processes may do this at once.

use std::{
    sync::Arc,
    time::{self, Duration},
};

use policy::Day;
use registry::{
    FamilyId, Instant,
    calls::{Report, Runner, run_due},
    office::{Destroyed, Done, Ear, Office},
    outside::Outside,
    store::StoreFault,
};
use tokio::{sync::watch, task::JoinHandle, time::MissedTickBehavior};

use crate::{clock::Clock, portal::Portal};

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
        let mut round = Round::default();
        let mut watch = Watch::default();
        loop {
            tokio::select! {
                _ = stop.wait_for(|is_told| *is_told) => break,
                _ = ticks.tick() => {}
            }
            portal.press.tidy();
            // Nobody who reads asks to write, so somebody has to try whether it works again.
            if portal.office.store.health().is_err() {
                tokio::select! {
                    _ = stop.wait_for(|is_told| *is_told) => break,
                    _ = portal.office.store.check() => {}
                }
            }
            let Some(look) = watch.look(&*portal.clock) else {
                continue;
            };
            if let Some(outside) = &portal.outside {
                tell(&say(&portal.office, outside, &|| look.now()).await);
            }
            round.look(&portal.office, look.now()).await;
            looks = looks.wrapping_add(1);
            if looks % LOOKS_A_SWEEP == 1
                && let Err(fault) = portal.office.store.sweep(look.now()).await
            {
                tracing::warn!(%fault, "what has expired was not swept away");
            }
        }
    })
}

/// Watches the clock that everything here goes by, and tells when it is set and when it is right again.
#[derive(Default)]
pub struct Watch {
    was_set: bool,
}

impl Watch {
    /// A look that goes by that clock, if anything may be done by it now.
    pub fn look(&mut self, clock: &dyn Clock) -> Option<Look> {
        let look = Look {
            began_at: clock.now(),
            began: time::Instant::now(),
        };
        let is_set = !clock.is_steady();
        if is_set != self.was_set {
            self.was_set = is_set;
            if is_set {
                tracing::error!(
                    "the clock was set: nothing is said, ended or swept until it is right again; if it is right, \
                     start anew"
                );
            } else {
                tracing::info!("the clock is right again");
            }
        }
        (!is_set).then_some(look)
    }
}

/// A look at what is due. It goes on by the time that passes: the clock may be set in the middle of it.
pub struct Look {
    began_at: Instant,
    began: time::Instant,
}

impl Look {
    /// This moment.
    pub fn now(&self) -> Instant {
        let passed = i64::try_from(self.began.elapsed().as_secs()).unwrap_or(i64::MAX);
        self.began_at.plus_seconds(passed)
    }
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
        listener: &Ear { office, now },
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

/// A day's round over applications that wait for a family, and over files whose time may be over: some at each look, so
/// that nobody waits behind it. The list of deleted files loses what is too old for any copy.
#[derive(Default)]
pub struct Round {
    ending: Pass,
    destroying: Pass,
    clearing: Pass,
}

/// How far a day's pass over the families has come.
#[derive(Default)]
struct Pass {
    after: Option<FamilyId>,
    is_done_for: Option<Day>,
}

impl Pass {
    fn begins(&self, today: Day) -> bool {
        self.after.is_none() && self.is_done_for != Some(today)
    }

    fn came_to(&mut self, next: Option<FamilyId>, today: Day) {
        self.after = next;
        self.is_done_for = next.is_none().then_some(today);
    }

    fn destroyed(&mut self, destroyed: Done<Destroyed>, today: Day) {
        match destroyed {
            Ok(destroyed) => {
                self.came_to(destroyed.next, today);
                if destroyed.files > 0 {
                    tracing::info!(files = destroyed.files, "time destroyed files");
                }
            }
            Err(fault) => tracing::warn!(%fault, "files whose time is over were not destroyed"),
        }
    }
}

impl Round {
    /// Goes on with the round of that day, or begins it.
    pub async fn look(&mut self, office: &Office, now: Instant) {
        let today = now.day();
        if self.ending.begins(today)
            && let Err(fault) = office.drop_old_deletions(now)
        {
            tracing::warn!(%fault, "what is too old in the list of deleted files stays there");
        }
        if self.ending.is_done_for != Some(today) {
            match office.end_overdue(self.ending.after, now).await {
                Ok(ended) => {
                    self.ending.came_to(ended.next, today);
                    if ended.applications > 0 {
                        tracing::info!(
                            applications = ended.applications,
                            "time ended applications"
                        );
                    }
                }
                Err(fault) => {
                    tracing::warn!(%fault, "applications whose time is over were not ended");
                }
            }
        }
        if self.destroying.is_done_for != Some(today) {
            let destroyed = office.destroy_past(self.destroying.after, now).await;
            self.destroying.destroyed(destroyed, today);
        }
        if self.clearing.is_done_for != Some(today) {
            let destroyed = office.destroy_unused(self.clearing.after, now).await;
            self.clearing.destroyed(destroyed, today);
        }
    }
}
