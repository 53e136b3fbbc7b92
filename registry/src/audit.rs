//! The audit (审计): every entry is a leaf of a Merkle tree as RFC 9162 has it, whose heads are signed.

pub mod head;
pub mod leaf;
