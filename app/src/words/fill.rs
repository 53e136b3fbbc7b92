//! Puts values into a sentence's places. Absent: `format!`, whose machinery a phone would have to load.

/// Replaces each `{name}` by its value; a place nobody fills stays as it is, so that a test can see it.
pub fn fill(sentence: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(sentence.len() + 16);
    let mut rest = sentence;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        rest = &rest[open..];
        let Some(close) = rest.find('}') else { break };
        let name = &rest[1..close];
        match values.iter().find(|(key, _)| *key == name) {
            Some((_, value)) => out.push_str(value),
            None => out.push_str(&rest[..=close]),
        }
        rest = &rest[close + 1..];
    }
    out.push_str(rest);
    out
}

/// Puts pieces in a row, with a mark between them. Absent: `join`, which is compiled again for every kind of piece.
pub fn in_a_row(pieces: &[&str], mark: &str) -> String {
    let mut out = String::new();
    for (place, piece) in pieces.iter().enumerate() {
        if place > 0 {
            out.push_str(mark);
        }
        out.push_str(piece);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{fill, in_a_row};

    #[test]
    fn marks_stand_between_pieces_alone() {
        assert_eq!(in_a_row(&["a", "", "b"], ", "), "a, , b");
        assert_eq!(in_a_row(&[], ", "), "");
    }

    #[test]
    fn places_are_filled_by_name_and_unknown_ones_stay() {
        assert_eq!(
            fill("还有 {days} 天，{x}", &[("days", "12")]),
            "还有 12 天，{x}"
        );
        assert_eq!(fill("{a}{b}{a}", &[("a", "1"), ("b", "{a}")]), "1{a}1");
        assert_eq!(fill("open { brace", &[]), "open { brace");
    }
}
