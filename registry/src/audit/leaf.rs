//! An entry as a leaf of the tree, and two nodes as one.

use sha2::{Digest, Sha256};

use crate::store::KeptEntry;

/// A leaf's hash: SHA-256 over a zero byte and the entry's canonical bytes.
pub fn leaf_hash(entry: &KeptEntry) -> [u8; 32] {
    let length = |bytes: &[u8]| u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes();
    let kind = entry.kind.as_bytes();
    Sha256::new()
        .chain_update([0])
        .chain_update(b"yucan entry 1")
        .chain_update(entry.leaf.to_be_bytes())
        .chain_update(entry.family.0)
        .chain_update(entry.place.to_be_bytes())
        .chain_update(entry.at.0.to_be_bytes())
        .chain_update(entry.key.0)
        .chain_update(length(kind))
        .chain_update(kind)
        .chain_update(length(&entry.body))
        .chain_update(&entry.body)
        .finalize()
        .into()
}

/// A node's hash: SHA-256 over a one byte, the left and the right below it.
pub fn node_hash(left: [u8; 32], right: [u8; 32]) -> [u8; 32] {
    Sha256::new()
        .chain_update([1])
        .chain_update(left)
        .chain_update(right)
        .finalize()
        .into()
}
