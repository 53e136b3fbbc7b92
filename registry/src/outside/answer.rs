//! What comes back from outside, and the three ways in which it does not.

use std::fmt;

/// An answer, or why there is none.
pub type Answered<T> = Result<T, Fault>;

/// Why a call brought no answer. What to do next is all that tells them apart.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It never got there, or was turned away at the door: nothing was done, and it may be tried again.
    #[error("not reached; nothing was done")]
    Unreachable,
    /// It went out and no word came back: perhaps it was done. Ask by the call's id before saying it again.
    #[error("no answer; perhaps it was done")]
    Unknown,
    /// It was understood and refused, and would be again: never again.
    #[error("refused: {code}")]
    Refused {
        /// The other side's own code for it.
        code: RefusalCode,
    },
}

impl Fault {
    /// A refusal under the other side's code.
    pub fn refused(code: &str) -> Fault {
        Fault::Refused {
            code: RefusalCode::new(code),
        }
    }
}

/// The other side's code for a refusal. It goes into logs, so it is kept to what codes are made of: a sentence that
/// quotes a name or a number does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusalCode(Box<str>);

impl RefusalCode {
    const CHARACTERS_MAX: usize = 48;

    /// Takes a code as it came. What is none, such as a sentence, becomes `unreadable`; so does a bare run of digits
    /// long enough to be somebody's number.
    pub fn new(code: &str) -> RefusalCode {
        let is_of_code = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | ':');
        let digits = code.chars().filter(char::is_ascii_digit).count();
        let is_code = !code.is_empty()
            && code.len() <= Self::CHARACTERS_MAX
            && code.chars().all(is_of_code)
            && digits <= 8;
        RefusalCode(if is_code { code } else { "unreadable" }.into())
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RefusalCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::RefusalCode;

    #[test]
    fn a_code_never_carries_a_person() {
        let rows = [
            (
                "a provider's code",
                "isv.MOBILE_NUMBER_ILLEGAL",
                "isv.MOBILE_NUMBER_ILLEGAL",
            ),
            ("a negative number", "-1", "-1"),
            ("a sentence", "林晓梅 is enrolled", "unreadable"),
            ("an ID number", "441702199503081223", "unreadable"),
            ("a phone behind a code", "bad:13800138000", "unreadable"),
            ("nothing", "", "unreadable"),
        ];
        for (name, came, kept) in rows {
            assert_eq!(RefusalCode::new(came).as_str(), kept, "{name}");
        }
    }
}
