//! What a family keeps (回执凭证): that its application is in the registry, and since when, in a form that can be
//! checked without the registry.

mod json;
mod paper;

use super::{AuditFault, PublicKey, SIGNATURE_BYTES, head_text, proof, tree};
use crate::{
    application::ApplicationNumber,
    hex,
    keys::KeyService,
    store::{Head, Store},
};

/// Longer than any receipt in either form: a receipt from outside is not read further.
pub const RECEIPT_LIMIT_BYTES: usize = 16 * 1024;

/// A receipt. It names nobody: a number, hashes, a time and two signatures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Which application.
    pub number: ApplicationNumber,
    /// The entry's hash, as it stands in the tree.
    pub digest: [u8; 32],
    /// Its place in the tree.
    pub leaf: u64,
    /// The hashes beside its way to the root, from below.
    pub proof: Vec<[u8; 32]>,
    /// The signed head it is under: kept by itself, it shows later whether the tree only grew.
    pub head: Head,
    /// The signature that binds the number to the entry: the hash of a sealed entry says nothing of it by itself.
    pub signature: [u8; SIGNATURE_BYTES],
    /// Which key signed, by [`PublicKey::id`].
    pub key: String,
}

/// What is wrong with a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptFault {
    /// It cannot be read: cut short, or a slip in copying.
    #[error("this is no receipt, or not all of it")]
    Unreadable,
    /// It was signed with another key.
    #[error("the receipt was signed with another key")]
    OtherKey,
    /// The head is not signed.
    #[error("the head of the tree is not signed")]
    Head,
    /// The number, the entry or its place is not what was signed.
    #[error("the receipt is not signed")]
    Signature,
    /// The entry is not under the head.
    #[error("the entry is not in the tree")]
    Proof,
}

impl Receipt {
    /// Makes one for the entry at `leaf`, under the newest head.
    pub async fn issue(
        store: &dyn Store,
        keys: &dyn KeyService,
        number: ApplicationNumber,
        leaf: u64,
    ) -> Result<Receipt, AuditFault> {
        let head = store.head().await?.ok_or(AuditFault::NotYet)?;
        if leaf >= head.size {
            return Err(AuditFault::NotYet);
        }
        let (digest, proof) = proof::inclusion(store, leaf, head.size).await?;
        let mut receipt = Receipt {
            number,
            digest,
            leaf,
            proof,
            head,
            signature: [0; SIGNATURE_BYTES],
            key: keys.public_key().id(),
        };
        receipt.signature = keys.sign_text(&receipt.signed_text());
        Ok(receipt)
    }

    /// Reads either form, as it was printed or as it was taken along.
    pub fn read(text: &str) -> Result<Receipt, ReceiptFault> {
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.starts_with('{') {
            Receipt::from_json(text)
        } else {
            Receipt::from_paper(text)
        }
    }

    /// Checks all of it, with nothing but the key that was published.
    pub fn verify(&self, key: &PublicKey) -> Result<(), ReceiptFault> {
        if self.key != key.id() {
            return Err(ReceiptFault::OtherKey);
        }
        if !key.verify_head(&self.head) {
            return Err(ReceiptFault::Head);
        }
        if !key.verify(&self.signed_text(), &self.signature) {
            return Err(ReceiptFault::Signature);
        }
        let is_in_tree = self.proof.len() <= tree::PROOF_LIMIT
            && tree::verify_inclusion(
                self.digest,
                self.leaf,
                self.head.size,
                &self.proof,
                self.head.root,
            );
        is_in_tree.then_some(()).ok_or(ReceiptFault::Proof)
    }

    fn signed_text(&self) -> String {
        format!(
            "yucan receipt 1\napplication {}\nleaf {}\ndigest {}\n{}",
            self.number,
            self.leaf,
            hex::encode(&self.digest),
            head_text(self.head.size, self.head.root, self.head.at)
        )
    }
}

#[cfg(test)]
mod tests;
