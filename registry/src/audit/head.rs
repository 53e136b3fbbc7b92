//! Who signs the tree's heads.

use crate::instant::Instant;

/// Signs a head; the database calls it with each.
pub trait Signer: Send + Sync + 'static {
    /// The signature over size, root and time.
    fn sign(&self, size: u64, root: [u8; 32], at: Instant) -> Vec<u8>;
}
