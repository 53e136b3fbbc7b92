//! One application (申请): its number, and how far it has come.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Letters and digits that nobody takes for another: no 0, 1, I, L, O, U or Z. Twenty-nine is prime, which lets the check
/// letter find every wrong letter and every two exchanged.
const ALPHABET: &[u8; 29] = b"23456789ABCDEFGHJKMNPQRSTVWXY";

/// The number a family is told (申请编号): `YC-` and ten characters in two groups, the last of which checks the others.
/// It is random, so it tells nothing, and too long to guess.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct ApplicationNumber([u8; 10]);

impl ApplicationNumber {
    /// From nine random bytes.
    pub fn from_chance(chance: [u8; 9]) -> ApplicationNumber {
        let mut letters = [0; 10];
        for (letter, byte) in letters.iter_mut().zip(chance) {
            *letter = ALPHABET[usize::from(byte) % ALPHABET.len()];
        }
        letters[9] = check_letter(&letters[..9]);
        ApplicationNumber(letters)
    }

    /// Reads one as people type it: small letters, blanks and hyphens or none.
    pub fn parse(text: &str) -> Option<ApplicationNumber> {
        let mut typed = text
            .bytes()
            .filter(|byte| !matches!(byte, b'-' | b' '))
            .map(|byte| byte.to_ascii_uppercase());
        let mut letters = [0; 10];
        if typed.next()? != b'Y' || typed.next()? != b'C' {
            return None;
        }
        for letter in &mut letters {
            *letter = typed.next().filter(|byte| ALPHABET.contains(byte))?;
        }
        let is_whole = typed.next().is_none() && letters[9] == check_letter(&letters[..9]);
        is_whole.then_some(ApplicationNumber(letters))
    }
}

fn check_letter(letters: &[u8]) -> u8 {
    let weighted = letters.iter().zip(1..).map(|(letter, weight)| {
        let value = ALPHABET.iter().position(|one| one == letter);
        value.unwrap_or(0) * weight
    });
    ALPHABET[weighted.sum::<usize>() % ALPHABET.len()]
}

impl fmt::Display for ApplicationNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |letters: &[u8]| -> String { letters.iter().copied().map(char::from).collect() };
        write!(
            formatter,
            "YC-{}-{}",
            text(&self.0[..5]),
            text(&self.0[5..])
        )
    }
}

impl fmt::Debug for ApplicationNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{self}")
    }
}

impl From<ApplicationNumber> for String {
    fn from(number: ApplicationNumber) -> String {
        number.to_string()
    }
}

impl TryFrom<String> for ApplicationNumber {
    type Error = &'static str;

    fn try_from(text: String) -> Result<ApplicationNumber, &'static str> {
        ApplicationNumber::parse(&text).ok_or("no application has this number")
    }
}

/// How far an application has come (办理状态). A draft is no application yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 已提交: with the agency.
    Sent,
    /// 退回补正: back with the family, which is told what to mend.
    AskedBack,
    /// 已受理: the papers are in order.
    Accepted,
    /// 不予受理: refused, with the reason.
    Refused,
    /// 已登记，未缴费: in the system, and nothing is paid: no cover yet.
    Registered,
    /// 已缴费.
    Paid,
    /// 已办结: nothing more to do for this service.
    Done,
    /// 已过期: its time ran out.
    Expired,
    /// 已作废: void, as the law has it.
    Void,
    /// 已撤回: taken back by the family.
    Withdrawn,
}

impl Stage {
    /// Every one, in order.
    pub const ALL: [Stage; 10] = [
        Stage::Sent,
        Stage::AskedBack,
        Stage::Accepted,
        Stage::Refused,
        Stage::Registered,
        Stage::Paid,
        Stage::Done,
        Stage::Expired,
        Stage::Void,
        Stage::Withdrawn,
    ];

    /// The word in the databases and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Stage::Sent => "sent",
            Stage::AskedBack => "asked_back",
            Stage::Accepted => "accepted",
            Stage::Refused => "refused",
            Stage::Registered => "registered",
            Stage::Paid => "paid",
            Stage::Done => "done",
            Stage::Expired => "expired",
            Stage::Void => "void",
            Stage::Withdrawn => "withdrawn",
        }
    }

    /// Is it an end without anything done?
    pub fn came_to_nothing(self) -> bool {
        self.is_over() && self != Stage::Done
    }

    /// Is nothing more expected of anybody?
    pub fn is_over(self) -> bool {
        match self {
            Stage::Sent | Stage::AskedBack | Stage::Accepted | Stage::Registered | Stage::Paid => {
                false
            }
            Stage::Refused | Stage::Done | Stage::Expired | Stage::Void | Stage::Withdrawn => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ALPHABET, ApplicationNumber};

    #[test]
    fn a_number_comes_back_as_people_type_it() {
        let number = ApplicationNumber::from_chance([0, 1, 2, 30, 40, 250, 255, 7, 8]);
        let text = number.to_string();
        for typed in [
            text.clone(),
            text.to_lowercase(),
            text.replace('-', ""),
            text.replace('-', " "),
        ] {
            assert_eq!(
                ApplicationNumber::parse(&typed),
                Some(number.clone()),
                "{typed}"
            );
        }
    }

    #[test]
    fn one_wrong_letter_or_two_exchanged_are_noticed() {
        let letters = ApplicationNumber::from_chance([3, 14, 15, 92, 65, 35, 89, 79, 32])
            .to_string()
            .replace('-', "");
        let mut typed = letters.clone().into_bytes();
        for place in 2..12 {
            for other in ALPHABET
                .iter()
                .filter(|one| **one != letters.as_bytes()[place])
            {
                typed[place] = *other;
                let typed = String::from_utf8(typed.clone()).unwrap();
                assert_eq!(ApplicationNumber::parse(&typed), None, "{typed}");
            }
            typed[place] = letters.as_bytes()[place];
        }
        for place in 2..10 {
            typed.swap(place, place + 1);
            if typed != letters.as_bytes() {
                let typed = String::from_utf8(typed.clone()).unwrap();
                assert_eq!(ApplicationNumber::parse(&typed), None, "{typed}");
            }
            typed.swap(place, place + 1);
        }
    }
}
