//! JSON written straight into bytes. Nearly all of an answer is copied as it stands, so a text is looked over at once,
//! not byte by byte; the rare one with something to escape goes through serde_json.

use std::fmt::{self, Display, Write};

use crate::day::Day;

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

    /// A word of ours, which holds nothing to escape.
    pub fn word(&mut self, word: &str) {
        self.json("\"");
        self.json(word);
        self.json("\"");
    }

    /// A sentence of ours, likewise.
    pub fn sentence(&mut self, sentence: impl Display) {
        self.json("\"");
        self.plain(sentence);
        self.json("\"");
    }

    /// A day, as a string.
    pub fn day(&mut self, day: Day) {
        self.json("\"");
        self.0.extend_from_slice(&day.digits());
        self.json("\"");
    }

    /// A string of other people's.
    pub fn text(&mut self, text: &str) {
        let is_escaped = |byte: &u8| *byte < 0x20 || *byte == b'"' || *byte == b'\\';
        if text
            .as_bytes()
            .iter()
            .fold(false, |any, byte| any | is_escaped(byte))
        {
            return super::put(self.0, &text);
        }
        self.word(text);
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
