//! `yucan serve`: runs the portal until it is told to stop.

use std::{io, path::Path, sync::Arc};

use tokio::{
    runtime::Builder,
    signal::unix::{Signal, SignalKind, signal},
};

use super::{Fault, Outcome};
use crate::{
    clock::SystemClock,
    config::{self, Given, Settings},
    logs, open_files, rules, start,
};

/// Threads that wait for the disk, at most: the site's files are small and soon in memory.
const DISK_THREADS_MAX: usize = 8;

/// Serves until SIGTERM or SIGINT; says no where some visitors could not finish before the deadline. A damaged database
/// ends it, too: status 1.
pub(super) fn run(given: Given, config: Option<&Path>) -> Result<Outcome, Fault> {
    let mut settings = Settings::from(given.or(config::read_file(config)?));
    let areas = rules::load(settings.areas.as_deref())?;
    // What is missing is told now, not at the first call.
    settings.outside.settings()?;
    logs::start();
    if settings.believes_any_host() {
        tracing::warn!(
            "links and codes bear whatever Host a request names: set `hosts` under [edge] (--hosts NAME,…), or `origin` \
             under [printing] (--origin https://NAME)"
        );
    }
    let asked_for = settings.caps.connections;
    settings.caps.connections = open_files::make_room(asked_for);
    if settings.caps.connections < asked_for {
        let room = settings.caps.connections;
        tracing::warn!(
            asked_for,
            room,
            "fewer connections than asked for: raise the limit of open files"
        );
    }
    let runtime = Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(DISK_THREADS_MAX)
        .build()
        .map_err(Fault::Runtime)?;
    runtime.block_on(async {
        let mut told_to_stop = StopSignals::new().map_err(Fault::Runtime)?;
        let running = start(&settings, areas, Arc::new(SystemClock::begin())).await?;
        tracing::info!(address = %format_args!("http://{}", running.address), "listening");
        if let Some(admin) = running.admin {
            tracing::info!(address = %format_args!("http://{admin}"), "listening for operators");
        }
        let is_damaged = tokio::select! {
            () = told_to_stop.wait() => false,
            () = running.damaged() => true,
        };
        tracing::info!("stopping");
        // Told twice is told at once.
        let all_finished = tokio::select! {
            all_finished = running.stop() => all_finished,
            () = told_to_stop.wait() => false,
        };
        tracing::info!(all_finished, "stopped");
        if is_damaged {
            return Err(Fault::Damaged);
        }
        Ok(if all_finished {
            Outcome::Done
        } else {
            Outcome::SaidNo
        })
    })
}

/// The two ways a process is asked to end.
pub(super) struct StopSignals {
    terminate: Signal,
    interrupt: Signal,
}

impl StopSignals {
    pub(super) fn new() -> io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    pub(super) async fn wait(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}
