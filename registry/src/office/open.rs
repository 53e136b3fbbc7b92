//! A file is opened: consents first (同意), and one file for one number.

use std::fmt;

use policy::phone::Phone;

use super::{
    Change, Done, Hand, Office, OfficeFault,
    change::{Changed, TRIES_MAX},
};
use crate::{
    derived::Index,
    entry::{Consent, Event, SenderKey},
    family::FamilyId,
    file::File,
    standing::Standing,
    store::{Found, KeyChange},
};

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
            let (own, found) = self.own_file_found(phone).await?;
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
            let change = Change {
                events,
                ..Change::default()
            };
            let begun: Option<Changed<()>> = self
                .begin(phone, found, &self.hand_of(hand), change)
                .await?;
            if let Some(Changed::Kept { file, .. }) = begun {
                return Ok(Ok(file.family));
            }
        }
        Err(OfficeFault::Busy)
    }

    /// The file that was opened for a phone, if there is one, and how many families the phone stands with.
    pub(super) async fn own_file_found(&self, phone: &Phone) -> Done<(Option<File>, Found)> {
        let (index, blind) = (
            Index::Phone,
            self.keys.blinds().blind(Index::Phone, phone.expose()),
        );
        let families = self.store.find(index, blind).await?;
        let found = Found {
            index,
            blind,
            families: u32::try_from(families.len()).unwrap_or(u32::MAX),
        };
        for family in families {
            let file = self.file(family).await?;
            let own = file.filter(|file| file.standing().phone == phone.expose());
            if own.is_some() {
                return Ok((own, found));
            }
        }
        Ok((None, found))
    }

    /// Opens a file for a phone that has none, with what happens first. None where somebody was found by the phone
    /// meanwhile: that may be its file, which the next turn finds, so a form sent twice at once opens one file.
    pub(super) async fn begin<T>(
        &self,
        phone: &Phone,
        found: Found,
        hand: &Hand,
        mut change: Change,
    ) -> Done<Option<Changed<T>>> {
        let family = FamilyId::draw(hand.at, &*self.chance);
        let (file, wrapped) = File::create(&*self.keys, family).await?;
        change.events.insert(0, opened(phone));
        change.found = Some(found);
        self.keep(file, hand, change, KeyChange::Create(wrapped))
            .await
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

/// That a file is opened.
pub(super) fn opened(phone: &Phone) -> Event {
    Event::Opened {
        phone: phone.expose().to_owned(),
    }
}

/// Keeping the form, and whatever else was given; a draft is kept for its own consent's sake.
pub(super) fn needed_to_open(consents: &[Agreed]) -> Vec<Consent> {
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
