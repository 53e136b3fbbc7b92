//! Drafts (草稿): what a family has typed and not sent. They pass: thirty days after they were last touched they are gone,
//! with no trace in the file.

use std::{collections::BTreeMap, fmt};

use policy::{phone::Phone, verdict::Service};
use serde::{Deserialize, Serialize};

use super::{Agreed, Done, Hand, Office};
use crate::{
    entry::Consent,
    family::FamilyId,
    file::File,
    hex,
    instant::Instant,
    limits,
    store::{Passed, Passing},
    vault::{Cell, FamilyKey},
};

/// What was typed so far. Nothing of it is checked yet: half a number is kept as half a number.
/// `Debug` shows none of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The service's word.
    pub service: String,
    /// The facts, as the check's query tells them.
    pub query: String,
    /// The form's wording it was typed into, by its first day.
    pub form: String,
    /// What was typed, by field.
    pub fields: BTreeMap<String, String>,
    /// The number of the application that it mends; empty for a new one.
    #[serde(default)]
    pub mend: String,
    /// When it was saved.
    pub saved_at: Instant,
}

/// A draft with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptDraft {
    /// Its name.
    pub id: Vec<u8>,
    /// How often it was saved.
    pub version: u32,
    /// When it is gone.
    pub expires_at: Instant,
    /// What it says.
    pub draft: Draft,
}

/// What became of saving.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftKept {
    /// Saved.
    Kept {
        /// Under this name.
        id: Vec<u8>,
        /// For the how many-th time.
        version: u32,
    },
    /// It was saved meanwhile from elsewhere; this is what stands there now.
    Elsewhere(Option<Box<KeptDraft>>),
    /// A family has that many already.
    TooMany,
    /// Keeping drafts is not agreed to, or not any more.
    NoConsent,
}

impl Office {
    /// The file in which a confirmed phone's drafts are kept: the one there is, or one that is opened for them. None
    /// where keeping them is not agreed to, neither before nor now.
    pub async fn file_for_drafts(
        &self,
        phone: &Phone,
        agreed: Option<&Agreed>,
        hand: &Hand,
    ) -> Done<Option<File>> {
        if let Some(file) = self.own_file(phone).await?.filter(may_keep) {
            return Ok(Some(file));
        }
        let Some(agreed) = agreed.filter(|agreed| agreed.consent == Consent::Draft) else {
            return Ok(None);
        };
        match self.open(phone, std::slice::from_ref(agreed), hand).await? {
            Ok(family) => self.file(family).await,
            Err(_) => Ok(None),
        }
    }

    /// Saves a draft: a new one, or one of which `seen` savings were known. Nothing is kept before it is agreed to.
    pub async fn keep_draft(
        &self,
        file: &File,
        id: Option<Vec<u8>>,
        seen: u32,
        draft: Draft,
    ) -> Done<DraftKept> {
        if !may_keep(file) {
            return Ok(DraftKept::NoConsent);
        }
        let now = draft.saved_at;
        let there = match &id {
            Some(id) => self.store.get(Passing::Draft, id.clone(), now).await?,
            None => None,
        };
        // A name is no right: what is another's is nothing here.
        if there
            .as_ref()
            .is_some_and(|kept| kept.family != Some(file.family))
        {
            return Ok(DraftKept::Elsewhere(None));
        }
        let is_new = there.is_none() && seen == 0;
        if is_new && self.drafts(file, now).await?.len() >= limits::DRAFTS_MAX {
            return Ok(DraftKept::TooMany);
        }
        let id = id.unwrap_or_else(|| self.draw::<16>().to_vec());
        let body = serde_json::to_vec(&draft).expect("a draft is plain data");
        let body = file.key.seal(&*self.chance, &cell(&id), &body)?;
        let thing = Passed {
            id: id.clone(),
            family: Some(file.family),
            version: seen,
            body,
            expires_at: now.plus_seconds(limits::DRAFT_SECONDS),
        };
        Ok(
            match self.store.put(Passing::Draft, thing, seen, now).await? {
                Some(version) => DraftKept::Kept { id, version },
                None => DraftKept::Elsewhere(self.draft(file, &id, now).await?.map(Box::new)),
            },
        )
    }

    /// One draft of a family's.
    pub async fn draft(&self, file: &File, id: &[u8], now: Instant) -> Done<Option<KeptDraft>> {
        let kept = self.store.get(Passing::Draft, id.to_vec(), now).await?;
        Ok(kept
            .filter(|kept| kept.family == Some(file.family))
            .and_then(|kept| open(file, kept)))
    }

    /// A family's drafts, the one saved last first.
    pub async fn drafts(&self, file: &File, now: Instant) -> Done<Vec<KeptDraft>> {
        let kept = self
            .store
            .of_family(Passing::Draft, file.family, now)
            .await?;
        Ok(kept
            .into_iter()
            .filter_map(|kept| open(file, kept))
            .collect())
    }

    /// Throws a draft away; whether it was the family's and there.
    pub async fn drop_draft(&self, family: FamilyId, id: &[u8], now: Instant) -> Done<bool> {
        let kept = self.store.get(Passing::Draft, id.to_vec(), now).await?;
        if kept.is_none_or(|kept| kept.family != Some(family)) {
            return Ok(false);
        }
        Ok(self.store.end(Passing::Draft, id.to_vec()).await?)
    }
}

fn may_keep(file: &File) -> bool {
    file.standing().consents.contains_key(&Consent::Draft)
}

/// One that does not open is none: it can't be shown, and expires.
fn open(file: &File, kept: Passed) -> Option<KeptDraft> {
    let body = file.key.open(&cell(&kept.id), &kept.body).ok()?;
    Some(KeptDraft {
        draft: serde_json::from_slice(&body).ok()?,
        id: kept.id,
        version: kept.version,
        expires_at: kept.expires_at,
    })
}

/// Does a draft open under its own name, and read?
pub(crate) fn opens(key: &FamilyKey, kept: &Passed) -> bool {
    let body = key.open(&cell(&kept.id), &kept.body);
    body.is_ok_and(|body| serde_json::from_slice::<Draft>(&body).is_ok())
}

fn cell(id: &[u8]) -> Cell {
    Cell::new("passing", "draft", hex::encode(id))
}

/// The service a draft is for; none where the word is of another edition of this program.
impl Draft {
    /// The service.
    pub fn service(&self) -> Option<Service> {
        Service::parse(&self.service).ok()
    }
}

impl fmt::Debug for Draft {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Draft")
            .field("service", &self.service)
            .field("saved_at", &self.saved_at)
            .finish_non_exhaustive()
    }
}
