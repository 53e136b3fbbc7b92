//! The audit (审计): every entry is a leaf of a Merkle tree as RFC 9162 has it, whose heads are signed.
//!
//! Whoever keeps one signed head can tell later whether anything before it was changed, taken out or put in between; a
//! family keeps one on its [`Receipt`], with the proof that its own entry is in it. A leaf is a hash over sealed bytes,
//! so the tree still holds when a family's key is destroyed. Nothing here writes: nodes and heads are the database's.

pub mod head;
mod kept_head;
pub mod leaf;
pub mod proof;
pub mod receipt;
mod signature;
pub mod tree;

pub use kept_head::{KEPT_HEADS_LIMIT_BYTES, KeptHead, Unreadable};
pub use receipt::{RECEIPT_LIMIT_BYTES, Receipt, ReceiptFault};
pub use signature::{PublicKey, SIGNATURE_BYTES, head_text};

use crate::store::StoreFault;

/// Why a proof could not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AuditFault {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreFault),
    /// No signed head reaches that leaf yet; a moment later one does.
    #[error("the entry is not under a signed head yet")]
    NotYet,
    /// There is no such leaf or no tree of such a size.
    #[error("the tree has no such place")]
    NoSuchPlace,
    /// A node of the tree is not there.
    #[error("node {place} of level {level} is missing from the tree")]
    NodeMissing {
        /// 0 is a leaf.
        level: u8,
        /// Its place in the level.
        place: u64,
    },
}
