//! Calls that were given up are tasks of the desk: it says them again, or does by hand what they were for.

use serde::{Deserialize, Serialize};

use super::{Change, Done, Hand, Office, change::Changed, messages::CALLS_MAX};
use crate::{
    application::ApplicationNumber,
    entry::Event,
    instant::Instant,
    store::{IntentState, KeptIntent},
};

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
    /// application. Who wanted it stands in the file before anything is said: were it the other way round, a fault in
    /// between would leave calls of which nobody knows whose they are.
    pub async fn again(&self, number: &ApplicationNumber, hand: &Hand) -> Done<Option<u64>> {
        let Some(file) = self.file_with(number).await? else {
            return Ok(None);
        };
        let standing = file.standing();
        let (Some(place), Some(application)) =
            (standing.place_of(number), standing.application(number))
        else {
            return Ok(None);
        };
        let calls = self.store.calls_of(file.family, CALLS_MAX).await?;
        let is_given_up =
            |call: &KeptIntent| (call.place, call.state) == (Some(place), IntentState::Dead);
        if !calls.iter().any(is_given_up) {
            return Ok(Some(0));
        }
        let number = number.clone();
        let said = Event::SaidAgain { number };
        let is_it = |event: &Event| *event == said;
        let changed = self
            .change(file.family, hand, is_it, |_| {
                Ok::<_, ()>(Change {
                    events: vec![said.clone()],
                    area: application.sent.area.clone(),
                    ..Change::default()
                })
            })
            .await?;
        if !matches!(changed, Changed::Kept { .. }) {
            return Ok(None);
        }
        Ok(Some(self.store.renew(file.family, place, hand.at).await?))
    }
}
