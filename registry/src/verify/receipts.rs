//! A family's receipt against today's registry: that it holds by itself, and that the entry it is for stands at its leaf
//! as it did then. That the tree only grew since is told by its head, which is one kept elsewhere like any other.

use crate::{
    audit::{Receipt, ReceiptFault, leaf::leaf_hash},
    entry::Event,
    file::File,
    keys::KeyService,
    store::{Store, StoreFault},
};

/// What is wrong with a receipt, or with what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptChange {
    /// The receipt itself does not hold.
    #[error(transparent)]
    Receipt(#[from] ReceiptFault),
    /// There is no entry at its leaf any more.
    #[error("the receipt holds, and its entry, leaf {0}, is missing from the registry")]
    EntryMissing(u64),
    /// Another entry stands there.
    #[error("the receipt holds, and its entry, leaf {0}, is another in the registry")]
    EntryChanged(u64),
    /// The entry is about another application.
    #[error("the receipt holds, and its entry, leaf {0}, is about another application")]
    OtherNumber(u64),
}

/// Looks whether a receipt holds, and whether its entry is still the one that it was given for. Of a destroyed file the
/// signature alone says which application it was.
pub async fn receipt(
    store: &dyn Store,
    keys: &dyn KeyService,
    receipt: &Receipt,
) -> Result<Result<(), ReceiptChange>, StoreFault> {
    if let Err(fault) = receipt.verify(&keys.public_key()) {
        return Ok(Err(fault.into()));
    }
    let leaf = receipt.leaf;
    let entries = store.entries(leaf, 1).await?;
    let Some(entry) = entries.first().filter(|entry| entry.leaf == leaf) else {
        return Ok(Err(ReceiptChange::EntryMissing(leaf)));
    };
    if leaf_hash(entry) != receipt.digest {
        return Ok(Err(ReceiptChange::EntryChanged(leaf)));
    }
    let Some(kept) = store.file(entry.family).await? else {
        return Ok(Ok(()));
    };
    let opened = File::open(keys, entry.family, &kept).await;
    let Ok(Some(file)) = opened else {
        // what does not open is told of the file itself
        return Ok(Ok(()));
    };
    let mut entries = file.entries.iter();
    let is_for_it = entries.any(|entry| match &entry.event {
        Event::Sent(sent) | Event::Mended(sent) => {
            entry.leaf == Some(leaf) && sent.number == receipt.number
        }
        _ => false,
    });
    let other = ReceiptChange::OtherNumber(leaf);
    Ok(is_for_it.then_some(()).ok_or(other))
}
