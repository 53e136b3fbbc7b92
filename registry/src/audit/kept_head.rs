//! A signed head as it is kept elsewhere: printed, mailed, in a file that grows by one each day.
//!
//! ```text
//! yucan head 1
//! size 96
//! root 9f86d0…
//! at 1795312800000
//! key 1a2b3c4d
//! signature 5e884898…
//! ```
//!
//! The first four lines are what is signed, word for word, so that any program that knows Ed25519 can check it.

use super::{PublicKey, SIGNATURE_BYTES, head_text};
use crate::{hex, instant::Instant, store::Head};

/// Longer than many years of days: a file of kept heads is not read further.
pub const KEPT_HEADS_LIMIT_BYTES: u64 = 16 << 20;

const FIRST_LINE: &str = "yucan head 1";

/// A head, and by [`PublicKey::id`] which key signed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptHead {
    /// The head.
    pub head: Head,
    /// Which key.
    pub key: String,
}

/// A head that does not read, by the line of the text at which it begins, from 1. Without any head, line 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {0}: this is no signed head, or not all of it")]
pub struct Unreadable(pub usize);

impl KeptHead {
    /// What is printed; [`KeptHead::read`] reads it.
    pub fn text(&self) -> String {
        let head = &self.head;
        format!(
            "{}key {}\nsignature {}\n",
            head_text(head.size, head.root, head.at),
            self.key,
            hex::encode(&head.signature)
        )
    }

    /// Every head in a text, one after the other. What stands between them, such as the lines of a letter, is passed over.
    pub fn read(text: &str) -> Result<Vec<KeptHead>, Unreadable> {
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        let begins = |line: &&str| line.eq_ignore_ascii_case(FIRST_LINE);
        let heads: Result<Vec<KeptHead>, Unreadable> = (1..)
            .zip(&lines)
            .filter(|(_, line)| begins(line))
            .map(|(number, _)| {
                let behind = &lines[number..];
                let own = behind.iter().position(begins).unwrap_or(behind.len());
                one(&behind[..own]).ok_or(Unreadable(number))
            })
            .collect();
        heads.and_then(|heads| match heads.is_empty() {
            true => Err(Unreadable(1)),
            false => Ok(heads),
        })
    }

    /// Is it signed with this key?
    pub fn is_signed(&self, key: &PublicKey) -> bool {
        key.verify_head(&self.head)
    }
}

/// One head, from the lines behind its first. Of two lines with one label the first is meant: the rest is the letter's.
fn one(lines: &[&str]) -> Option<KeptHead> {
    let value = |label: &str| {
        lines.iter().find_map(|line| {
            let (found, value) = line.split_once(char::is_whitespace)?;
            found.eq_ignore_ascii_case(label).then(|| value.trim())
        })
    };
    let signature = hex::decode(value("signature")?)?;
    let head = Head {
        size: value("size")?.parse().ok()?,
        root: hex::decode_32(value("root")?)?,
        at: Instant(value("at")?.parse().ok()?),
        signature,
    };
    (head.signature.len() == SIGNATURE_BYTES).then_some(KeptHead {
        head,
        key: value("key")?.to_ascii_lowercase(),
    })
}

#[cfg(test)]
mod tests {
    use super::{KeptHead, Unreadable};
    use crate::{audit::head_text, instant::Instant, keys::KeyService as _, sample, store::Head};

    fn kept(size: u64) -> (KeptHead, crate::audit::PublicKey) {
        let (_folder, keys) = sample::keys(5);
        let (root, at) = ([7; 32], Instant(1_795_312_800_000));
        let signature = keys.sign_text(&head_text(size, root, at)).to_vec();
        let head = Head {
            size,
            root,
            at,
            signature,
        };
        let key = keys.public_key();
        (
            KeptHead {
                head,
                key: key.id(),
            },
            key,
        )
    }

    #[test]
    fn heads_come_back_from_their_text_and_from_a_letter() {
        let ((one, key), (two, _)) = (kept(9), kept(12));
        let letter = format!(
            "Monday\n\n{}\nsize of the disk 3\nTuesday\r\n{}",
            one.text(),
            two.text().replace('\n', "\r\n").to_uppercase()
        );
        assert_eq!(KeptHead::read(&letter), Ok(vec![one.clone(), two]));
        assert!(one.is_signed(&key));
        assert!(one.text().starts_with("yucan head 1\nsize 9\nroot 0707"));
    }

    #[test]
    fn what_is_cut_or_changed_is_refused_or_not_signed() {
        let (one, key) = kept(9);
        let text = one.text();
        for lines in 0..text.lines().count() {
            let cut: Vec<&str> = text.lines().take(lines).collect();
            assert_eq!(KeptHead::read(&cut.join("\n")), Err(Unreadable(1)));
        }
        let changed = text.replace("size 9", "size 8");
        let read = KeptHead::read(&changed).unwrap();
        assert!(!read[0].is_signed(&key));
        let second = format!("{text}yucan head 1\nsize 3\n");
        assert_eq!(KeptHead::read(&second), Err(Unreadable(7)));
    }
}
