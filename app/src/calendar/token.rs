//! What the address of a calendar file says: which calendar it is, how often it was changed, and the check's query.
//! Absent: personal data, a signature (it opens nothing that the query alone would not), and a clock.

use base64ct::{Base64UrlUnpadded, Encoding};

use crate::Lang;

/// The first byte, so that a later form can be told from this one.
const FORM: u8 = b'1';
/// Form, language, calendar, number of changes, and the sum of it all.
const FRONT_BYTES: usize = 16;
/// A longer query is no family's; an address stays well under what phones and proxies take.
const QUERY_BYTES_MAX: usize = 1200;
/// Phones read the number of changes as digits, nine at the most.
const SEQUENCE_MAX: u32 = 999_999_999;

/// Which calendar, and which state of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Key {
    /// Drawn by chance once for a browser, so that a moved date moves in the phone's calendar. It names nobody.
    pub id: [u8; 8],
    /// Grows with every change: minutes since some day will do. At most 999 999 999.
    pub sequence: u32,
}

/// A token read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Which calendar.
    pub key: Key,
    /// The language of its words.
    pub lang: Lang,
    /// The check's query, without the `?`.
    pub query: String,
}

/// The token of a query, as it stands in the address: letters, digits, `-` and `_`. `None` for a query that is too long
/// or not plain text, and for more changes than can be counted.
pub fn token(key: Key, lang: Lang, query: &str) -> Option<String> {
    if query.len() > QUERY_BYTES_MAX || !query.is_ascii() || key.sequence > SEQUENCE_MAX {
        return None;
    }
    let mut bytes = Vec::with_capacity(FRONT_BYTES + query.len());
    bytes.push(FORM);
    bytes.push(lang.as_str().as_bytes()[0]);
    bytes.extend(key.id);
    bytes.extend(key.sequence.to_be_bytes());
    bytes.extend(sum(&bytes, query));
    bytes.extend(query.as_bytes());
    Some(Base64UrlUnpadded::encode_string(&bytes))
}

/// Tells an address that was cut or mistyped from a whole one. No secret: anybody may make a calendar of any query.
fn sum(front: &[u8], query: &str) -> [u8; 2] {
    let bytes = front.iter().chain(query.as_bytes());
    let sum = bytes.fold(7u16, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(u16::from(*byte))
    });
    sum.to_be_bytes()
}

impl Token {
    /// Reads a token; `None` for anything that [`token`] did not make.
    pub fn read(token: &str) -> Option<Self> {
        if token.len() > (FRONT_BYTES + QUERY_BYTES_MAX).div_ceil(3) * 4 {
            return None;
        }
        let bytes = Base64UrlUnpadded::decode_vec(token).ok()?;
        let (front, query) = bytes.split_first_chunk::<FRONT_BYTES>()?;
        let [FORM, lang, id @ .., a, b, c, d, high, low] = *front else {
            return None;
        };
        let key = Key {
            id,
            sequence: u32::from_be_bytes([a, b, c, d]),
        };
        let lang = Lang::ALL
            .iter()
            .copied()
            .find(|known| known.as_str().as_bytes()[0] == lang)?;
        let query = std::str::from_utf8(query)
            .ok()
            .filter(|query| query.is_ascii())?;
        let is_whole = sum(&front[..FRONT_BYTES - 2], query) == [high, low];
        (is_whole && key.sequence <= SEQUENCE_MAX).then(|| Self {
            key,
            lang,
            query: query.to_owned(),
        })
    }

    /// The token of the same calendar after a change to another query; the same again where nothing changed.
    pub fn moved_to(&self, query: &str) -> Option<String> {
        let sequence = self.key.sequence + u32::from(query != self.query);
        token(
            Key {
                sequence,
                ..self.key
            },
            self.lang,
            query,
        )
    }
}
