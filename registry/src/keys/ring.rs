//! What a key file says: a line a key, each with its use and version.
//!
//! ```text
//! yucan keys 1
//! wrapping 1 <64 hexadecimal digits>
//! wrapping 2 <64 hexadecimal digits>
//! passing 1 <64 hexadecimal digits>
//! blind 1 <64 hexadecimal digits>
//! signing 1 <64 hexadecimal digits>
//! check <16 hexadecimal digits>
//! ```
//!
//! The last line is the start of a SHA-256 over those before it: a file that was cut short or copied by hand with a
//! slip is noticed before anything is sealed with it.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::{Chance, KeyFault, wrapped::WrappingKey};
use crate::{hex, vault::KEY_BYTES};

const FIRST_LINE: &str = "yucan keys 1";
const CHECK_BYTES: usize = 8;

/// Wrapping keys a file may hold; a rotation a month fills it in twenty years.
pub(super) const WRAPPING_KEYS_LIMIT: usize = 256;

/// The keys of one file.
pub(super) struct Ring {
    /// Oldest first: the last writes, all read. Never empty.
    pub(super) wrapping: Vec<WrappingKey>,
    pub(super) passing: Zeroizing<[u8; KEY_BYTES]>,
    pub(super) blind: Zeroizing<[u8; KEY_BYTES]>,
    pub(super) signing: Zeroizing<[u8; KEY_BYTES]>,
}

impl Ring {
    /// All new.
    pub(super) fn new(chance: &dyn Chance) -> Ring {
        Ring {
            wrapping: vec![WrappingKey {
                id: 1,
                key: draw(chance),
            }],
            passing: draw(chance),
            blind: draw(chance),
            signing: draw(chance),
        }
    }

    /// Adds a wrapping key, which writes from now on; its id.
    pub(super) fn add(&mut self, chance: &dyn Chance) -> Result<u32, KeyFault> {
        let newest = self.newest().id;
        let id = newest.checked_add(1).ok_or(KeyFault::Full)?;
        if self.wrapping.len() >= WRAPPING_KEYS_LIMIT {
            return Err(KeyFault::Full);
        }
        self.wrapping.push(WrappingKey {
            id,
            key: draw(chance),
        });
        Ok(id)
    }

    /// The wrapping key that writes.
    pub(super) fn newest(&self) -> &WrappingKey {
        self.wrapping
            .last()
            .expect("a ring is made with a wrapping key, and the newest stays")
    }

    /// The wrapping key of that id.
    pub(super) fn wrapping(&self, id: u32) -> Option<&WrappingKey> {
        self.wrapping.iter().find(|key| key.id == id)
    }

    /// The file's text.
    pub(super) fn text(&self) -> Zeroizing<String> {
        // room for all of it at once: a text that grows leaves copies of itself behind
        let lines = self.wrapping.len() + 5;
        let mut text = Zeroizing::new(String::with_capacity(lines * 96));
        let _ = writeln!(*text, "{FIRST_LINE}");
        for key in &self.wrapping {
            line(&mut text, "wrapping", key.id, &key.key);
        }
        line(&mut text, "passing", 1, &self.passing);
        line(&mut text, "blind", 1, &self.blind);
        line(&mut text, "signing", 1, &self.signing);
        let check = check(&text);
        let _ = writeln!(*text, "check {check}");
        text
    }

    /// Reads [`Ring::text`]; the number of the first line at fault.
    pub(super) fn parse(text: &str) -> Result<Ring, usize> {
        let body = text.strip_suffix('\n').ok_or(1_usize)?;
        let (_, last) = body.rsplit_once('\n').ok_or(1_usize)?;
        let lines = body.split('\n').count();
        let checked = &text[..text.len() - last.len() - 1];
        if last.strip_prefix("check ") != Some(check(checked).as_str()) {
            return Err(lines);
        }
        let mut wrapping: Vec<WrappingKey> = Vec::new();
        let (mut passing, mut blind, mut signing) = (None, None, None);
        for (number, line) in (1..).zip(checked.lines()) {
            if number == 1 {
                if line != FIRST_LINE {
                    return Err(number);
                }
                continue;
            }
            let mut words = line.split(' ');
            let (Some(purpose), Some(version), Some(digits), None) =
                (words.next(), words.next(), words.next(), words.next())
            else {
                return Err(number);
            };
            let id: u32 = version.parse().map_err(|_| number)?;
            let key = read(digits).ok_or(number)?;
            let place = match (purpose, id) {
                ("wrapping", _) => {
                    let is_newer = wrapping.last().is_none_or(|last| last.id < id);
                    if !is_newer || wrapping.len() == WRAPPING_KEYS_LIMIT {
                        return Err(number);
                    }
                    wrapping.push(WrappingKey { id, key });
                    continue;
                }
                ("passing", 1) => &mut passing,
                ("blind", 1) => &mut blind,
                ("signing", 1) => &mut signing,
                _ => return Err(number),
            };
            if place.replace(key).is_some() {
                return Err(number);
            }
        }
        if wrapping.is_empty() {
            return Err(lines);
        }
        Ok(Ring {
            wrapping,
            passing: passing.ok_or(lines)?,
            blind: blind.ok_or(lines)?,
            signing: signing.ok_or(lines)?,
        })
    }
}

fn draw(chance: &dyn Chance) -> Zeroizing<[u8; KEY_BYTES]> {
    let mut key = Zeroizing::new([0; KEY_BYTES]);
    chance.fill(key.as_mut_slice());
    key
}

fn line(text: &mut String, purpose: &str, id: u32, key: &[u8; KEY_BYTES]) {
    let digits = Zeroizing::new(hex::encode(key));
    let _ = writeln!(text, "{purpose} {id} {}", *digits);
}

fn read(digits: &str) -> Option<Zeroizing<[u8; KEY_BYTES]>> {
    let bytes = Zeroizing::new(hex::decode(digits)?);
    let mut key = Zeroizing::new([0; KEY_BYTES]);
    if bytes.len() != KEY_BYTES {
        return None;
    }
    key.copy_from_slice(&bytes);
    Some(key)
}

fn check(text: &str) -> String {
    hex::encode(&Sha256::digest(text)[..CHECK_BYTES])
}

#[cfg(test)]
mod tests {
    use super::Ring;
    use crate::keys::chance::Counted;

    #[test]
    fn a_ring_is_read_as_it_was_written() {
        let mut ring = Ring::new(&Counted::from(1));
        ring.add(&Counted::from(2)).unwrap();
        let text = ring.text();
        assert_eq!(Ring::parse(&text).map(|ring| ring.text()), Ok(text));
    }

    #[test]
    fn a_file_that_was_cut_or_changed_anywhere_is_refused() {
        let text = Ring::new(&Counted::from(1)).text().to_string();
        for end in 0..text.len() {
            assert!(Ring::parse(&text[..end]).is_err(), "cut at {end}");
        }
        for place in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[place] ^= 1;
            let Ok(changed) = String::from_utf8(bytes) else {
                continue;
            };
            assert!(Ring::parse(&changed).is_err(), "changed at {place}");
        }
    }
}
