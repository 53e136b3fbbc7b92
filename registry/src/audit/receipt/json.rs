//! A receipt as a short JSON: for a code to scan, for taking one's data along.

use base64ct::{Base64UrlUnpadded, Encoding as _};
use serde::{Deserialize, Serialize};

use super::{RECEIPT_LIMIT_BYTES, Receipt, ReceiptFault};
use crate::{application::ApplicationNumber, audit::tree, instant::Instant, store::Head};

/// The wire form. Bytes are Base64 for URLs without padding; the proof's hashes follow each other in one text.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    receipt: u8,
    application: ApplicationNumber,
    leaf: u64,
    digest: String,
    proof: String,
    size: u64,
    root: String,
    at: Instant,
    head: String,
    signature: String,
    key: String,
}

impl Receipt {
    /// Some 500 bytes and 43 for each doubling of the registry.
    pub fn json(&self) -> String {
        let text = Base64UrlUnpadded::encode_string;
        let wire = Wire {
            receipt: 1,
            application: self.number.clone(),
            leaf: self.leaf,
            digest: text(&self.digest),
            proof: text(self.proof.as_flattened()),
            size: self.head.size,
            root: text(&self.head.root),
            at: self.head.at,
            head: text(&self.head.signature),
            signature: text(&self.signature),
            key: self.key.clone(),
        };
        serde_json::to_string(&wire).expect("texts and whole numbers are always JSON")
    }

    /// Reads [`Receipt::json`].
    pub fn from_json(json: &str) -> Result<Receipt, ReceiptFault> {
        if json.len() > RECEIPT_LIMIT_BYTES {
            return Err(ReceiptFault::Unreadable);
        }
        let wire: Wire = serde_json::from_str(json).map_err(|_| ReceiptFault::Unreadable)?;
        if wire.receipt != 1 {
            return Err(ReceiptFault::Unreadable);
        }
        let proof = bytes(&wire.proof)?;
        let (proof, rest) = proof.as_chunks::<32>();
        if !rest.is_empty() || proof.len() > tree::PROOF_LIMIT {
            return Err(ReceiptFault::Unreadable);
        }
        Ok(Receipt {
            number: wire.application,
            digest: array(&wire.digest)?,
            leaf: wire.leaf,
            proof: proof.to_vec(),
            head: Head {
                size: wire.size,
                root: array(&wire.root)?,
                at: wire.at,
                signature: bytes(&wire.head)?,
            },
            signature: array(&wire.signature)?,
            key: wire.key,
        })
    }
}

fn bytes(text: &str) -> Result<Vec<u8>, ReceiptFault> {
    Base64UrlUnpadded::decode_vec(text).map_err(|_| ReceiptFault::Unreadable)
}

fn array<const N: usize>(text: &str) -> Result<[u8; N], ReceiptFault> {
    bytes(text)?
        .try_into()
        .map_err(|_| ReceiptFault::Unreadable)
}
