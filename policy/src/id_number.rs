//! Resident identity numbers (GB 11643): eighteen characters with a birthday, a sex and a check character.
//!
//! The first six digits are not held against a list: residence permits begin with 81 to 83, foreigners' cards with 9.
//! Provisional numbers of newborns are not identity numbers and never come here.

use std::fmt;

use crate::day::Day;
use crate::facts::Sex;
use crate::refusal::Code;

/// MOD 11-2 weights of the first seventeen digits.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/// 身份证号: personal data, so it masks itself in `Debug` and has no `Display`.
#[derive(Clone, PartialEq, Eq)]
pub struct IdNumber {
    text: Box<str>,
    birthday: Day,
}

/// The check character of seventeen digits; none of anything else.
fn check_character(others: &[u8]) -> Option<u8> {
    if !others.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let sum: u32 = others
        .iter()
        .zip(WEIGHTS)
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    Some(b"10X98765432"[(sum % 11) as usize])
}

impl IdNumber {
    /// Reads eighteen characters; a final `x` is raised.
    pub fn parse(text: &str) -> Result<IdNumber, Code> {
        let bytes = text.as_bytes();
        let check = bytes.get(..17).and_then(check_character);
        if bytes.len() != 18 || check != Some(bytes[17].to_ascii_uppercase()) {
            return Err(Code::InvalidIdNumber);
        }
        let number = |part: &[u8]| {
            part.iter()
                .fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'))
        };
        let birthday = Day::new(
            number(&bytes[6..10]) as i32,
            number(&bytes[10..12]),
            number(&bytes[12..14]),
        )
        // the calendar's type has a year 0, people don't
        .filter(|birthday| birthday.year() > 0)
        .ok_or(Code::InvalidIdNumber)?;
        Ok(IdNumber {
            text: text.to_ascii_uppercase().into(),
            birthday,
        })
    }

    /// Are its first seventeen characters a number's, which the last does not fit?
    pub fn is_last_off(text: &str) -> bool {
        let bytes = text.as_bytes();
        let Some(check) = bytes.get(..17).and_then(check_character) else {
            return false;
        };
        let mut mended = text[..17].to_owned();
        mended.push(char::from(check));
        matches!(bytes[17..], [b'0'..=b'9' | b'X' | b'x'])
            && !text.eq_ignore_ascii_case(&mended)
            && IdNumber::parse(&mended).is_ok()
    }

    /// The eighteen characters, for the one who owns them.
    pub fn expose(&self) -> &str {
        &self.text
    }

    /// The birthday that the number carries.
    pub fn birthday(&self) -> Day {
        self.birthday
    }

    /// The sex that the seventeenth digit carries.
    pub fn sex(&self) -> Sex {
        if self.text.as_bytes()[16] % 2 == 1 {
            Sex::Male
        } else {
            Sex::Female
        }
    }
}

impl fmt::Debug for IdNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IdNumber(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn real_numbers_of_every_kind_are_read() {
        let numbers = [
            "441702199503081223",
            "45010719940506004X",
            "45010719940506004x",
            "810000199001010027",
            "820000199512310066",
            "830000198802290048",
            "911156199302030242",
        ];
        for number in numbers {
            let read = IdNumber::parse(number).expect(number);
            assert_eq!(read.expose(), number.to_ascii_uppercase());
        }
    }

    #[test]
    fn what_is_not_one_is_refused() {
        let numbers = [
            "",
            "441702199503081220",
            "44170219950308122",
            "4417021995030812233",
            "44170219950230122X",
            "４41702199503081223",
        ];
        for number in numbers {
            assert_eq!(
                IdNumber::parse(number),
                Err(Code::InvalidIdNumber),
                "{number}"
            );
        }
    }

    #[test]
    fn it_never_shows_itself() {
        let number = IdNumber::parse("441702199503081223").expect("an ID number");
        assert_eq!(format!("{number:?}"), "IdNumber(…)");
    }

    proptest! {
        #[test]
        fn one_changed_digit_is_always_caught(place in 0usize..17, digit in 0u8..10) {
            let mut bytes = *b"441702199503081223";
            prop_assume!(bytes[place] != b'0' + digit);
            bytes[place] = b'0' + digit;
            prop_assert!(IdNumber::parse(std::str::from_utf8(&bytes).expect("digits")).is_err());
        }
    }

    #[test]
    fn a_last_character_that_is_off_is_told_from_other_faults() {
        for (text, is_off) in [
            ("441702199503081222", true),
            ("441702199503081223", false),
            ("44170219950308122", false),
            ("441702199513081223", false),
            ("44170219950308122A", false),
            ("", false),
        ] {
            assert_eq!(IdNumber::is_last_off(text), is_off, "{text}");
        }
    }
}
