//! A receipt as lines for a paper: hexadecimal digits alone, since a scanner or a hand mistakes fewer of them, in
//! groups, none longer than 78 characters.

use std::fmt::Write as _;

use super::{RECEIPT_LIMIT_BYTES, Receipt, ReceiptFault};
use crate::{
    application::ApplicationNumber,
    audit::{SIGNATURE_BYTES, tree},
    hex,
    instant::Instant,
    store::Head,
};

const GROUP_DIGITS: usize = 16;
const LINE_DIGITS: usize = 64;

impl Receipt {
    /// A line a fact; a registry of a million entries has 34 lines.
    pub fn paper(&self) -> String {
        let mut text = String::new();
        let mut plain = |label: &str, value: &str| {
            let _ = writeln!(text, "{label:<9} {value}");
        };
        plain("receipt", "yucan 1");
        plain("number", &self.number.to_string());
        plain("leaf", &self.leaf.to_string());
        plain("size", &self.head.size.to_string());
        plain("at", &self.head.at.0.to_string());
        plain("key", &self.key);
        digits(&mut text, "digest", &self.digest);
        for hash in &self.proof {
            digits(&mut text, "proof", hash);
        }
        digits(&mut text, "root", &self.head.root);
        digits(&mut text, "head", &self.head.signature);
        digits(&mut text, "signature", &self.signature);
        text
    }

    /// Reads [`Receipt::paper`], however the blanks and the size of its letters came out. What else stands on the paper is
    /// passed over; a line whose label was misread is missed.
    pub fn from_paper(text: &str) -> Result<Receipt, ReceiptFault> {
        if text.len() > RECEIPT_LIMIT_BYTES {
            return Err(ReceiptFault::Unreadable);
        }
        let mut facts = Facts::default();
        for line in text.lines() {
            let mut words = line.split_whitespace();
            if let Some(label) = words.next() {
                facts.take(&label.to_ascii_lowercase(), &words.collect::<String>())?;
            }
        }
        facts.receipt().ok_or(ReceiptFault::Unreadable)
    }
}

fn digits(text: &mut String, label: &str, bytes: &[u8]) {
    let digits = hex::encode(bytes);
    for line in digits.as_bytes().chunks(LINE_DIGITS) {
        let _ = write!(text, "{label:<9}");
        for group in line.chunks(GROUP_DIGITS) {
            let _ = write!(text, " {}", String::from_utf8_lossy(group));
        }
        text.push('\n');
    }
}

/// What the lines said so far. Lines of one label follow each other as one.
#[derive(Default)]
struct Facts {
    is_ours: bool,
    number: Option<ApplicationNumber>,
    leaf: Option<u64>,
    size: Option<u64>,
    at: Option<i64>,
    key: String,
    digest: Vec<u8>,
    proof: Vec<u8>,
    root: Vec<u8>,
    head: Vec<u8>,
    signature: Vec<u8>,
}

impl Facts {
    fn take(&mut self, label: &str, value: &str) -> Result<(), ReceiptFault> {
        let bytes = match label {
            "digest" => &mut self.digest,
            "proof" => &mut self.proof,
            "root" => &mut self.root,
            "head" => &mut self.head,
            "signature" => &mut self.signature,
            _ => return self.take_plain(label, value),
        };
        bytes.extend(hex::decode(value).ok_or(ReceiptFault::Unreadable)?);
        Ok(())
    }

    fn take_plain(&mut self, label: &str, value: &str) -> Result<(), ReceiptFault> {
        let is_first = match label {
            "receipt" => {
                !std::mem::replace(&mut self.is_ours, value.eq_ignore_ascii_case("yucan1"))
            }
            "number" => {
                let number = ApplicationNumber::parse(value).ok_or(ReceiptFault::Unreadable)?;
                self.number.replace(number).is_none()
            }
            "leaf" => self.leaf.replace(whole(value)?).is_none(),
            "size" => self.size.replace(whole(value)?).is_none(),
            "at" => self.at.replace(whole(value)?).is_none(),
            "key" => std::mem::replace(&mut self.key, value.to_ascii_lowercase()).is_empty(),
            _ => true,
        };
        is_first.then_some(()).ok_or(ReceiptFault::Unreadable)
    }

    fn receipt(self) -> Option<Receipt> {
        let (proof, rest) = self.proof.as_chunks::<32>();
        let is_whole = self.is_ours
            && rest.is_empty()
            && proof.len() <= tree::PROOF_LIMIT
            && self.head.len() == SIGNATURE_BYTES
            && !self.key.is_empty();
        if !is_whole {
            return None;
        }
        Some(Receipt {
            number: self.number?,
            digest: self.digest.try_into().ok()?,
            leaf: self.leaf?,
            proof: proof.to_vec(),
            head: Head {
                size: self.size?,
                root: self.root.try_into().ok()?,
                at: Instant(self.at?),
                signature: self.head,
            },
            signature: self.signature.try_into().ok()?,
            key: self.key,
        })
    }
}

fn whole<N: std::str::FromStr>(text: &str) -> Result<N, ReceiptFault> {
    text.parse().map_err(|_| ReceiptFault::Unreadable)
}
