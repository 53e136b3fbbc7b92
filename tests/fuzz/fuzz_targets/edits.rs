//! An input as a text: either its own bytes, or a few changes of a text that is right. Most bytes that chance finds are
//! no JSON and no TOML; changes of what is right come further.

/// Changes that one input can make.
const EDITS_MAX: usize = 8;

/// The text that an input stands for: itself where it begins with ASCII, else changes of the right text that its first
/// byte picks.
pub fn text(input: &[u8], right: &[&str]) -> Vec<u8> {
    let Some((&first, rest)) = input.split_first().filter(|(first, _)| !first.is_ascii()) else {
        return input.to_vec();
    };
    let mut text = right[usize::from(first - 128) % right.len()]
        .as_bytes()
        .to_vec();
    let mut rest = rest;
    for _ in 0..EDITS_MAX {
        let [high, low, cut, length, tail @ ..] = rest else {
            break;
        };
        let start = usize::from(u16::from_be_bytes([*high, *low])) % (text.len() + 1);
        let end = text.len().min(start + usize::from(*cut % 32));
        let (new, tail) = tail.split_at(tail.len().min(usize::from(*length % 32)));
        text.splice(start..end, new.iter().copied());
        rest = tail;
    }
    text
}
