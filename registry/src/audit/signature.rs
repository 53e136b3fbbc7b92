//! What is signed, word for word, and the key that checks it (Ed25519).

use ed25519_dalek::{Signature, VerifyingKey};
use sha2::{Digest, Sha256};

use crate::{hex, instant::Instant, store::Head};

/// Bytes of a signature.
pub const SIGNATURE_BYTES: usize = 64;

/// The public half of the signing key: printed, published, kept by whoever wants to check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicKey(pub [u8; 32]);

impl PublicKey {
    /// Sixty-four hexadecimal digits.
    pub fn hex(&self) -> String {
        hex::encode(&self.0)
    }

    /// Reads [`PublicKey::hex`].
    pub fn parse(text: &str) -> Option<PublicKey> {
        hex::decode_32(text.trim()).map(PublicKey)
    }

    /// Eight hexadecimal digits, by which a receipt says which of several published keys it wants.
    pub fn id(&self) -> String {
        hex::encode(&Sha256::digest(self.0)[..4])
    }

    /// Is it the signature over exactly this text? Strict: no two signatures of one text pass where one was made, and
    /// no key under which everything passes.
    pub fn verify(&self, text: &str, signature: &[u8]) -> bool {
        let Ok(key) = VerifyingKey::from_bytes(&self.0) else {
            return false;
        };
        let Ok(signature) = Signature::from_slice(signature) else {
            return false;
        };
        key.verify_strict(text.as_bytes(), &signature).is_ok()
    }

    /// Is the head signed?
    pub fn verify_head(&self, head: &Head) -> bool {
        self.verify(&head_text(head.size, head.root, head.at), &head.signature)
    }
}

/// A head's canonical text. Its first line keeps it apart from every other text that the same key signs.
pub fn head_text(size: u64, root: [u8; 32], at: Instant) -> String {
    format!(
        "yucan head 1\nsize {size}\nroot {}\nat {}\n",
        hex::encode(&root),
        at.0
    )
}
