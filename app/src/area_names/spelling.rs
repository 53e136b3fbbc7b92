//! Follows a query along a name, character by character: each is met by itself, by its syllable or by its initial.

use super::{
    gazetteer::{Gazetteer, Place},
    reading::Glyph,
};

/// What may stand for a character besides itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spelling {
    /// The syllable that is right for this place.
    Proper,
    /// The first letter of that syllable.
    Initials,
    /// Any syllable that a dictionary has for the character.
    AnyReading,
}

/// Places in a query, as bits: bit n is "n characters are used up". A query has at most 40.
pub(super) type Spots = u64;

/// How far a query and a name go together.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Walk {
    /// Where the query may go on with another name, this one being complete, with its 市, 区, 县 or without.
    pub after: Spots,
    /// Does the query end inside this name, so that the name begins with it?
    pub is_prefix: bool,
}

/// Follows `query` from each of `from` along the place's name.
pub(super) fn walk(
    gazetteer: &Gazetteer,
    place: &Place,
    query: &[char],
    from: Spots,
    spelling: Spelling,
) -> Walk {
    let end = 1 << query.len();
    let mut walk = Walk::default();
    let mut here = from & (end - 1);
    let mut stem_end = 0;
    for (number, glyph) in gazetteer.spelled(place).enumerate() {
        if here == 0 {
            break;
        }
        let (next, is_cut) = step(glyph, query, here, spelling);
        here = next;
        walk.is_prefix |= is_cut || here & end != 0;
        if number + 1 == place.stem_chars {
            stem_end = here;
        }
    }
    walk.after |= stem_end | here;
    // 州, 县, 旗 alone for 自治州 and the rest, with the peoples left out, as people say it.
    if let Some(last) = gazetteer.spelled(place).next_back() {
        walk.after |= step(last, query, stem_end & (end - 1), spelling).0;
    }
    walk
}

/// Where the query is after this character, and whether it ended inside its syllable.
fn step(glyph: &Glyph, query: &[char], from: Spots, spelling: Spelling) -> (Spots, bool) {
    let (mut next, mut is_cut) = (0, false);
    let mut left = from;
    while left != 0 {
        let at = left.trailing_zeros() as usize;
        left &= left - 1;
        let rest = &query[at..];
        if rest.first() == Some(&glyph.character) {
            next |= 1 << (at + 1);
        }
        let mut read = |syllable: &str| match met(syllable, rest) {
            Met::Whole(used) => next |= 1 << (at + used),
            Met::Cut => is_cut = true,
            Met::Not => {}
        };
        match spelling {
            Spelling::Proper => read(glyph.reading),
            Spelling::Initials => read(first_letter(glyph.reading)),
            Spelling::AnyReading => {
                read(glyph.reading);
                glyph.others.iter().for_each(|other| read(other));
            }
        }
    }
    (next, is_cut)
}

enum Met {
    /// By so many characters of the query.
    Whole(usize),
    /// The query ended first.
    Cut,
    Not,
}

/// Does the query go on with this syllable? People type ü as v or u.
fn met(syllable: &str, rest: &[char]) -> Met {
    let mut used = 0;
    for letter in syllable.chars() {
        match rest.get(used) {
            None => return if used > 0 { Met::Cut } else { Met::Not },
            Some(&typed) if typed == letter => {}
            Some('v' | 'u') if letter == 'ü' => {}
            Some(_) => return Met::Not,
        }
        used += 1;
    }
    if used == 0 {
        Met::Not
    } else {
        Met::Whole(used)
    }
}

fn first_letter(syllable: &str) -> &str {
    let end = syllable.chars().next().map_or(0, char::len_utf8);
    &syllable[..end]
}
