//! Blind indexes (盲索引): a file is found by a number without the database knowing the number.
//!
//! Each value is made regular first and then hashed under a key of its own kind of number. Equal values have equal
//! hashes, and that is all a stolen database tells; whoever has the keys can try every number there is, so they lie
//! with the other keys and never in the database or its backup.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::{
    application::ApplicationNumber,
    derived::Index,
    vault::{KEY_BYTES, derive_key},
};

/// The keys of all blind indexes. `Debug` shows nothing.
pub struct BlindKeys {
    phone: Hmac<Sha256>,
    named_phone: Hmac<Sha256>,
    id_number: Hmac<Sha256>,
    provisional_number: Hmac<Sha256>,
    application_number: Hmac<Sha256>,
    names: Hmac<Sha256>,
}

impl BlindKeys {
    /// All of them, from the one in the key file.
    pub fn new(root: &[u8; KEY_BYTES]) -> BlindKeys {
        let keyed = |purpose: &str| {
            let mut key = Zeroizing::new([0; KEY_BYTES]);
            derive_key(root, purpose, &mut key);
            Hmac::new_from_slice(key.as_slice()).expect("HMAC takes a key of any length")
        };
        BlindKeys {
            phone: keyed("yucan blind phone"),
            named_phone: keyed("yucan blind named_phone"),
            id_number: keyed("yucan blind id_number"),
            provisional_number: keyed("yucan blind provisional_number"),
            application_number: keyed("yucan blind application_number"),
            names: keyed("yucan keyed names"),
        }
    }

    /// The blind value of a number as people write it.
    pub fn blind(&self, index: Index, value: &str) -> [u8; 32] {
        let key = match index {
            Index::Phone => &self.phone,
            Index::NamedPhone => &self.named_phone,
            Index::IdNumber => &self.id_number,
            Index::ProvisionalNumber => &self.provisional_number,
            Index::ApplicationNumber => &self.application_number,
        };
        let value = Zeroizing::new(regular(index, value));
        key.clone()
            .chain_update(value.as_bytes())
            .finalize()
            .into_bytes()
            .into()
    }

    /// A keyed hash of anything else that must not lie in the open: what a counter counts, a code's or a session's own
    /// name, a family in a log of one month. Another purpose is another hash; a purpose holds no NUL.
    pub fn name(&self, purpose: &str, value: &[u8]) -> [u8; 32] {
        self.names
            .clone()
            .chain_update(purpose.as_bytes())
            .chain_update([0])
            .chain_update(value)
            .finalize()
            .into_bytes()
            .into()
    }
}

impl fmt::Debug for BlindKeys {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("BlindKeys(…)")
    }
}

/// A number in the one way it is hashed. It judges nothing: what is no number becomes some text that is found by itself.
pub fn regular(index: Index, value: &str) -> String {
    match index {
        Index::Phone | Index::NamedPhone => value
            .chars()
            .map(narrow)
            .filter(char::is_ascii_digit)
            .collect(),
        Index::IdNumber => {
            let mut text: String = value
                .chars()
                .filter(|letter| !letter.is_whitespace())
                .map(narrow)
                .collect();
            if text.ends_with('x') {
                text.pop();
                text.push('X');
            }
            text
        }
        // only the blanks around it: twins may be told apart by X and x
        Index::ProvisionalNumber => value.trim().to_owned(),
        Index::ApplicationNumber => ApplicationNumber::parse(value.trim())
            .map_or_else(|| value.trim().to_owned(), |number| number.to_string()),
    }
}

/// Full-width digits and X, as a Chinese keyboard gives them, in their common form.
fn narrow(letter: char) -> char {
    match letter {
        '０'..='９' | 'Ｘ' | 'ｘ' => {
            char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter)
        }
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::{BlindKeys, regular};
    use crate::derived::Index;

    #[test]
    fn a_number_is_found_however_it_was_typed() {
        let rows = [
            (Index::IdNumber, "11010519491231002x", "11010519491231002X"),
            (
                Index::IdNumber,
                " 110105 19491231\u{3000}002Ｘ\n",
                "11010519491231002X",
            ),
            (
                Index::IdNumber,
                "１１０１０５１９４９１２３１００２ｘ",
                "11010519491231002X",
            ),
            (Index::Phone, "138 0013-8000", "13800138000"),
            (Index::Phone, "１３８００１３８０００", "13800138000"),
            (
                Index::ProvisionalNumber,
                " 110105194912310021B1\t",
                "110105194912310021B1",
            ),
        ];
        let keys = BlindKeys::new(&[1; 32]);
        for (index, typed, found) in rows {
            assert_eq!(regular(index, typed), found);
            assert_eq!(keys.blind(index, typed), keys.blind(index, found));
        }
    }

    #[test]
    fn two_twins_are_two() {
        let keys = BlindKeys::new(&[1; 32]);
        let twin = |number| keys.blind(Index::ProvisionalNumber, number);
        assert_ne!(twin("11010519491231002X"), twin("11010519491231002x"));
        assert_ne!(twin("1101 B"), twin("1101B"));
    }

    #[test]
    fn an_application_is_found_by_its_number_in_any_shape() {
        use crate::application::ApplicationNumber;
        let number = ApplicationNumber::from_chance([9; 9]).to_string();
        let keys = BlindKeys::new(&[1; 32]);
        let found = keys.blind(Index::ApplicationNumber, &number);
        for typed in [
            number.to_lowercase(),
            number.replace('-', ""),
            format!(" {number} "),
        ] {
            assert_eq!(keys.blind(Index::ApplicationNumber, &typed), found);
        }
    }

    #[test]
    fn every_index_and_every_purpose_has_a_key_of_its_own() {
        let keys = BlindKeys::new(&[1; 32]);
        let mut seen: Vec<[u8; 32]> = Index::ALL
            .iter()
            .map(|index| keys.blind(*index, "13800138000"))
            .collect();
        seen.push(keys.name("counter", b"13800138000"));
        seen.push(keys.name("code", b"13800138000"));
        seen.push(BlindKeys::new(&[2; 32]).blind(Index::Phone, "13800138000"));
        let all = seen.len();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), all);
        assert_eq!(format!("{keys:?}"), "BlindKeys(…)");
    }
}
