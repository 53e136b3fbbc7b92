//! What stands in the controls, as it was typed.

use std::{borrow::Cow, fmt};

use super::Field;

/// No control takes more bytes than this: nine babies, each with its day of death, in the longest way to write them.
const VALUE_BYTES_MAX: usize = 400;
/// More pairs than this are not looked at: each control once, and what links and in-app browsers hang on.
const PAIRS_MAX: usize = 200;

/// What was typed, control by control.
#[derive(Clone, PartialEq, Eq)]
pub struct Typed {
    values: [String; Field::ALL.len()],
    /// Given twice, or too long: refused whatever it says.
    spoilt: [bool; Field::ALL.len()],
}

/// As a query, which holds nothing private.
impl fmt::Debug for Typed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.query())
    }
}

impl Default for Typed {
    fn default() -> Self {
        Self {
            values: [const { String::new() }; Field::ALL.len()],
            spoilt: [false; Field::ALL.len()],
        }
    }
}

impl Typed {
    /// Reads a query or a form's body. Names that are no control's are passed over: in-app browsers hang on their own.
    pub fn parse(query: &str) -> Typed {
        let mut typed = Typed::default();
        let mut seen = [false; Field::ALL.len()];
        for (name, value) in pairs(query) {
            let Some(field) = Field::named(&name) else {
                continue;
            };
            let at = field as usize;
            if seen[at] || value.len() > VALUE_BYTES_MAX {
                typed.spoilt[at] = true;
            }
            if !seen[at] {
                typed.values[at] = shortened(&value).to_owned();
            }
            seen[at] = true;
        }
        typed
    }

    /// What stands in a control, as typed.
    pub fn value(&self, field: Field) -> &str {
        &self.values[field as usize]
    }

    /// Puts a value into a control.
    pub fn set(&mut self, field: Field, value: impl Into<String>) {
        self.values[field as usize] = value.into();
    }

    /// Is it refused whatever it says, because it was given twice or is too long?
    pub fn is_spoilt(&self, field: Field) -> bool {
        self.spoilt[field as usize]
    }

    /// Was anything told there? Blanks are nothing.
    pub fn is_told(&self, field: Field) -> bool {
        self.is_spoilt(field) || !self.value(field).trim().is_empty()
    }

    /// Was anything told in one of these?
    pub fn is_any_told(&self, fields: &[Field]) -> bool {
        fields.iter().any(|field| self.is_told(*field))
    }

    /// Is it an empty form?
    pub fn is_empty(&self) -> bool {
        !self.is_any_told(&Field::ALL)
    }

    /// The query of these values, in the form's order; nothing that is not told, and nothing private.
    pub fn query(&self) -> String {
        let mut query = String::new();
        for field in Field::ALL {
            let value = self.value(field).trim();
            if value.is_empty() || field.is_private() {
                continue;
            }
            if !query.is_empty() {
                query.push('&');
            }
            query.push_str(field.name());
            query.push('=');
            escape(value, &mut query);
        }
        query
    }

    /// The query with another value in one control.
    pub fn query_with(&self, field: Field, value: &str) -> String {
        let mut other = self.clone();
        other.set(field, value);
        other.query()
    }
}

/// The longest beginning that a control takes.
fn shortened(value: &str) -> &str {
    let mut end = value.len().min(VALUE_BYTES_MAX);
    while !value.is_char_boundary(end) {
        end -= 1;
    }
    &value[..end]
}

/// Names and values of a query, `%` and `+` undone; a value that is no UTF-8 becomes U+FFFD, which no control takes.
pub fn pairs(query: &str) -> impl Iterator<Item = (Cow<'_, str>, Cow<'_, str>)> {
    query
        .split('&')
        .take(PAIRS_MAX)
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (unescape(name), unescape(value))
        })
}

fn unescape(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(|byte| byte == b'%' || byte == b'+') {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let digit = |at: usize| {
        bytes
            .get(at)
            .and_then(|byte| char::from(*byte).to_digit(16))
    };
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match (byte, digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                at += 2;
            }
            (b'+', _, _) => out.push(b' '),
            (byte, _, _) => out.push(*byte),
        }
        at += 1;
    }
    Cow::Owned(String::from_utf8(out).unwrap_or_else(|_| "\u{fffd}".to_owned()))
}

/// Appends a value as a query writes it.
pub fn escape(value: &str, query: &mut String) {
    const HEX: [u8; 16] = *b"0123456789ABCDEF";
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b':' | b',' => {
                query.push(char::from(byte));
            }
            _ => {
                query.push('%');
                query.push(char::from(HEX[usize::from(byte >> 4)]));
                query.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
}
