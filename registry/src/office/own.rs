//! What a family may do with its own file: withdraw a consent, take it along, have it destroyed (个人信息保护法 44-47).

use serde::Serialize;

use super::{
    Change, Done, Draft, Hand, KeptDraft, KeptMessage, Office, change::Changed,
    consents::is_unentered,
};
use crate::{
    calls::{MESSAGES, TO_BOTH},
    entry::{Actor, Consent, Event},
    family::FamilyId,
    file::File,
    instant::Instant,
    standing::Standing,
    store::{Passing, Silence},
};

/// The whole file, in the open, for the family alone.
#[derive(Clone, Debug, Serialize)]
pub struct TakenAlong {
    /// When.
    pub taken_at: Instant,
    /// Every entry, oldest first.
    pub entries: Vec<TakenEntry>,
    /// Every draft, the one saved last first: they lie beside the entries, and are as much the family's.
    pub drafts: Vec<TakenDraft>,
    /// Every message, in order.
    pub messages: Vec<KeptMessage>,
}

/// One draft, in the open: word for word as it was typed.
#[derive(Clone, Debug, Serialize)]
pub struct TakenDraft {
    /// Until when it stays.
    pub stays_until: Instant,
    /// What it says, and when it was kept.
    #[serde(flatten)]
    pub draft: Draft,
}

/// One entry, in the open.
#[derive(Clone, Debug, Serialize)]
pub struct TakenEntry {
    /// When.
    pub at: Instant,
    /// By whom.
    pub by: Actor,
    /// What.
    pub event: Event,
    /// The first day of the edition by which the portal decided then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
}

impl Office {
    /// Takes a consent back. What was sent stays with the agency, which needs it by law; nothing new is kept, and what was
    /// still to be entered elsewhere is not. Drafts go with theirs.
    pub async fn withdraw_consent(
        &self,
        family: FamilyId,
        consent: Consent,
        hand: &Hand,
    ) -> Done<bool> {
        let withdrawn = Event::ConsentWithdrawn { consent };
        let ends = match consent {
            Consent::Draft => self.every_draft(family, hand.at).await?,
            Consent::Form | Consent::Child | Consent::Health => Vec::new(),
        };
        let changed = self
            .change(
                family,
                hand,
                |event| *event == withdrawn,
                |file| {
                    let standing = file.standing();
                    if !standing.consents.contains_key(&consent) {
                        return Ok::<_, ()>(Change::default());
                    }
                    let after = standing.after(&hand.entry(withdrawn.clone()));
                    Ok(Change {
                        events: vec![withdrawn.clone()],
                        silences: self.unentered(&after),
                        ends: ends.clone(),
                        ..Change::default()
                    })
                },
            )
            .await?;
        Ok(matches!(changed, Changed::Kept { .. }))
    }

    /// Calls that would enter somewhere what is not agreed to any more. Messages go on, and so does what was entered.
    fn unentered(&self, standing: &Standing) -> Vec<Silence> {
        (0..)
            .zip(&standing.applications)
            .filter(|(_, there)| is_unentered(self.areas, standing, there))
            .map(|(place, _)| Silence {
                place,
                but_to: &[MESSAGES, TO_BOTH],
            })
            .collect()
    }

    /// The whole file, in the open. That it was taken stands in it.
    pub async fn take_along(&self, family: FamilyId, hand: &Hand) -> Done<Option<TakenAlong>> {
        let changed = self
            .change(
                family,
                hand,
                |event| *event == Event::TakenAlong,
                |_| {
                    Ok::<_, ()>(Change {
                        events: vec![Event::TakenAlong],
                        ..Change::default()
                    })
                },
            )
            .await?;
        Ok(match changed {
            Changed::Kept { file, .. } => {
                let drafts = self.drafts(&file, hand.at).await?;
                let messages = self.messages(&file, hand.at).await?;
                Some(taken(*file, drafts, messages, hand.at))
            }
            Changed::Not(()) | Changed::KeyUsed | Changed::NoFile => None,
        })
    }

    /// Writes down that somebody else than the family looked.
    pub async fn looked(&self, family: FamilyId, at: &str, hand: &Hand) -> Done<()> {
        let looked = Event::Looked { at: at.to_owned() };
        self.change(
            family,
            hand,
            |event| *event == looked,
            |_| {
                Ok::<_, ()>(Change {
                    events: vec![looked.clone()],
                    ..Change::default()
                })
            },
        )
        .await?;
        Ok(())
    }

    /// Destroys the family's key, and with it every word in the file. Copies of the database from before have the key,
    /// wrapped, as long as they are kept; one that is brought back has the deletion made again
    /// ([`Office::delete_listed`]). Not while an application is with the agency: it must be withdrawn or ended first.
    pub async fn delete(&self, family: FamilyId, hand: &Hand) -> Done<Deleted> {
        let is_at_rest = |file: &File| {
            let applications = file.standing().applications;
            applications.iter().all(|there| there.stage.is_over())
        };
        self.destroy(family, hand, is_at_rest).await
    }

    /// The same, where the file stands so that it may be destroyed.
    pub(super) async fn destroy(
        &self,
        family: FamilyId,
        hand: &Hand,
        may: impl Fn(&File) -> bool,
    ) -> Done<Deleted> {
        let ends = self.every_draft(family, hand.at).await?;
        let changed = self
            .change(
                family,
                hand,
                |event| *event == Event::Deleted,
                |file| {
                    if !may(file) {
                        return Err(());
                    }
                    Ok(Change {
                        events: vec![Event::Deleted],
                        ends: ends.clone(),
                        destroys: true,
                        ..Change::default()
                    })
                },
            )
            .await?;
        Ok(match changed {
            Changed::Kept { .. } => Deleted::Gone,
            Changed::Not(()) => Deleted::StillNeeded,
            Changed::KeyUsed | Changed::NoFile => Deleted::NoFile,
        })
    }

    /// The names of a family's drafts, as what ends with a change.
    pub(super) async fn every_draft(
        &self,
        family: FamilyId,
        now: Instant,
    ) -> Done<Vec<(Passing, Vec<u8>)>> {
        let drafts = self.store.of_family(Passing::Draft, family, now).await?;
        Ok(drafts
            .into_iter()
            .map(|draft| (Passing::Draft, draft.id))
            .collect())
    }
}

/// What became of a wish to be deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deleted {
    /// Nobody can read it any more.
    Gone,
    /// An application is still on its way.
    StillNeeded,
    /// There is no such file.
    NoFile,
}

fn taken(
    file: File,
    drafts: Vec<KeptDraft>,
    messages: Vec<KeptMessage>,
    taken_at: Instant,
) -> TakenAlong {
    let entries = file.entries.into_iter().map(|entry| TakenEntry {
        at: entry.at,
        by: entry.by,
        event: entry.event,
        edition: entry.edition,
    });
    let drafts = drafts.into_iter().map(|kept| TakenDraft {
        stays_until: kept.expires_at,
        draft: kept.draft,
    });
    TakenAlong {
        taken_at,
        entries: entries.collect(),
        drafts: drafts.collect(),
        messages,
    }
}
