//! JSON written straight into bytes. Nearly all of an answer is copied as it stands, so a text is looked over at once,
//! not byte by byte; the rare one with something to escape goes through serde_json.

use std::fmt::{self, Display, Write};

/// JSON under way.
pub struct Output<'a>(&'a mut Vec<u8>);

impl<'a> Output<'a> {
    /// Goes on where these bytes end.
    pub fn new(bytes: &'a mut Vec<u8>) -> Output<'a> {
        Output(bytes)
    }

    /// What is JSON already.
    pub fn json(&mut self, json: &str) {
        self.0.extend_from_slice(json.as_bytes());
    }

    /// The name of an object's next field, which holds nothing to escape.
    pub fn field(&mut self, name: &'static str) {
        self.json(",\"");
        self.json(name);
        self.json("\":");
    }

    /// A string of ours that holds nothing to escape.
    pub fn word(&mut self, word: &'static str) {
        self.json("\"");
        self.json(word);
        self.json("\"");
    }

    /// A string.
    pub fn text(&mut self, text: &str) {
        self.string(|out| out.json(text));
    }

    /// What a value shows, as a string.
    pub fn shown(&mut self, value: impl Display) {
        self.string(|out| out.plain(value));
    }

    fn string(&mut self, write: impl FnOnce(&mut Self)) {
        self.json("\"");
        let start = self.0.len();
        write(self);
        let has_escapes =
            |text: &[u8]| text.iter().fold(false, |any, byte| any | is_escaped(*byte));
        if has_escapes(&self.0[start..]) {
            let text = String::from_utf8_lossy(&self.0[start..]).into_owned();
            self.0.truncate(start - 1);
            super::put(self.0, &text);
        } else {
            self.json("\"");
        }
    }

    /// What a number or a boolean shows.
    pub fn plain(&mut self, value: impl Display) {
        write!(self, "{value}").expect("a vector takes every byte, and nothing shown here fails");
    }

    /// A list.
    pub fn list<T>(&mut self, items: impl IntoIterator<Item = T>, write: impl Fn(&mut Self, T)) {
        self.json("[");
        for (place, item) in items.into_iter().enumerate() {
            if place > 0 {
                self.json(",");
            }
            write(self, item);
        }
        self.json("]");
    }
}

impl Write for Output<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.json(text);
        Ok(())
    }
}

const fn is_escaped(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_what_serde_json_makes_of_it() {
        for text in [
            "",
            "林晓梅B",
            "\"",
            "a\\b",
            "tab\tnul\0",
            "\u{7f}\u{2028}",
            "end\n",
        ] {
            let mut bytes = b"before".to_vec();
            Output::new(&mut bytes).text(text);
            let expected = format!("before{}", serde_json::Value::from(text));
            assert_eq!(String::from_utf8_lossy(&bytes), expected);
        }
    }
}
