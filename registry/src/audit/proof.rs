//! Roots and proofs out of the database's nodes: one question to it each.

use std::collections::HashMap;

use super::{
    AuditFault,
    tree::{self, Hash, Span},
};
use crate::store::Store;

/// The root over the first `size` leaves.
pub async fn root(store: &dyn Store, size: u64) -> Result<Hash, AuditFault> {
    if size == 0 {
        return Ok(tree::fold(&[]));
    }
    let hashes = hashes(store, &[Span { from: 0, to: size }], &[]).await?;
    hashes.first().copied().ok_or(AuditFault::NoSuchPlace)
}

/// A leaf's hash, and the proof that it is among the first `size`.
pub async fn inclusion(
    store: &dyn Store,
    leaf: u64,
    size: u64,
) -> Result<(Hash, Vec<Hash>), AuditFault> {
    let spans = tree::inclusion(leaf, size).ok_or(AuditFault::NoSuchPlace)?;
    let own = Span {
        from: leaf,
        to: leaf + 1,
    };
    let mut proof = hashes(store, &spans, &[own]).await?;
    let hash = proof.pop().ok_or(AuditFault::NoSuchPlace)?;
    Ok((hash, proof))
}

/// The proof that the first `old` leaves are how the first `new` began.
pub async fn consistency(store: &dyn Store, old: u64, new: u64) -> Result<Vec<Hash>, AuditFault> {
    let spans = tree::consistency(old, new).ok_or(AuditFault::NoSuchPlace)?;
    hashes(store, &spans, &[]).await
}

/// A hash for each span, `more` behind `spans`.
async fn hashes(store: &dyn Store, spans: &[Span], more: &[Span]) -> Result<Vec<Hash>, AuditFault> {
    let wanted: Vec<(u8, u64)> = spans
        .iter()
        .chain(more)
        .flat_map(|span| span.nodes())
        .collect();
    let kept: HashMap<(u8, u64), Hash> = store.nodes(wanted).await?.into_iter().collect();
    let hash = |span: &Span| {
        let nodes: Result<Vec<Hash>, AuditFault> = span
            .nodes()
            .into_iter()
            .map(|(level, place)| {
                kept.get(&(level, place))
                    .copied()
                    .ok_or(AuditFault::NodeMissing { level, place })
            })
            .collect();
        Ok(tree::fold(&nodes?))
    };
    spans.iter().chain(more).map(hash).collect()
}
