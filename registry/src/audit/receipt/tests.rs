use super::{Receipt, ReceiptFault};
use crate::{
    audit::{AuditFault, PublicKey, proof, tree},
    keys::KeyService as _,
    sample::{self, Sample},
    store::Store as _,
};

async fn issued(families: u8) -> (Sample, Receipt) {
    let sample = Sample::of(families).await;
    let leaf = u64::from(families) * 2;
    let receipt = Receipt::issue(&sample.shelf, &*sample.keys, sample::number(1), leaf)
        .await
        .unwrap();
    (sample, receipt)
}

#[tokio::test]
async fn a_receipt_holds_by_itself_and_in_both_forms() {
    let (sample, receipt) = issued(20).await;
    let key = sample.keys.public_key();
    assert_eq!(receipt.verify(&key), Ok(()));
    assert_eq!(PublicKey::parse(&key.hex()), Some(key));
    let json = receipt.json();
    assert_eq!(Receipt::from_json(&json), Ok(receipt.clone()));
    let paper = receipt.paper();
    assert_eq!(Receipt::from_paper(&paper), Ok(receipt.clone()));
    let typed = paper
        .to_uppercase()
        .replace(' ', "  ")
        .replace('\n', "\r\n");
    assert_eq!(Receipt::from_paper(&typed), Ok(receipt.clone()));
    assert!(json.len() < 1000, "{}", json.len());
    assert!(paper.lines().all(|line| line.len() <= 78));
    // it names nobody
    for text in [json, paper] {
        assert!(!text.contains("110105") && !text.contains('林'));
    }
}

#[tokio::test]
async fn a_change_anywhere_is_noticed() {
    let (sample, receipt) = issued(20).await;
    let key = sample.keys.public_key();
    let paper = receipt.paper();
    for place in 0..paper.len() {
        let mut changed = paper.clone().into_bytes();
        // another digit, letter or blank, never the same one in another size
        changed[place] = match changed[place] {
            b'1' => b'2',
            _ => b'1',
        };
        let changed = String::from_utf8(changed).unwrap();
        let read = Receipt::from_paper(&changed);
        let is_noticed = read.is_err_and(|_| true)
            || Receipt::from_paper(&changed).is_ok_and(|other| other.verify(&key).is_err());
        assert!(is_noticed, "place {place}:\n{changed}");
    }
    let other = Receipt {
        number: sample::number(2),
        ..receipt.clone()
    };
    assert_eq!(other.verify(&key), Err(ReceiptFault::Signature));
    let (_folder, stranger) = sample::keys(7);
    let stranger = stranger.public_key();
    assert_eq!(receipt.verify(&stranger), Err(ReceiptFault::OtherKey));
    let dressed = Receipt {
        key: stranger.id(),
        ..receipt
    };
    assert_eq!(dressed.verify(&stranger), Err(ReceiptFault::Head));
}

#[tokio::test]
async fn the_head_of_a_receipt_shows_later_that_the_tree_only_grew() {
    let (mut sample, receipt) = issued(3).await;
    let family = sample.families[0];
    for _ in 0..4 {
        let looked = crate::entry::Event::TakenAlong;
        sample
            .act(family, crate::entry::Actor::Family, looked)
            .await;
    }
    let now = sample.shelf.head().await.unwrap().unwrap();
    let proof = proof::consistency(&sample.shelf, receipt.head.size, now.size)
        .await
        .unwrap();
    assert!(tree::verify_consistency(
        receipt.head.size,
        now.size,
        &proof,
        receipt.head.root,
        now.root
    ));
    let root = proof::root(&sample.shelf, receipt.head.size).await;
    assert_eq!(root, Ok(receipt.head.root));
}

#[tokio::test]
async fn there_is_no_receipt_before_there_is_a_head_over_it() {
    let (sample, _) = issued(2).await;
    let past = Receipt::issue(&sample.shelf, &*sample.keys, sample::number(1), 10).await;
    assert_eq!(past, Err(AuditFault::NotYet));
    sample.shelf.kept().nodes.remove(&(0, 1));
    let broken = Receipt::issue(&sample.shelf, &*sample.keys, sample::number(1), 1).await;
    let missing = AuditFault::NodeMissing { level: 0, place: 1 };
    assert_eq!(broken, Err(missing));
}

#[tokio::test]
async fn what_is_no_receipt_is_refused() {
    let (_sample, receipt) = issued(2).await;
    let (json, paper) = (receipt.json(), receipt.paper());
    for end in 0..json.len() {
        assert!(Receipt::from_json(&json[..end]).is_err());
    }
    for lines in 0..paper.lines().count() {
        let cut: Vec<&str> = paper.lines().take(lines).collect();
        assert!(Receipt::from_paper(&cut.join("\n")).is_err());
    }
    let long = " ".repeat(super::RECEIPT_LIMIT_BYTES + 1);
    assert!(Receipt::from_paper(&long).is_err());
    assert!(Receipt::from_json(&long).is_err());
    assert!(Receipt::from_json(&json.replace("\"receipt\":1", "\"receipt\":2")).is_err());
}
