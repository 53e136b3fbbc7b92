//! A family's own key (数据密钥).

use std::fmt;

use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::{
    Cell, KEY_BYTES, NONCE_BYTES, OVERHEAD_BYTES, PLAINTEXT_LIMIT_BYTES, SuiteName, TAG_BYTES,
    VaultFault,
};
use crate::keys::Chance;

/// The version new keys have. It stands in every sealed value, so that a family's key could be exchanged one day.
const FIRST_VERSION: u8 = 1;

/// The key under which all of one family's words are sealed: 32 random bytes, and what each use derives from them.
/// Wiped when dropped; `Debug` shows nothing; it leaves memory only wrapped.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct FamilyKey {
    root: [u8; KEY_BYTES],
    aes: [u8; KEY_BYTES],
    sm4: [u8; KEY_BYTES],
    nonces: [u8; KEY_BYTES],
    #[zeroize(skip)]
    version: u8,
    #[zeroize(skip)]
    writes: SuiteName,
}

impl FamilyKey {
    /// A new one. `writes` is the suite that seals; every suite opens.
    pub fn new(chance: &dyn Chance, writes: SuiteName) -> FamilyKey {
        let mut root = Zeroizing::new([0; KEY_BYTES]);
        chance.fill(root.as_mut_slice());
        FamilyKey::from_root(&root, FIRST_VERSION, writes)
    }

    /// From what a key service unwrapped. Every use has its own key: suites must not share one, and the key that
    /// makes nonces must not be one that encrypts.
    pub(crate) fn from_root(root: &[u8; KEY_BYTES], version: u8, writes: SuiteName) -> FamilyKey {
        let mut key = FamilyKey {
            root: *root,
            aes: [0; KEY_BYTES],
            sm4: [0; KEY_BYTES],
            nonces: [0; KEY_BYTES],
            version,
            writes,
        };
        derive_key(root, "yucan family aes-256-gcm-siv", &mut key.aes);
        derive_key(root, "yucan family sm4-gcm", &mut key.sm4);
        derive_key(root, "yucan family same nonces", &mut key.nonces);
        key
    }

    /// Another key, for things that only whoever has `root` may open; it seals with the same suite.
    pub(crate) fn beside(&self, root: &[u8; KEY_BYTES]) -> FamilyKey {
        FamilyKey::from_root(root, FIRST_VERSION, self.writes)
    }

    /// Seals with a random nonce: for entries and passing things.
    pub fn seal(
        &self,
        chance: &dyn Chance,
        cell: &Cell,
        plaintext: &[u8],
    ) -> Result<Vec<u8>, VaultFault> {
        let mut nonce = [0; NONCE_BYTES];
        chance.fill(&mut nonce);
        self.seal_with(nonce, cell, plaintext)
    }

    /// Seals so that the same value in the same cell becomes the same bytes: for derived rows, which are made again.
    /// The nonce is a keyed hash of cell and value, so it repeats only with both, and then tells nothing new.
    pub fn seal_same(&self, cell: &Cell, plaintext: &[u8]) -> Result<Vec<u8>, VaultFault> {
        let associated = cell.associated([self.writes.byte(), self.version]);
        let length = u64::try_from(associated.len()).map_err(|_| VaultFault::TooLong)?;
        let mut hash =
            Hmac::<Sha256>::new_from_slice(&self.nonces).expect("HMAC takes a key of any length");
        // the length first, so that no two pairs of cell and value are the same bytes
        hash.update(&length.to_be_bytes());
        hash.update(&associated);
        hash.update(plaintext);
        let hash = hash.finalize().into_bytes();
        let mut nonce = [0; NONCE_BYTES];
        nonce.copy_from_slice(&hash[..NONCE_BYTES]);
        self.seal_with(nonce, cell, plaintext)
    }

    /// Opens what either of them sealed, in the cell it was sealed for.
    pub fn open(&self, cell: &Cell, sealed: &[u8]) -> Result<Vec<u8>, VaultFault> {
        let (envelope, rest) = sealed
            .split_first_chunk::<2>()
            .ok_or(VaultFault::UnknownSuite)?;
        let (nonce, ciphertext) = rest
            .split_first_chunk::<NONCE_BYTES>()
            .ok_or(VaultFault::UnknownSuite)?;
        if ciphertext.len() < TAG_BYTES {
            return Err(VaultFault::UnknownSuite);
        }
        if ciphertext.len() > PLAINTEXT_LIMIT_BYTES + TAG_BYTES {
            return Err(VaultFault::TooLong);
        }
        let [suite, version] = *envelope;
        let suite = SuiteName::from_byte(suite).ok_or(VaultFault::UnknownSuite)?;
        if version != self.version {
            return Err(VaultFault::OtherVersion);
        }
        let associated = cell.associated(*envelope);
        suite
            .suite()
            .open(self.key_of(suite), nonce, &associated, ciphertext)
    }

    /// The suite that seals.
    pub fn writes(&self) -> SuiteName {
        self.writes
    }

    /// The root, for the service that wraps it.
    pub(crate) fn root(&self) -> &[u8; KEY_BYTES] {
        &self.root
    }

    /// The version, for the service that wraps it.
    pub(crate) fn version(&self) -> u8 {
        self.version
    }

    fn seal_with(
        &self,
        nonce: [u8; NONCE_BYTES],
        cell: &Cell,
        plaintext: &[u8],
    ) -> Result<Vec<u8>, VaultFault> {
        if plaintext.len() > PLAINTEXT_LIMIT_BYTES {
            return Err(VaultFault::TooLong);
        }
        let envelope = [self.writes.byte(), self.version];
        let associated = cell.associated(envelope);
        let key = self.key_of(self.writes);
        let ciphertext = self
            .writes
            .suite()
            .seal(key, &nonce, &associated, plaintext)?;
        let mut sealed = Vec::with_capacity(plaintext.len() + OVERHEAD_BYTES);
        sealed.extend_from_slice(&envelope);
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(&ciphertext);
        Ok(sealed)
    }

    fn key_of(&self, suite: SuiteName) -> &[u8; KEY_BYTES] {
        match suite {
            SuiteName::AesGcmSiv => &self.aes,
            SuiteName::Sm4Gcm => &self.sm4,
        }
    }
}

impl fmt::Debug for FamilyKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("FamilyKey(…)")
    }
}

/// A key for one use, from a key for all (HKDF-SHA-256 without salt: the root is random already).
pub(crate) fn derive_key(root: &[u8; KEY_BYTES], purpose: &str, key: &mut [u8; KEY_BYTES]) {
    Hkdf::<Sha256>::new(None, root)
        .expand(purpose.as_bytes(), key)
        .expect("HKDF gives up to 8160 bytes");
}

#[cfg(test)]
mod tests;
