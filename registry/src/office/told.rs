//! The family tells something new about a matter that it applied for: a due date that moved, another number of babies, a
//! birth, a loss; or that it told of one by mistake.

use policy::{Areas, Day, Facts, wire};

use super::{
    Change, Done, Hand, Office,
    change::Changed,
    errands::{errands, wanted},
    send::silences,
};
use crate::{
    application::ApplicationNumber,
    calls::{MESSAGES, TO_BOTH, What},
    entry::{Consent, Event},
    family::FamilyId,
    standing::{Application, Standing},
    store::Silence,
};

impl Office {
    /// Writes new facts down, about whatever matter their days fit. Dates move with them, and nothing more is said about a
    /// baby that is lost. False where its keeping is not agreed to, or there is no such file.
    pub async fn tell(&self, family: FamilyId, facts: &Facts, hand: &Hand) -> Done<bool> {
        self.told(family, facts, None, hand).await
    }

    /// The same about one application's matter, whatever was told of it before: a loss told by mistake is none any more.
    pub async fn tell_of(
        &self,
        family: FamilyId,
        number: &ApplicationNumber,
        facts: &Facts,
        hand: &Hand,
    ) -> Done<bool> {
        self.told(family, facts, Some(number), hand).await
    }

    async fn told(
        &self,
        family: FamilyId,
        facts: &Facts,
        of: Option<&ApplicationNumber>,
        hand: &Hand,
    ) -> Done<bool> {
        let told = |of: Option<&ApplicationNumber>| Event::Told {
            facts: wire::facts_json(facts),
            of: of.cloned(),
        };
        let is_it = |event: &Event| match (event, told(None)) {
            (Event::Told { facts, .. }, Event::Told { facts: told, .. }) => *facts == told,
            _ => false,
        };
        let changed = self
            .change(family, hand, is_it, |file| {
                let standing = file.standing();
                let holds = |consent| standing.consents.contains_key(&consent);
                if !holds(Consent::Form) || !holds(Consent::Health) {
                    return Err(());
                }
                let after = standing.after(&hand.entry(told(of)));
                let anew = of.and_then(|of| anew(self.areas, &standing, &after, of, hand.at.day()));
                // the calls of an entry are those of the application that it names
                let number = anew.as_ref().map(|(number, ..)| number).or(of).cloned();
                let events = vec![told(number.as_ref())];
                let mut silences = silences(&standing, &events, hand);
                let mut calls = Vec::new();
                if let Some((_, silence, said)) = anew {
                    silences.push(silence);
                    calls = said;
                }
                Ok(Change {
                    silences,
                    events,
                    calls,
                    about: number,
                    area: facts.area.to_string(),
                    ..Change::default()
                })
            })
            .await?;
        Ok(matches!(changed, Changed::Kept { .. }))
    }
}

/// The application of that matter which, by the new facts, wants somebody else entered or another year paid for: what was
/// to be said of that before, and what is to be said now. So it is also where a loss was taken back.
fn anew(
    areas: &Areas,
    before: &Standing,
    after: &Standing,
    of: &ApplicationNumber,
    today: Day,
) -> Option<(ApplicationNumber, Silence, Vec<What>)> {
    let told = &after.application(of)?.told;
    let is_changed = |now: &&Application| {
        let number = &now.sent.number;
        let was = before
            .application(number)
            .map(|was| wanted(areas, was, today));
        now.told == *told && was != Some(wanted(areas, now, today))
    };
    let now = after.applications.iter().find(is_changed)?;
    let silence = Silence {
        place: after.place_of(&now.sent.number)?,
        but_to: &[MESSAGES, TO_BOTH],
    };
    let calls = errands(areas, after, now, today);
    Some((now.sent.number.clone(), silence, calls))
}
