//! What the agency's office does with families' files: opens them, takes applications, moves them on, shows and
//! destroys them. Everything that changes a file goes through [`Office::change`], which reads it, works the change out,
//! and keeps it only if nobody was quicker.
//!
//! Absent: HTTP, words, and any rule of the law: whether a service is open is [`policy::decide`]'s to say.

mod acts;
mod answers;
mod change;
mod consents;
mod deletions;
mod drafts;
mod elsewhere;
mod entering;
mod errands;
mod messages;
mod named;
mod open;
mod opener;
mod overdue;
mod own;
mod rebuild;
mod retention;
mod send;
mod sending;
mod tasks;
mod tickets;
mod told;
mod wants;

use std::sync::Arc;

use policy::{Areas, phone::Phone};

use crate::{
    application::ApplicationNumber,
    derived::Index,
    entry::{Entry, Event},
    family::FamilyId,
    file::{File, FileFault},
    instant::Instant,
    keys::{Chance, KeyService},
    store::{KeptFile, Store, StoreFault},
    vault::VaultFault,
};

pub use acts::{Act, Acted};
pub use answers::Ear;
pub use change::Change;
pub(crate) use change::{act_digest, intent_cell, intent_id};
pub use consents::lacking;
pub use deletions::DeletionsFault;
pub(crate) use drafts::opens as draft_opens;
pub use drafts::{Draft, DraftKept, KeptDraft};
pub use elsewhere::Met;
pub use entering::Part;
pub use messages::{KeptMessage, MessageState};
pub use open::Agreed;
pub use overdue::Ended;
pub use own::{Deleted, TakenAlong, TakenDraft};
pub use rebuild::Rebuilt;
pub use retention::Destroyed;
pub use send::{Application, SendOutcome};
pub use tasks::Task;
pub use tickets::{Issued, Ticket};
pub(crate) use wants::messages_of;

/// The office.
pub struct Office {
    /// The database.
    pub store: Arc<dyn Store>,
    /// Who holds the keys.
    pub keys: Arc<dyn KeyService>,
    chance: Arc<dyn Chance>,
    areas: &'static Areas,
}

/// Why the office could not do it. What a family did wrong is no fault: each verb has its own outcome for that.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OfficeFault {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreFault),
    /// A file, or its key.
    #[error(transparent)]
    File(#[from] FileFault),
    /// A file was changed from outside, past every program: the database is damaged.
    #[error("leaf {leaf}, family {family:?}: {fault}; the database is damaged")]
    Damaged {
        /// The entry that does not open, in the audit's tree.
        leaf: u64,
        /// Whose.
        family: FamilyId,
        /// What was found.
        fault: FileFault,
    },
    /// What is kept beside it.
    #[error(transparent)]
    Vault(#[from] VaultFault),
    /// Many writers at one file, each quicker than this one.
    #[error("the file is busy")]
    Busy,
}

/// What the office gives back.
pub type Done<T> = Result<T, OfficeFault>;

impl Office {
    /// An office over that store, with those keys, under these rules.
    pub fn new(
        store: Arc<dyn Store>,
        keys: Arc<dyn KeyService>,
        chance: Arc<dyn Chance>,
        areas: &'static Areas,
    ) -> Office {
        Office {
            store,
            keys,
            chance,
            areas,
        }
    }

    /// A family's file, opened; none where there is none, or it was destroyed. One that was changed from outside is
    /// damage like any other that the database tells of itself: nothing more is written.
    pub async fn file(&self, family: FamilyId) -> Done<Option<File>> {
        let opened = self.open_file(family).await;
        let Err(OfficeFault::Damaged { .. }) = opened else {
            return opened;
        };
        // read anew before it is believed: what was on its way from the disk may have been hurt, and not what lies there
        let again = self.open_file(family).await;
        if let Err(OfficeFault::Damaged { .. }) = again {
            self.store.found_damaged();
        }
        again
    }

    async fn open_file(&self, family: FamilyId) -> Done<Option<File>> {
        match self.store.file(family).await? {
            Some(kept) => self.open_kept(family, &kept).await,
            None => Ok(None),
        }
    }

    async fn open_kept(&self, family: FamilyId, kept: &KeptFile) -> Done<Option<File>> {
        let opened = File::open(&*self.keys, family, kept).await;
        opened.map_err(|fault| {
            let entry = fault.damage().and_then(|place| usize::try_from(place).ok());
            match entry.and_then(|place| kept.entries.get(place)) {
                Some(entry) => OfficeFault::Damaged {
                    leaf: entry.leaf,
                    family,
                    fault,
                },
                None => OfficeFault::File(fault),
            }
        })
    }

    /// The files that were opened for a confirmed phone. Those that only name it: [`Office::files_naming`].
    pub async fn files_of(&self, phone: &Phone) -> Done<Vec<File>> {
        self.found(Index::Phone, phone.expose()).await
    }

    /// The one of them that is the number's own, in which it may change things.
    pub async fn own_file(&self, phone: &Phone) -> Done<Option<File>> {
        let (own, _) = self.own_file_found(phone).await?;
        Ok(own)
    }

    /// That of them in which an application stands.
    pub async fn file_of(&self, phone: &Phone, number: &ApplicationNumber) -> Done<Option<File>> {
        let has_it = |file: &File| file.standing().application(number).is_some();
        Ok(self.files_of(phone).await?.into_iter().find(has_it))
    }

    /// The file in which an application stands.
    pub async fn file_with(&self, number: &ApplicationNumber) -> Done<Option<File>> {
        let files = self
            .found(Index::ApplicationNumber, &number.to_string())
            .await?;
        Ok(files.into_iter().next())
    }

    async fn found(&self, index: Index, value: &str) -> Done<Vec<File>> {
        let blind = self.keys.blinds().blind(index, value);
        let mut files = Vec::new();
        for family in self.store.find(index, blind).await? {
            files.extend(self.file(family).await?);
        }
        Ok(files)
    }

    /// Sixteen random bytes.
    fn draw<const BYTES: usize>(&self) -> [u8; BYTES] {
        let mut bytes = [0; BYTES];
        self.chance.fill(&mut bytes);
        bytes
    }
}

/// Who acts, when, and under which key of the sender's.
#[derive(Clone, Debug)]
pub struct Hand {
    /// Who.
    pub by: crate::entry::Actor,
    /// When.
    pub at: Instant,
    /// The sender's key for this act.
    pub key: crate::entry::SenderKey,
}

impl Hand {
    /// An entry as this hand would write it, to see what it would lead to.
    fn entry(&self, event: Event) -> Entry {
        Entry {
            place: 0,
            leaf: None,
            at: self.at,
            by: self.by.clone(),
            event,
            key: self.key,
            edition: None,
        }
    }
}
