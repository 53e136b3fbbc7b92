//! `yucan work`: says what is due to the world outside, and ends applications whose time is over, until it is told to stop. A `serve` with an embedded database
//! does this by itself; with PostgreSQL as many may run as one likes.

use std::{path::Path, sync::Arc, time::Duration};

use super::{Fault, Outcome, files};
use crate::{
    clock::{Clock, SystemClock},
    config::{self, Given, Settings},
    keeping, logs, rules, work,
    world::World,
};

/// Between two looks at what is due.
const PAUSE: Duration = Duration::from_secs(2);

/// Works until SIGINT or SIGTERM.
pub(super) fn run(given: Given, config: Option<&Path>) -> Result<Outcome, Fault> {
    let settings = Settings::from(given.or(config::read_file(config)?));
    let areas = rules::load(settings.areas.as_deref())?;
    logs::start();
    files::run(async {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock::begin());
        let world = World::open(&settings, &clock).await?;
        let Some(outside) = world.outside.as_ref() else {
            eprintln!("yucan work: there is nobody to call; see [outside] in docs/deployment.md");
            return Ok(Outcome::SaidNo);
        };
        let office = keeping::office(&settings.keeping, areas).await?;
        let mut told_to_stop = super::serve::StopSignals::new().map_err(Fault::Runtime)?;
        let mut round = work::Round::default();
        let mut watch = work::Watch::default();
        loop {
            if let Some(look) = watch.look(&*clock) {
                round.look(&office, look.now()).await;
                work::tell(&work::say(&office, outside, &|| look.now()).await);
            }
            tokio::select! {
                () = told_to_stop.wait() => break,
                () = tokio::time::sleep(PAUSE) => {}
            }
        }
        office.store.close().await;
        Ok(Outcome::Done)
    })
}
