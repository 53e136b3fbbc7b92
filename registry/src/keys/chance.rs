//! Chance, passed in: keys and nonces come from here and from nowhere else.

/// A source of random bytes that nobody can foretell.
pub trait Chance: Send + Sync {
    /// Fills all of it.
    fn fill(&self, bytes: &mut [u8]);
}

/// The operating system's.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemChance;

impl Chance for SystemChance {
    /// Panics where the system has no chance to give: a key or nonce made without it would be worse than an error
    /// page, and no caller could do anything about it.
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the system gives random bytes once it is started");
    }
}

/// Chance that is the same in every run, for tests alone.
#[cfg(test)]
pub(crate) struct Counted(std::sync::atomic::AtomicU64);

#[cfg(test)]
impl From<u64> for Counted {
    fn from(seed: u64) -> Counted {
        Counted(std::sync::atomic::AtomicU64::new(seed << 20))
    }
}

#[cfg(test)]
impl Chance for Counted {
    fn fill(&self, bytes: &mut [u8]) {
        use sha2::{Digest, Sha256};
        for chunk in bytes.chunks_mut(32) {
            let turn = self.0.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            let hash = Sha256::digest(turn.to_be_bytes());
            chunk.copy_from_slice(&hash[..chunk.len()]);
        }
    }
}
