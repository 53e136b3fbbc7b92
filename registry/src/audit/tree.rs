//! RFC 9162 §2.1: which parts of the tree a proof is made of, and whether a proof holds. Pure; the hashes are looked up
//! by [`super::proof`].

use sha2::{Digest, Sha256};

use super::leaf::node_hash;

/// A hash in the tree.
pub type Hash = [u8; 32];

/// Hashes in a proof, at most: a tree of 2^64 leaves has no longer path.
pub const PROOF_LIMIT: usize = 64;

/// Leaves `from..to` of a tree, as one of RFC 9162's subtrees: never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first leaf.
    pub from: u64,
    /// Behind the last leaf.
    pub to: u64,
}

impl Span {
    /// The complete subtrees it consists of, largest first: level (0 is a leaf) and place in the level. These are what
    /// the database keeps.
    pub fn nodes(self) -> Vec<(u8, u64)> {
        let mut nodes = Vec::new();
        let mut from = self.from;
        while from < self.to {
            let aligned = from.trailing_zeros().min(63);
            let level = aligned.min((self.to - from).ilog2());
            // a level is at most 63
            nodes.push((u8::try_from(level).unwrap_or(63), from >> level));
            from += 1 << level;
        }
        nodes
    }

    /// Where it parts: the largest power of two that is smaller than its length.
    fn split(self) -> u64 {
        let length = self.to - self.from;
        self.from + (1 << (length - 1).ilog2())
    }
}

/// The hash over complete subtrees that follow each other: the root of the whole they make. Without any, the root of
/// the empty tree.
pub fn fold(hashes: &[Hash]) -> Hash {
    let Some((last, before)) = hashes.split_last() else {
        return Sha256::digest(b"").into();
    };
    before
        .iter()
        .rev()
        .fold(*last, |right, left| node_hash(*left, right))
}

/// The subtrees whose hashes prove that a leaf is in the first `size`; none where there is no such leaf.
pub fn inclusion(leaf: u64, size: u64) -> Option<Vec<Span>> {
    if leaf >= size {
        return None;
    }
    let mut path = Vec::new();
    let mut span = Span { from: 0, to: size };
    while span.to - span.from > 1 {
        let middle = span.split();
        let (left, right) = (
            Span { to: middle, ..span },
            Span {
                from: middle,
                ..span
            },
        );
        let (inside, outside) = if leaf < middle {
            (left, right)
        } else {
            (right, left)
        };
        path.push(outside);
        span = inside;
    }
    path.reverse();
    Some(path)
}

/// The subtrees whose hashes prove that the first `old` leaves of the first `new` are the same; none where `old` is
/// nothing or more than `new`.
pub fn consistency(old: u64, new: u64) -> Option<Vec<Span>> {
    if old == 0 || old > new {
        return None;
    }
    let mut path = Vec::new();
    let mut span = Span { from: 0, to: new };
    let mut is_left_edge = true;
    while span.to != old {
        let middle = span.split();
        if old <= middle {
            path.push(Span {
                from: middle,
                ..span
            });
            span.to = middle;
        } else {
            path.push(Span { to: middle, ..span });
            span.from = middle;
            is_left_edge = false;
        }
    }
    if !is_left_edge {
        path.push(span);
    }
    path.reverse();
    Some(path)
}

/// Does the proof show that a leaf of this hash stands at `leaf` under `root`, the root over `size` leaves? (§2.1.3.2)
pub fn verify_inclusion(hash: Hash, leaf: u64, size: u64, proof: &[Hash], root: Hash) -> bool {
    if leaf >= size {
        return false;
    }
    let (mut node, mut last, mut reached) = (leaf, size - 1, hash);
    for sibling in proof {
        if last == 0 {
            return false;
        }
        if node & 1 == 1 || node == last {
            reached = node_hash(*sibling, reached);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            reached = node_hash(reached, *sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    last == 0 && reached == root
}

/// Does the proof show that the tree of `old` leaves with `old_root` is how the one of `new` leaves began? (§2.1.4.2)
pub fn verify_consistency(
    old: u64,
    new: u64,
    proof: &[Hash],
    old_root: Hash,
    new_root: Hash,
) -> bool {
    if old == 0 || old > new {
        return false;
    }
    if old == new {
        return proof.is_empty() && old_root == new_root;
    }
    let (mut node, mut last) = (old - 1, new - 1);
    while node & 1 == 1 {
        node >>= 1;
        last >>= 1;
    }
    // a complete old tree is a node of the new one, and its root is left out of the proof
    let (start, rest) = match proof.split_first() {
        None => return false,
        Some(_) if old.is_power_of_two() => (old_root, proof),
        Some((first, rest)) => (*first, rest),
    };
    let (mut reached_old, mut reached_new) = (start, start);
    for sibling in rest {
        if last == 0 {
            return false;
        }
        if node & 1 == 1 || node == last {
            reached_old = node_hash(*sibling, reached_old);
            reached_new = node_hash(*sibling, reached_new);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            reached_new = node_hash(reached_new, *sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    last == 0 && reached_old == old_root && reached_new == new_root
}

#[cfg(test)]
mod tests;
