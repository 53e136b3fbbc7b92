//! Breaking a text into lines, where Unicode's rules (UAX 14) let Chinese and Latin break, or anywhere if a word is
//! wider than the line: nothing is cut.

use crate::set::Text;
use unicode_linebreak::linebreaks;

/// The lines of a text in a column of `width_em`, the first indented. A text without characters has no lines.
pub(crate) fn wrap(text: &Text, width_em: f32, indent_em: f32) -> Vec<Text> {
    let mut lines = Vec::new();
    let breaks: Vec<usize> = linebreaks(&text.words).map(|(at, _)| at).collect();
    let advances: Vec<(f32, usize)> = text.advances().collect();
    let mut from = 0;
    while from < advances.len() {
        let room = if from == 0 {
            width_em - indent_em
        } else {
            width_em
        };
        let to = end_of_line(&advances, &breaks, from, room);
        lines.push(text.part(from, to).trimmed());
        from = to;
    }
    lines
}

/// The first character of the next line; at least one stays on this one.
fn end_of_line(advances: &[(f32, usize)], breaks: &[usize], from: usize, room: f32) -> usize {
    /// Sums of advances differ in their last bits from what was measured in one piece.
    const HAIR_EM: f32 = 0.001;
    let (mut used, mut allowed) = (0.0, None);
    for (at, (advance, end_byte)) in advances.iter().enumerate().skip(from) {
        used += advance;
        if used > room + HAIR_EM {
            return allowed.unwrap_or_else(|| at.max(from + 1));
        }
        if breaks.binary_search(end_byte).is_ok() {
            allowed = Some(at + 1);
        }
    }
    advances.len()
}
