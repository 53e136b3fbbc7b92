//! Content lines of RFC 5545: folded at 75 octets without cutting a character, and ended by CR LF.
//!
//! The `icalendar` crate is not used for writing: it gives each alarm a UID by chance and the clock's time, writes
//! durations in seconds alone, and ends an all-day event on its own first day. The tests read our files back with it.

/// No line is longer, its end not counted.
const OCTETS_MAX: usize = 75;

/// Lines being written.
#[derive(Default)]
pub struct Writer {
    lines: String,
}

impl Writer {
    /// Nothing written yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// All lines.
    pub fn finish(self) -> String {
        self.lines
    }

    /// A property whose value needs no escaping.
    pub fn put(&mut self, name: &str, value: &str) {
        self.fold(&[name, ":", value].concat());
    }

    /// A property whose value is words.
    pub fn put_text(&mut self, name: &str, words: &str) {
        let mut value = String::with_capacity(words.len() + 8);
        for character in words.chars() {
            match character {
                '\\' | ';' | ',' => value.extend(['\\', character]),
                '\n' => value.push_str("\\n"),
                // RFC 5545 has no control characters in text.
                control if control.is_control() => {}
                plain => value.push(plain),
            }
        }
        self.put(name, &value);
    }

    fn fold(&mut self, line: &str) {
        let mut octets = 0;
        for character in line.chars() {
            if octets + character.len_utf8() > OCTETS_MAX {
                self.lines.push_str("\r\n ");
                octets = 1;
            }
            self.lines.push(character);
            octets += character.len_utf8();
        }
        self.lines.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(name: &str, words: &str) -> String {
        let mut writer = Writer::new();
        writer.put_text(name, words);
        writer.finish()
    }

    #[test]
    fn lines_are_folded_between_characters() {
        for length in 0..200 {
            for word in ["a", "é", "医", "𬱖"] {
                let words = word.repeat(length);
                let line = written("SUMMARY", &words);
                assert!(line.ends_with("\r\n"));
                assert!(
                    line.trim_end()
                        .split("\r\n")
                        .all(|piece| piece.len() <= OCTETS_MAX),
                    "{line}"
                );
                assert_eq!(
                    line.replace("\r\n ", ""),
                    ["SUMMARY:", &words, "\r\n"].concat()
                );
            }
        }
    }

    #[test]
    fn what_has_a_sense_of_its_own_is_escaped() {
        assert_eq!(
            written("X", "a,b;c\\d\ne\r\u{7}f"),
            "X:a\\,b\\;c\\\\d\\nef\r\n"
        );
    }
}
