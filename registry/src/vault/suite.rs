//! The two ways to seal (算法套件). Which one writes is configuration; both always read.

use aes_gcm::{
    AesGcm, KeyInit,
    aead::{Aead, Payload, consts::U12},
};
use aes_gcm_siv::Aes256GcmSiv;
use sm4::Sm4;

use super::VaultFault;

/// Bytes of a key as a suite is handed it.
pub const KEY_BYTES: usize = 32;
/// Bytes of a nonce, in both suites.
pub const NONCE_BYTES: usize = 12;
/// Bytes of the tag behind the ciphertext, in both suites.
pub const TAG_BYTES: usize = 16;

/// An authenticated cipher with associated data. The tag stands behind the ciphertext.
pub trait Suite: Send + Sync {
    /// Its word and byte.
    fn name(&self) -> SuiteName;

    /// Seals. Fails only where the plaintext is longer than the cipher can take.
    fn seal(
        &self,
        key: &[u8; KEY_BYTES],
        nonce: &[u8; NONCE_BYTES],
        associated: &[u8],
        plaintext: &[u8],
    ) -> Result<Vec<u8>, VaultFault>;

    /// Opens, or says that it does not open, without a word of it.
    fn open(
        &self,
        key: &[u8; KEY_BYTES],
        nonce: &[u8; NONCE_BYTES],
        associated: &[u8],
        ciphertext: &[u8],
    ) -> Result<Vec<u8>, VaultFault>;
}

/// A suite by its name. The number is the first byte of every sealed value, so it never changes its meaning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum SuiteName {
    /// AES-256-GCM-SIV (RFC 8452): a nonce drawn twice tells only that two values are the same.
    #[default]
    AesGcmSiv = 1,
    /// SM4-GCM (RFC 8998), where the rules of commercial cryptography (密评) ask for SM4.
    Sm4Gcm = 2,
}

impl SuiteName {
    /// Every one.
    pub const ALL: [SuiteName; 2] = [SuiteName::AesGcmSiv, SuiteName::Sm4Gcm];

    /// The word in the configuration.
    pub fn as_str(self) -> &'static str {
        match self {
            SuiteName::AesGcmSiv => "aes-256-gcm-siv",
            SuiteName::Sm4Gcm => "sm4-gcm",
        }
    }

    /// Reads [`SuiteName::as_str`].
    pub fn parse(word: &str) -> Option<SuiteName> {
        SuiteName::ALL
            .into_iter()
            .find(|name| name.as_str() == word)
    }

    /// The byte in front of a sealed value.
    pub fn byte(self) -> u8 {
        self as u8
    }

    /// Reads [`SuiteName::byte`].
    pub fn from_byte(byte: u8) -> Option<SuiteName> {
        SuiteName::ALL.into_iter().find(|name| name.byte() == byte)
    }

    /// The cipher itself.
    pub fn suite(self) -> &'static dyn Suite {
        match self {
            SuiteName::AesGcmSiv => &AesGcmSiv,
            SuiteName::Sm4Gcm => &Sm4Gcm,
        }
    }
}

/// Suite 1.
#[derive(Clone, Copy, Debug)]
pub struct AesGcmSiv;

impl Suite for AesGcmSiv {
    fn name(&self) -> SuiteName {
        SuiteName::AesGcmSiv
    }

    fn seal(
        &self,
        key: &[u8; KEY_BYTES],
        nonce: &[u8; NONCE_BYTES],
        associated: &[u8],
        plaintext: &[u8],
    ) -> Result<Vec<u8>, VaultFault> {
        let payload = Payload {
            msg: plaintext,
            aad: associated,
        };
        Aes256GcmSiv::new(key.into())
            .encrypt(nonce.into(), payload)
            .map_err(|_| VaultFault::TooLong)
    }

    fn open(
        &self,
        key: &[u8; KEY_BYTES],
        nonce: &[u8; NONCE_BYTES],
        associated: &[u8],
        ciphertext: &[u8],
    ) -> Result<Vec<u8>, VaultFault> {
        let payload = Payload {
            msg: ciphertext,
            aad: associated,
        };
        Aes256GcmSiv::new(key.into())
            .decrypt(nonce.into(), payload)
            .map_err(|_| VaultFault::Closed)
    }
}

/// Suite 2. SM4 takes the first sixteen bytes of the key it is handed: every suite gets a key of its own, so the rest
/// is used nowhere.
#[derive(Clone, Copy, Debug)]
pub struct Sm4Gcm;

impl Sm4Gcm {
    fn cipher(key: &[u8; KEY_BYTES]) -> AesGcm<Sm4, U12> {
        let (key, _) = key
            .split_first_chunk::<16>()
            .expect("32 bytes begin with 16");
        AesGcm::new(key.into())
    }
}

impl Suite for Sm4Gcm {
    fn name(&self) -> SuiteName {
        SuiteName::Sm4Gcm
    }

    fn seal(
        &self,
        key: &[u8; KEY_BYTES],
        nonce: &[u8; NONCE_BYTES],
        associated: &[u8],
        plaintext: &[u8],
    ) -> Result<Vec<u8>, VaultFault> {
        let payload = Payload {
            msg: plaintext,
            aad: associated,
        };
        Sm4Gcm::cipher(key)
            .encrypt(nonce.into(), payload)
            .map_err(|_| VaultFault::TooLong)
    }

    fn open(
        &self,
        key: &[u8; KEY_BYTES],
        nonce: &[u8; NONCE_BYTES],
        associated: &[u8],
        ciphertext: &[u8],
    ) -> Result<Vec<u8>, VaultFault> {
        let payload = Payload {
            msg: ciphertext,
            aad: associated,
        };
        Sm4Gcm::cipher(key)
            .decrypt(nonce.into(), payload)
            .map_err(|_| VaultFault::Closed)
    }
}

#[cfg(test)]
mod tests;
