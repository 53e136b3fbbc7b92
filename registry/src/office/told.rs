//! The family tells something new about a matter that it applied for: a due date that moved, a birth, a loss.

use policy::{Facts, wire};

use super::{Change, Done, Hand, Office, change::Changed, send::silences};
use crate::{
    entry::{Consent, Event},
    family::FamilyId,
};

impl Office {
    /// Writes new facts down. Dates move with them, and nothing more is said about a baby that is lost. False where its
    /// keeping is not agreed to, or there is no such file.
    pub async fn tell(&self, family: FamilyId, facts: &Facts, hand: &Hand) -> Done<bool> {
        let told = Event::Told {
            facts: wire::facts_json(facts),
        };
        let is_it = |event: &Event| *event == told;
        let changed = self
            .change(family, hand, is_it, |file| {
                let standing = file.standing();
                let holds = |consent| standing.consents.contains_key(&consent);
                if !holds(Consent::Form) || !holds(Consent::Health) {
                    return Err(());
                }
                let events = vec![told.clone()];
                Ok(Change {
                    silences: silences(&standing, &events, hand),
                    events,
                    area: facts.area.to_string(),
                    ..Change::default()
                })
            })
            .await?;
        Ok(matches!(changed, Changed::Kept { .. }))
    }
}
