//! The vault (加密): every word a family tells is sealed, field by field, under a key of the family's own.
//!
//! A sealed value is `suite, key version, nonce, ciphertext and tag`: 30 bytes more than what it holds. The two first
//! bytes and the [`Cell`] it stands in are authenticated with it, so a value moved to another row, column or family
//! does not open. Nothing here draws chance, reads a key from anywhere or logs.

mod cell;
mod family_key;
mod suite;

pub use cell::Cell;
pub use family_key::FamilyKey;
pub use suite::{AesGcmSiv, KEY_BYTES, NONCE_BYTES, Sm4Gcm, Suite, SuiteName, TAG_BYTES};

pub(crate) use family_key::derive_key;

/// What may be sealed at once. The largest body is an application with a drawn signature, some 100 KB.
pub const PLAINTEXT_LIMIT_BYTES: usize = 1 << 20;

/// How much longer a sealed value is than what it holds.
pub const OVERHEAD_BYTES: usize = 2 + NONCE_BYTES + TAG_BYTES;

/// Why a value was not sealed or opened. It never says what the value was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VaultFault {
    /// Longer than [`PLAINTEXT_LIMIT_BYTES`].
    #[error("the value is too long to be sealed")]
    TooLong,
    /// Too short, or of a suite this program does not know.
    #[error("the value is not sealed in any way this program knows")]
    UnknownSuite,
    /// Sealed under another version of the key.
    #[error("the value is sealed under another version of the key")]
    OtherVersion,
    /// Changed, moved to another place, or sealed under another key: an AEAD cannot tell which.
    #[error("the value does not open here")]
    Closed,
}
