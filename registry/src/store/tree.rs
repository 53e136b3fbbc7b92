//! How the audit's tree grows: RFC 9162 §2.1 with the roots of its complete subtrees at hand, so that a new leaf costs
//! as many hashes as subtrees it completes, and the root one for each that stands.

use sha2::{Digest, Sha256};

use crate::{audit::leaf::node_hash, instant::Instant};

type Hash = [u8; 32];

/// The hash of one complete subtree: level (0 is a leaf), place in the level.
pub(super) type Node = ((u8, u64), Hash);

/// The tree as far as growing needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tree {
    /// How many leaves.
    pub size: u64,
    /// The roots of its complete subtrees, largest first.
    pub peaks: Vec<Hash>,
    /// When its newest head was signed.
    pub at: Instant,
}

impl Tree {
    /// Where the roots of a tree's complete subtrees stand, largest first.
    pub fn peak_places(size: u64) -> Vec<(u8, u64)> {
        (0..64u8)
            .rev()
            .filter(|level| size >> level & 1 == 1)
            .map(|level| (level, (size >> level) - 1))
            .collect()
    }

    /// One leaf more; each subtree that it completes is told, itself first.
    pub fn grow(&mut self, leaf: Hash, nodes: &mut Vec<Node>) {
        let mut level = 0u8;
        let mut hash = leaf;
        nodes.push(((level, self.size), hash));
        while self.size >> level & 1 == 1 {
            let left = self
                .peaks
                .pop()
                .expect("there is a peak for every set bit of the size");
            hash = node_hash(left, hash);
            level += 1;
            nodes.push(((level, self.size >> level), hash));
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// The hash over all of it.
    pub fn root(&self) -> Hash {
        let Some((last, before)) = self.peaks.split_last() else {
            return Sha256::digest(b"").into();
        };
        before
            .iter()
            .rev()
            .fold(*last, |right, left| node_hash(*left, right))
    }
}
