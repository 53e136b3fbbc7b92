//! Who signs the tree's heads.

use crate::{
    instant::Instant,
    keys::{Destroyed, ListFault},
};

/// Signs a head; the database calls it with each.
pub trait Signer: Send + Sync + 'static {
    /// The signature over size, root and time.
    fn sign(&self, size: u64, root: [u8; 32], at: Instant) -> Vec<u8>;

    /// Whether a family's wrapped key may be written now. Asked inside the batch that writes it, so that no key lands
    /// under a wrapping key after that was replaced: it would be lost when the old one is retired.
    fn may_begin(&self, _wrapped: &[u8]) -> bool {
        true
    }
    /// Writes down, durably, whose keys are about to be destroyed: apart from the database, so that a copy from before it
    /// has them destroyed again. Asked inside the batch that destroys, before it is made durable.
    fn list(&self, _destroyed: &[Destroyed]) -> Result<(), ListFault> {
        Ok(())
    }

    /// Takes that back: the batch did not happen.
    fn unlist(&self, _destroyed: &[Destroyed]) -> Result<(), ListFault> {
        Ok(())
    }
}
