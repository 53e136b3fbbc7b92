//! Mobile numbers of the mainland: eleven digits, 13 to 19 in front.

use std::fmt;

use crate::refusal::Code;

/// 联系电话: personal data, so it masks itself in `Debug` and has no `Display`.
#[derive(Clone, PartialEq, Eq)]
pub struct Phone(Box<str>);

impl Phone {
    /// Reads eleven digits from 1[3-9].
    pub fn parse(text: &str) -> Result<Phone, Code> {
        let bytes = text.as_bytes();
        let real = bytes.len() == 11
            && bytes.iter().all(u8::is_ascii_digit)
            && bytes[0] == b'1'
            && (b'3'..=b'9').contains(&bytes[1]);
        if real {
            Ok(Phone(text.into()))
        } else {
            Err(Code::InvalidPhone)
        }
    }

    /// The eleven digits, for the one who owns them.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phone(…)")
    }
}
