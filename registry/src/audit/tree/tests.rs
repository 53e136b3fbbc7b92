//! Against the tree as RFC 9162 defines it, written as plainly as it can be, for every size to 130; against the picture
//! of its §2.1.5; and against the roots that every implementation of Certificate Transparency is tested with.

use std::{cell::RefCell, collections::HashMap, ops::Range};

use sha2::{Digest, Sha256};

use super::{Hash, Span, consistency, fold, inclusion, verify_consistency, verify_inclusion};
use crate::{audit::leaf::node_hash, hex};

fn leaf(bytes: &[u8]) -> Hash {
    Sha256::new()
        .chain_update([0])
        .chain_update(bytes)
        .finalize()
        .into()
}

/// The tree as §2.1 defines it, over the first so many leaves. It remembers roots, or a hundred and thirty trees would
/// take long.
struct Naive {
    leaves: Vec<Hash>,
    roots: RefCell<HashMap<Range<usize>, Hash>>,
}

impl Naive {
    fn over(leaves: Vec<Hash>) -> Naive {
        Naive {
            leaves,
            roots: RefCell::default(),
        }
    }

    fn of(count: u64) -> Naive {
        Naive::over((0..count).map(|one| leaf(&one.to_be_bytes())).collect())
    }

    /// MTH of §2.1.1.
    fn root(&self, range: Range<usize>) -> Hash {
        let known = self.roots.borrow().get(&range).copied();
        if let Some(root) = known {
            return root;
        }
        let root = match range.len() {
            0 => Sha256::digest(b"").into(),
            1 => self.leaves[range.start],
            _ => {
                let (left, right) = halves(&range);
                node_hash(self.root(left), self.root(right))
            }
        };
        self.roots.borrow_mut().insert(range, root);
        root
    }

    /// PATH of §2.1.3.1.
    fn path(&self, leaf: usize, range: Range<usize>) -> Vec<Hash> {
        if range.len() == 1 {
            return Vec::new();
        }
        let (left, right) = halves(&range);
        let (inside, outside) = if left.contains(&leaf) {
            (left, right)
        } else {
            (right, left)
        };
        let mut path = self.path(leaf, inside);
        path.push(self.root(outside));
        path
    }

    /// SUBPROOF of §2.1.4.1.
    fn proof(&self, old: usize, range: Range<usize>, is_left_edge: bool) -> Vec<Hash> {
        if old == range.end {
            return if is_left_edge {
                Vec::new()
            } else {
                vec![self.root(range)]
            };
        }
        let (left, right) = halves(&range);
        let (mut proof, outside) = if old <= left.end {
            (self.proof(old, left, is_left_edge), right)
        } else {
            (self.proof(old, right, false), left)
        };
        proof.push(self.root(outside));
        proof
    }

    /// A span's hash, from its complete subtrees alone.
    fn look_up(&self, span: Span) -> Hash {
        let node = |(level, place): (u8, u64)| {
            let from = usize::try_from(place << level).unwrap();
            self.root(from..from + (1 << level))
        };
        fold(&span.nodes().into_iter().map(node).collect::<Vec<_>>())
    }

    fn look_up_all(&self, spans: Option<Vec<Span>>) -> Vec<Hash> {
        let spans = spans.unwrap();
        spans.into_iter().map(|span| self.look_up(span)).collect()
    }
}

fn halves(range: &Range<usize>) -> (Range<usize>, Range<usize>) {
    let middle = range.start + range.len().next_power_of_two() / 2;
    (range.start..middle, middle..range.end)
}

fn changed(proof: &[Hash]) -> Vec<Vec<Hash>> {
    let mut others = vec![[proof, &[[0; 32]]].concat()];
    if let Some((_, shorter)) = proof.split_last() {
        others.push(shorter.to_vec());
    }
    others.extend((0..proof.len()).map(|place| {
        let mut other = proof.to_vec();
        other[place][31] ^= 1;
        other
    }));
    others
}

#[test]
fn roots_and_inclusion_are_as_defined_for_all_sizes_to_130() {
    let naive = Naive::of(130);
    for size in 1..=130 {
        let all = 0..usize::try_from(size).unwrap();
        let root = naive.look_up(Span { from: 0, to: size });
        assert_eq!(root, naive.root(all.clone()), "{size}");
        for (place, leaf) in (0..size).zip(&naive.leaves) {
            let proof = naive.look_up_all(inclusion(place, size));
            let at = usize::try_from(place).unwrap();
            assert_eq!(proof, naive.path(at, all.clone()), "{place} of {size}");
            assert!(verify_inclusion(*leaf, place, size, &proof, root));
            assert!(!verify_inclusion([0; 32], place, size, &proof, root));
            assert!(!verify_inclusion(*leaf, place, size, &proof, [0; 32]));
            assert!(!verify_inclusion(*leaf, place + size, size, &proof, root));
            if size > 1 {
                let elsewhere = (place + 1) % size;
                assert!(!verify_inclusion(*leaf, elsewhere, size, &proof, root));
            }
            for other in changed(&proof) {
                assert!(!verify_inclusion(*leaf, place, size, &other, root));
            }
        }
        assert_eq!(inclusion(size, size), None);
    }
}

#[test]
fn consistency_is_as_defined_for_all_pairs_of_sizes_to_130() {
    let naive = Naive::of(130);
    for new in 1..=130 {
        let all = 0..usize::try_from(new).unwrap();
        let new_root = naive.root(all.clone());
        for old in 1..=new {
            let at = usize::try_from(old).unwrap();
            let old_root = naive.root(0..at);
            let proof = naive.look_up_all(consistency(old, new));
            let defined = naive.proof(at, all.clone(), true);
            assert_eq!(proof, defined, "{old} of {new}");
            assert!(verify_consistency(old, new, &proof, old_root, new_root));
            assert!(!verify_consistency(old, new, &proof, [0; 32], new_root));
            assert!(!verify_consistency(old, new, &proof, old_root, [0; 32]));
            for other in changed(&proof) {
                assert!(!verify_consistency(old, new, &other, old_root, new_root));
            }
        }
        assert_eq!(consistency(0, new), None);
        assert_eq!(consistency(new + 1, new), None);
    }
}

#[test]
fn the_tree_of_seven_has_the_proofs_of_the_rfcs_picture() {
    let naive = Naive::of(7);
    let [a, b, c, d, e, f, j] = <[Hash; 7]>::try_from(naive.leaves.clone()).unwrap();
    let (g, h, i) = (node_hash(a, b), node_hash(c, d), node_hash(e, f));
    let (k, l) = (node_hash(g, h), node_hash(i, j));
    let path = |leaf| naive.look_up_all(inclusion(leaf, 7));
    assert_eq!(path(0), [b, h, l]);
    assert_eq!(path(3), [c, g, l]);
    assert_eq!(path(4), [f, j, k]);
    assert_eq!(path(6), [i, k]);
    let proof = |old| naive.look_up_all(consistency(old, 7));
    assert_eq!(proof(3), [c, d, g, l]);
    assert_eq!(proof(4), [l]);
    assert_eq!(proof(6), [i, j, k]);
}

#[test]
fn roots_are_those_of_certificate_transparency() {
    const LEAVES: [&str; 8] = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ];
    const ROOTS: [&str; 9] = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];
    let leaves = LEAVES.iter().map(|text| leaf(&hex::decode(text).unwrap()));
    let naive = Naive::over(leaves.collect());
    for (size, root) in ROOTS.iter().enumerate() {
        let span = Span {
            from: 0,
            to: size as u64,
        };
        assert_eq!(hex::encode(&naive.look_up(span)), *root, "{size}");
    }
}
