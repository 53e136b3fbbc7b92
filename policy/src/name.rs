//! People's names: Han script of every extension, Latin letters, and the dot of names between letters.

use std::fmt;

use crate::refusal::Code;

/// The dot of names, U+00B7, the only one of its look-alikes that 民委发〔2016〕33号 allows.
const DOT: char = '·';
/// What keyboards give instead of it.
const LOOK_ALIKES: [char; 5] = ['•', '・', '‧', '．', '･'];

/// Han script as Unicode 17 has it: radicals, 々〇, the blocks with every extension, the compatibility forms.
const HAN: [(u32, u32); 23] = [
    (0x2E80, 0x2E99),
    (0x2E9B, 0x2EF3),
    (0x2F00, 0x2FD5),
    (0x3005, 0x3005),
    (0x3007, 0x3007),
    (0x3021, 0x3029),
    (0x3038, 0x303B),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFA6D),
    (0xFA70, 0xFAD9),
    (0x16FE2, 0x16FE3),
    (0x16FF0, 0x16FF6),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81D),
    (0x2B820, 0x2CEAD),
    (0x2CEB0, 0x2EBE0),
    (0x2EBF0, 0x2EE5D),
    (0x2F800, 0x2FA1D),
    (0x30000, 0x3134A),
    (0x31350, 0x323AF),
    (0x323B0, 0x33479),
];

/// Latin letters, composed, neither full-width nor numerals.
const LATIN: [(u32, u32); 8] = [
    (0x41, 0x5A),
    (0x61, 0x7A),
    (0xC0, 0xD6),
    (0xD8, 0xF6),
    (0xF8, 0x2AF),
    (0x1E00, 0x1EFF),
    (0x2C60, 0x2C7F),
    (0xA722, 0xA787),
];

/// 姓名: personal data, so it masks itself in `Debug` and has no `Display`.
#[derive(Clone, PartialEq, Eq)]
pub struct Name(Box<str>);

impl Name {
    /// Reads 2 to 50 characters; the dot's look-alikes come back as the dot.
    pub fn parse(text: &str) -> Result<Name, Code> {
        let name: String = text
            .chars()
            .map(|c| if LOOK_ALIKES.contains(&c) { DOT } else { c })
            .collect();
        let mut was_letter = false;
        let mut count = 0;
        for c in name.chars() {
            let fits = is_letter(c) || (was_letter && (c == DOT || c == ' '));
            count += 1;
            if !fits || count > 50 {
                return Err(Code::InvalidName);
            }
            was_letter = is_letter(c);
        }
        if was_letter && count >= 2 {
            Ok(Name(name.into()))
        } else {
            Err(Code::InvalidName)
        }
    }

    /// The name, for the one who bears it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

fn is_letter(c: char) -> bool {
    let code = u32::from(c);
    let within = |ranges: &[(u32, u32)]| {
        ranges
            .iter()
            .any(|&(first, last)| (first..=last).contains(&code))
    };
    within(&LATIN) || within(&HAN)
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Name(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_people_bear_are_read() {
        let rows = [
            ("林晓梅", "林晓梅"),
            ("𬱖䶮", "𬱖䶮"),
            ("㛃䮌", "㛃䮌"),
            ("〇一", "〇一"),
            ("古丽米热•艾比布力", "古丽米热·艾比布力"),
            ("古丽米热・艾比布力", "古丽米热·艾比布力"),
            ("古丽米热‧艾比布力", "古丽米热·艾比布力"),
            ("古丽米热．艾比布力", "古丽米热·艾比布力"),
            ("古丽米热･艾比布力", "古丽米热·艾比布力"),
            ("Ana María López", "Ana María López"),
        ];
        for (typed, kept) in rows {
            assert_eq!(Name::parse(typed).expect(typed).expose(), kept);
        }
        assert!(Name::parse(&"林".repeat(50)).is_ok());
    }

    #[test]
    fn what_is_not_a_name_is_refused() {
        let long = "林".repeat(51);
        let names = [
            "",
            "林",
            "<b>林</b>",
            "林1",
            "林  梅",
            "·林",
            "林·",
            "林··梅",
            "林 ·梅",
            "ＡＢ",
            "Cafe\u{301}",
            "林\u{0}梅",
            "林😀",
            "Ⅷ世",
            "林.梅",
            " 林梅",
            "林\u{200b}梅",
            "ﬁ林",
            &long,
        ];
        for name in names {
            assert_eq!(Name::parse(name), Err(Code::InvalidName), "{name:?}");
        }
    }
}
