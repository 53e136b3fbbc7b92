//! What a person typed to find a place, made plain: no blanks, no width, no case.

/// The longest query that is looked at, in characters. The longest path in the list has 24.
pub(super) const LONGEST_QUERY: usize = 40;

/// A query of 1 to [`LONGEST_QUERY`] letters, digits and Chinese characters.
pub(super) struct Query {
    characters: Vec<char>,
    text: String,
}

impl Query {
    /// `None` where nothing is left to look for, and where it is too long.
    pub fn parse(typed: &str) -> Option<Query> {
        // Bytes first: counting the characters of a megabyte would be work for nothing.
        if typed.len() > LONGEST_QUERY * 4 || typed.chars().count() > LONGEST_QUERY {
            return None;
        }
        let characters: Vec<char> = typed
            .chars()
            .map(narrow)
            .flat_map(char::to_lowercase)
            .filter(|character| character.is_alphanumeric())
            .collect();
        if characters.is_empty() || characters.len() > LONGEST_QUERY {
            return None;
        }
        let text = characters.iter().collect();
        Some(Query { characters, text })
    }

    /// The characters, one by one.
    pub fn characters(&self) -> &[char] {
        &self.characters
    }

    /// The same as text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Is it digits alone, and so a code?
    pub fn is_code(&self) -> bool {
        self.text.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// Could it be pinyin? Then other readings and initials are worth a look.
    pub fn has_letters(&self) -> bool {
        self.characters
            .iter()
            .any(|character| character.is_ascii_alphabetic() || *character == 'ü')
    }
}

/// Full-width letters and digits (U+FF01 to U+FF5E) as the plain ones that they stand for.
fn narrow(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
        }
        other => other,
    }
}
