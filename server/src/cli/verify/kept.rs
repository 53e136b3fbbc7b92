//! What was kept elsewhere: heads that were printed, and receipts that families have.

use std::{
    fs::File,
    io::Read as _,
    path::{Path, PathBuf},
};

use registry::{
    audit::{
        KEPT_HEADS_LIMIT_BYTES, KeptHead, PublicKey, RECEIPT_LIMIT_BYTES, Receipt, ReceiptFault,
    },
    keys::{KeyFile, KeyService as _},
    store::{Head, Store},
    verify::{self, ReceiptChange},
};

use crate::cli::{Fault, Outcome};

/// Heads that were kept.
pub(super) struct KeptHeads {
    pub(super) heads: Vec<Head>,
    /// No where a file has none, or one that another key signed.
    pub(super) outcome: Outcome,
}

impl KeptHeads {
    /// Every head in these files. What does not read is told, and the rest is looked at all the same.
    pub(super) fn read(files: &[PathBuf], key: &PublicKey) -> Result<KeptHeads, Fault> {
        let mut heads = Vec::new();
        let mut outcome = Outcome::Done;
        let mut no = |file: &Path, why: &str| {
            eprintln!("yucan verify: {}: {why}", file.display());
            outcome = Outcome::SaidNo;
        };
        for file in files {
            let kept = match KeptHead::read(&read(file, KEPT_HEADS_LIMIT_BYTES)?) {
                Ok(kept) => kept,
                Err(fault) => {
                    no(file, &fault.to_string());
                    continue;
                }
            };
            let (ours, others): (Vec<_>, Vec<_>) =
                kept.into_iter().partition(|kept| kept.key == key.id());
            for other in others {
                let (size, key) = (other.head.size, other.key);
                no(
                    file,
                    &format!("the head over {size} leaves was signed with another key, {key}"),
                );
            }
            heads.extend(ours.into_iter().map(|kept| kept.head));
        }
        Ok(KeptHeads { heads, outcome })
    }
}

/// A receipt that a family kept, or why it does not read.
pub(super) struct KeptReceipt {
    file: PathBuf,
    pub(super) receipt: Result<Receipt, ReceiptFault>,
}

impl KeptReceipt {
    pub(super) fn read(files: &[PathBuf]) -> Result<Vec<KeptReceipt>, Fault> {
        let one = |file: &PathBuf| {
            let limit = u64::try_from(RECEIPT_LIMIT_BYTES).unwrap_or(u64::MAX);
            Ok(KeptReceipt {
                file: file.clone(),
                receipt: Receipt::read(&read(file, limit)?),
            })
        };
        files.iter().map(one).collect()
    }
}

/// Holds each receipt against its entry, and tells of each. No name, no number: a leaf and a file.
pub(super) async fn hold(
    store: &dyn Store,
    keys: &KeyFile,
    receipts: &[KeptReceipt],
) -> Result<Outcome, Fault> {
    let mut outcome = Outcome::Done;
    for kept in receipts {
        let file = kept.file.display();
        let fault = match &kept.receipt {
            Ok(receipt) => match verify::receipt(store, keys, receipt).await? {
                Ok(()) => {
                    let (leaf, size) = (receipt.leaf, receipt.head.size);
                    println!("{file}: the receipt holds; leaf {leaf}, under the head over {size}");
                    continue;
                }
                Err(ReceiptChange::Receipt(ReceiptFault::OtherKey)) => {
                    let (theirs, ours) = (&receipt.key, keys.public_key().id());
                    format!("the receipt was signed with another key, {theirs}; this one is {ours}")
                }
                Err(change) => change.to_string(),
            },
            Err(fault) => fault.to_string(),
        };
        eprintln!("yucan verify: {file}: {fault}");
        outcome = Outcome::SaidNo;
    }
    Ok(outcome)
}

/// A file's text, as far as the limit and a byte more, so that what is too long is seen to be.
fn read(file: &Path, limit_bytes: u64) -> Result<String, Fault> {
    let mut bytes = Vec::new();
    File::open(file)
        .and_then(|opened| opened.take(limit_bytes + 1).read_to_end(&mut bytes))
        .map_err(|error| Fault::File(file.to_owned(), error))?;
    // what is no text is no head and no receipt
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
