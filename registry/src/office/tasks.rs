//! Calls that were given up are tasks of the desk: it says them again, or does by hand what they were for.

use serde::{Deserialize, Serialize};

use super::{Done, Office};
use crate::{application::ApplicationNumber, instant::Instant};

/// Tasks that are shown at once.
const TASKS_MAX: u32 = 400;

/// A call that was given up. It names nobody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// About which application, where it is about one.
    pub number: Option<ApplicationNumber>,
    /// To whom, in a word: `register`, `messages`.
    pub to: String,
    /// Why it was given up, in a word.
    pub why: String,
    /// Since when.
    pub since: Instant,
}

impl Office {
    /// What waits for the desk, oldest first.
    pub async fn tasks(&self) -> Done<Vec<Task>> {
        let mut tasks = Vec::new();
        for dead in self.store.dead(TASKS_MAX).await? {
            // Of a destroyed file nothing is left to do.
            let Some(file) = self.file(dead.family).await? else {
                continue;
            };
            let standing = file.standing();
            let place = dead.place.and_then(|place| usize::try_from(place).ok());
            let application = place.and_then(|place| standing.applications.get(place));
            tasks.push(Task {
                number: application.map(|application| application.sent.number.clone()),
                to: dead.to,
                why: dead.why,
                since: dead.since,
            });
        }
        Ok(tasks)
    }

    /// Has every call about an application that was given up said again; how many. None where there is no such
    /// application.
    pub async fn again(&self, number: &ApplicationNumber, now: Instant) -> Done<Option<u64>> {
        let Some(file) = self.file_with(number).await? else {
            return Ok(None);
        };
        let Some(place) = file.standing().place_of(number) else {
            return Ok(None);
        };
        Ok(Some(self.store.renew(file.family, place, now).await?))
    }
}
