//! A file is opened: consents first (同意), and one file for one number.

use std::fmt;

use policy::phone::Phone;

use super::{
    Change, Done, Hand, Office, OfficeFault,
    change::{Changed, TRIES_MAX},
};
use crate::{
    entry::{Consent, Event, SenderKey},
    family::FamilyId,
    file::File,
    instant::Instant,
    standing::Standing,
    store::{KeyChange, Passed, Passing},
};

/// So long a name for a file to be opened is held.
const OPENING_SECONDS: i64 = 60;

/// A consent, given. `Debug` does not say by whom.
#[derive(Clone, PartialEq, Eq)]
pub struct Agreed {
    /// To what.
    pub consent: Consent,
    /// The wording, by its day.
    pub version: String,
    /// Who agreed: the applicant, for a child its guardian.
    pub by: String,
}

impl fmt::Debug for Agreed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?} of {}", self.consent, self.version)
    }
}

impl Office {
    /// Opens a file for a confirmed phone, or finds the one there is, and writes down what was agreed to. Nothing is
    /// kept before its keeping is agreed to, nor anything agreed to by nobody.
    pub async fn open(
        &self,
        phone: &Phone,
        consents: &[Agreed],
        hand: &Hand,
    ) -> Done<Result<FamilyId, Consent>> {
        for _ in 0..TRIES_MAX {
            let own = self.files_of(phone).await?.into_iter();
            let own = own
                .into_iter()
                .find(|file| file.standing().phone == phone.expose());
            let held = own.as_ref().map(File::standing).unwrap_or_default();
            let needed = needed_to_open(consents);
            if let Some(missing) = missing_consent(&needed, &held, consents) {
                return Ok(Err(missing));
            }
            let events = new_consents(&held, consents);
            if let Some(file) = own {
                self.agree(file.family, events, consents, hand).await?;
                return Ok(Ok(file.family));
            }
            let family = self.name_for(phone, hand.at).await?;
            let (file, wrapped) = File::create(&*self.keys, family).await?;
            let opened = Event::Opened {
                phone: phone.expose().to_owned(),
            };
            let change = Change {
                events: std::iter::once(opened).chain(events).collect(),
                ..Change::default()
            };
            let kept: Option<Changed<()>> = self
                .keep(
                    file,
                    &self.hand_of(hand),
                    change,
                    KeyChange::Create(wrapped),
                )
                .await?;
            // Where another sending was quicker, its file is found in the next turn.
            if matches!(kept, Some(Changed::Kept { .. })) {
                return Ok(Ok(family));
            }
        }
        Err(OfficeFault::Busy)
    }

    /// The name of a file to be opened. All who open one for a number within a minute get the same, so that a form sent
    /// twice at once opens one file. It ends by itself: no trace of the number stays beside a file that is destroyed.
    async fn name_for(&self, phone: &Phone, now: Instant) -> Done<FamilyId> {
        let id = self
            .keys
            .blinds()
            .name("opening for", phone.expose().as_bytes())
            .to_vec();
        let drawn = FamilyId::draw(now, &*self.chance);
        let thing = Passed {
            id: id.clone(),
            family: Some(drawn),
            version: 0,
            body: Vec::new(),
            expires_at: now.plus_seconds(OPENING_SECONDS),
        };
        if self
            .store
            .put(Passing::Opening, thing, 0, now)
            .await?
            .is_some()
        {
            return Ok(drawn);
        }
        let there = self.store.get(Passing::Opening, id, now).await?;
        Ok(there.and_then(|there| there.family).unwrap_or(drawn))
    }

    /// Writes down consents that say something new.
    async fn agree(
        &self,
        family: FamilyId,
        events: Vec<Event>,
        consents: &[Agreed],
        hand: &Hand,
    ) -> Done<()> {
        if events.is_empty() {
            return Ok(());
        }
        let hand = self.hand_of(hand);
        let is_it = |event: &Event| events.contains(event);
        self.change(family, &hand, is_it, |file| {
            Ok::<_, ()>(Change {
                events: new_consents(&file.standing(), consents),
                ..Change::default()
            })
        })
        .await?;
        Ok(())
    }

    /// A hand of the portal's own for what goes along with an act: the act's key is for the act.
    fn hand_of(&self, hand: &Hand) -> Hand {
        Hand {
            key: SenderKey(self.draw()),
            ..hand.clone()
        }
    }
}

/// Keeping the form, and whatever else was given; a draft is kept for its own consent's sake.
fn needed_to_open(consents: &[Agreed]) -> Vec<Consent> {
    let given = consents.iter().map(|agreed| agreed.consent);
    let is_for_a_draft = given.clone().any(|consent| consent == Consent::Draft);
    let form = (!is_for_a_draft).then_some(Consent::Form);
    form.into_iter().chain(given).collect()
}

/// The first needed consent that neither stands in the file nor comes with the form.
pub(super) fn missing_consent(
    needed: &[Consent],
    standing: &Standing,
    given: &[Agreed],
) -> Option<Consent> {
    needed.iter().copied().find(|needed| {
        !standing.consents.contains_key(needed)
            && !given
                .iter()
                .any(|agreed| agreed.consent == *needed && !agreed.by.trim().is_empty())
    })
}

/// Consents that say something new: another wording, another guardian.
pub(super) fn new_consents(standing: &Standing, given: &[Agreed]) -> Vec<Event> {
    given
        .iter()
        .filter(|agreed| {
            let held = standing.consents.get(&agreed.consent);
            held.is_none_or(|(version, by)| *version != agreed.version || *by != agreed.by)
        })
        .map(|agreed| Event::Consented {
            consent: agreed.consent,
            version: agreed.version.clone(),
            guardian: agreed.by.clone(),
        })
        .collect()
}
