//! Keys (密钥): who holds them, and what they may be asked for.
//!
//! A family's own key seals its words and lies wrapped beside them in the database. What unwraps it, what makes blind
//! indexes and what signs the audit's heads never lies in the database or in its backup: it is with a [`KeyService`],
//! which is a [`KeyFile`] here and may be a key server or a module elsewhere. `docs/keys.md` has the whole picture.

pub mod chance;
mod destroyed;
mod key_file;
mod rewrap;
mod ring;
mod wrapped;

use async_trait::async_trait;

pub use chance::{Chance, SystemChance};
pub use destroyed::{COPIES_DAYS, Destroyed, LINES_DAYS, ListFault, Listed};
pub use key_file::KeyFile;
pub use rewrap::{RewrapFault, Rewrapped, Tally, rewrap, rewrap_page, tally};

use crate::{
    audit::{PublicKey, head::Signer},
    blind::BlindKeys,
    family::FamilyId,
    vault::FamilyKey,
};

/// Whoever holds the keys. Wrapping may ask over a network and is asynchronous; blind indexes and signatures are made
/// by the thousand, so their keys are handed over once and stay in this process's memory.
#[async_trait]
pub trait KeyService: Signer {
    /// Makes a family's key, and wraps it.
    async fn create(&self, family: FamilyId) -> Result<(FamilyKey, Vec<u8>), KeyFault>;

    /// Wraps a family's key under the newest wrapping key, whose id stands in what comes back. Bound to the family:
    /// it does not unwrap for another.
    async fn wrap(&self, family: FamilyId, key: &FamilyKey) -> Result<Vec<u8>, KeyFault>;

    /// Unwraps what [`KeyService::wrap`] made, under any wrapping key that is still there.
    async fn unwrap(&self, family: FamilyId, wrapped: &[u8]) -> Result<FamilyKey, KeyFault>;

    /// Is it wrapped under the newest wrapping key? If not, [`rewrap`] has work to do.
    fn is_newest(&self, wrapped: &[u8]) -> bool;

    /// Reads its keys again, so that one that was retired is in memory no longer. Those that are new need no such call.
    fn reload(&self) -> Result<(), KeyFault> {
        Ok(())
    }

    /// The keys of the blind indexes. They never change while the registry lives: a new one would have every family's
    /// derived rows made again.
    fn blinds(&self) -> &BlindKeys;

    /// The key for passing things that are nobody's yet, such as a code sent to a phone.
    fn portal_key(&self) -> &FamilyKey;

    /// The families whose keys were destroyed, as the list beside the keys has them; see [`Signer::list`]. Where a service
    /// keeps no list there is none.
    fn listed(&self) -> Result<Listed, ListFault> {
        Ok(Listed::new())
    }

    /// A family's name in that list.
    fn listed_name(&self, family: FamilyId) -> [u8; 32] {
        self.blinds().name("destroyed", &family.0)
    }

    /// Drops from it what is from before that day.
    fn drop_listed(&self, _before: policy::Day) -> Result<usize, ListFault> {
        Ok(0)
    }

    /// Signs a text of ours, such as a receipt.
    fn sign_text(&self, text: &str) -> [u8; 64];

    /// What those who check signatures need.
    fn public_key(&self) -> PublicKey;
}

/// Why a key service did not do it. It never says anything of a key but its id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyFault {
    /// The key file, or its folder, cannot be read or written.
    #[error("the key file cannot be used: {0}")]
    File(std::io::ErrorKind),
    /// There is a key file already; a new one would make everything unreadable.
    #[error("there is a key file already, and it is not overwritten")]
    Exists,
    /// Others than its owner may read or write the key file.
    #[error("the key file's mode is {0:o}: nobody but its owner may have any access (chmod 0400)")]
    Open(u32),
    /// The key file is no key file, or was changed.
    #[error("the key file does not read, in line {0}")]
    Damaged(usize),
    /// Wrapped under a key that is not there.
    #[error("wrapping key {0} is not in the key file")]
    NoSuchKey(u32),
    /// The newest wrapping key cannot be retired.
    #[error("wrapping key {0} is the newest and stays")]
    Newest(u32),
    /// The key file has no room for another wrapping key; retire old ones.
    #[error("the key file is full; retire old wrapping keys first")]
    Full,
    /// A wrapped key was changed, moved to another family, or is of no format this program knows.
    #[error("a family's key does not unwrap")]
    Closed,
    /// The key service does not answer; the same call may go through later.
    #[error("the key service does not answer")]
    Away,
}
