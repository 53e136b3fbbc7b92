//! Changes that somebody with the whole database, but without the keys, could make.

use crate::{
    audit::leaf::leaf_hash,
    entry::SenderKey,
    family::FamilyId,
    keys::{Chance as _, chance::Counted},
    sample::Sample,
    shelf::Kept,
};

/// How many kinds of change there are.
pub const KINDS: usize = 19;

/// What was done.
#[derive(Debug)]
pub struct Done {
    pub kind: usize,
    /// A leaf that the report must name, alone or in a range…
    pub leaf: u64,
    /// …no wider than this.
    pub width: u64,
}

struct Dice(Counted);

impl Dice {
    fn below(&self, limit: usize) -> usize {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        (u64::from_be_bytes(bytes) % limit as u64) as usize
    }
}

/// One change, by the seed.
pub fn change(kept: &mut Kept, gone: FamilyId, sample: &Sample, seed: u64) -> Done {
    let dice = Dice(Counted::from(seed + 5000));
    let kind = dice.below(KINDS);
    let count = kept.entries.len();
    let at = dice.below(count);
    let family = kept.entries[at].family;
    let last_of = |kept: &Kept, family: FamilyId| {
        let mut leaves = kept.entries.iter().filter(|entry| entry.family == family);
        leaves.next_back().unwrap().leaf
    };
    let first_of = |kept: &Kept, family: FamilyId| {
        let mut leaves = kept.entries.iter().filter(|entry| entry.family == family);
        leaves.next().unwrap().leaf
    };
    let of_living = sample.families[dice.below(sample.families.len())];
    let bit = 1 << dice.below(8);
    let (mut leaf, mut width) = (at as u64, 1);
    match kind {
        // a row is changed
        0 => {
            let byte = dice.below(kept.entries[at].body.len());
            kept.entries[at].body[byte] ^= bit;
        }
        1 => kept.entries[at].at.0 += 1 + dice.below(1000) as i64,
        2 => kept.entries[at].kind.push('x'),
        3 => kept.entries[at].key = SenderKey([200; 16]),
        4 => kept.entries[at].family = FamilyId([dice.below(50) as u8 + 150; 16]),
        5 => kept.entries[at].place += 1 + dice.below(5) as u32,
        // a row goes
        6 => {
            kept.entries.remove(at);
        }
        // a row goes, and those behind it close up
        7 => {
            kept.entries.remove(at);
            for (leaf, entry) in (0..).zip(&mut kept.entries) {
                entry.leaf = leaf;
            }
        }
        // a row comes between
        8 => {
            let mut entry = kept.entries[at].clone();
            entry.body[20] ^= bit;
            kept.entries.insert(at, entry);
            for (leaf, entry) in (0..).zip(&mut kept.entries) {
                entry.leaf = leaf;
            }
        }
        // the end is cut off
        9 => {
            kept.entries.truncate(at);
            width = (count - at) as u64;
        }
        // two bodies are exchanged
        10 => {
            let other = (at + 1 + dice.below(count - 1)) % count;
            let body = kept.entries[at].body.clone();
            kept.entries[at].body = std::mem::replace(&mut kept.entries[other].body, body);
            leaf = at.min(other) as u64;
        }
        // the tree is changed, or made to fit
        11 => {
            let mut nodes: Vec<_> = kept.nodes.keys().copied().collect();
            nodes.sort_unstable();
            let node = nodes[dice.below(nodes.len())];
            kept.nodes.get_mut(&node).unwrap()[dice.below(32)] ^= bit;
            (leaf, width) = (node.1 << node.0, 1 << node.0);
        }
        12 => {
            let mut nodes: Vec<_> = kept.nodes.keys().copied().collect();
            nodes.sort_unstable();
            let node = nodes[dice.below(nodes.len())];
            kept.nodes.remove(&node);
            (leaf, width) = (node.1 << node.0, 1 << node.0);
        }
        13 => {
            kept.entries[at].at.0 += 1;
            let hash = leaf_hash(&kept.entries[at]);
            kept.nodes.insert((0, leaf), hash);
            // the last leaf of 37 has no node above it: the root tells, and not where
            width = if at == count - 1 { count as u64 } else { 2 };
        }
        // all of the tree is made again: a body tells where by itself, a time only that it happened
        14 => {
            kept.entries[at].at.0 += 1;
            kept.grow_nodes();
            width = count as u64;
        }
        15 => {
            let living = kept.entries.iter().filter(|entry| entry.family != gone);
            let leaves: Vec<u64> = living.map(|entry| entry.leaf).collect();
            leaf = leaves[dice.below(leaves.len())];
            kept.entries[leaf as usize].body[25] ^= bit;
            kept.grow_nodes();
        }
        // the head is changed: forged, it is named where it stands
        16 => {
            let head = kept.head.as_mut().unwrap();
            leaf = head.size;
            match dice.below(3) {
                0 => head.root[dice.below(32)] ^= bit,
                1 => head.at.0 += 1,
                _ => head.signature[dice.below(64)] ^= bit,
            }
        }
        // a family's key is changed, exchanged, lost, or comes back
        17 => {
            let other = sample.families[(usize::from(of_living.0[0])) % sample.families.len()];
            let new = match dice.below(3) {
                0 => None,
                1 => kept.keys[&other].clone(),
                _ => {
                    let mut key = kept.keys[&of_living].clone();
                    key.as_mut().unwrap()[dice.below(67)] ^= bit;
                    key
                }
            };
            leaf = match new {
                None => last_of(kept, of_living),
                Some(_) => first_of(kept, of_living),
            };
            kept.keys.insert(of_living, new);
        }
        _ => {
            if dice.below(2) == 0 {
                let key = kept.keys[&of_living].clone();
                kept.keys.insert(gone, key);
                leaf = last_of(kept, gone);
            } else {
                kept.keys.remove(&family);
                leaf = first_of(kept, family);
            }
        }
    }
    Done { kind, leaf, width }
}
