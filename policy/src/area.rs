//! Areas by their GB/T 2260 codes. Which codes exist below the province is not held against a list.

use serde::{Serialize, Serializer};
use std::fmt;

use crate::refusal::Code;

/// The first two digits of every province, autonomous region, municipality and special region.
const PROVINCES: [u8; 34] = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52,
    53, 54, 61, 62, 63, 64, 65, 71, 81, 82,
];

/// 行政区划代码: six digits, the first two a province's.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AreaCode([u8; 6]);

impl AreaCode {
    /// Reads six digits.
    pub fn parse(text: &str) -> Result<AreaCode, Code> {
        let digits: [u8; 6] = text.as_bytes().try_into().map_err(|_| Code::InvalidArea)?;
        if !digits.iter().all(u8::is_ascii_digit) {
            return Err(Code::InvalidArea);
        }
        let province = (digits[0] - b'0') * 10 + (digits[1] - b'0');
        if PROVINCES.contains(&province) {
            Ok(AreaCode(digits))
        } else {
            Err(Code::InvalidArea)
        }
    }

    /// The six digits.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Do both lie in one pooling area (统筹区)? Their first four digits agree.
    pub fn is_same_pool(self, other: AreaCode) -> bool {
        self.0[..4] == other.0[..4]
    }

    /// Does the code begin with these digits?
    pub fn is_in(self, prefix: &str) -> bool {
        self.0.starts_with(prefix.as_bytes())
    }

    /// Does the code begin with one of these?
    pub fn is_in_any(self, prefixes: &[Box<str>]) -> bool {
        prefixes.iter().any(|prefix| self.is_in(prefix))
    }
}

impl fmt::Display for AreaCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for AreaCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for AreaCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
