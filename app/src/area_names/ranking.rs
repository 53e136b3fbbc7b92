//! Which places a query means, and how surely.

use super::{
    english,
    gazetteer::{Gazetteer, Place},
    query::Query,
    spelling::{Spelling, Spots, Walk, walk},
};

/// How surely a query means a place; the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sureness {
    /// It is the name, the whole path or the code.
    Exact,
    /// The name, the path or the code begins with it.
    Begins,
    /// It is the name's initials.
    Initials,
    /// The initials begin with it.
    InitialsBegin,
    /// It stands somewhere in the name.
    Part,
    /// It is the name of what the place lies in.
    Within,
    /// The name with another reading of its characters begins with it.
    OtherReading,
}

/// All places that the query may mean, best first.
pub(super) fn ranked<'a>(
    gazetteer: &'a Gazetteer,
    query: &Query,
    is_ruled: impl Fn(&str) -> bool,
) -> Vec<&'a Place> {
    let mut sureness: Vec<Option<Sureness>> = vec![None; gazetteer.places().len()];
    if query.is_code() {
        by_code(gazetteer, query, &mut sureness);
    } else {
        by_spelling(gazetteer, query, Spelling::Proper, &mut sureness);
        if query.has_letters() {
            by_spelling(gazetteer, query, Spelling::Initials, &mut sureness);
            by_spelling(gazetteer, query, Spelling::AnyReading, &mut sureness);
            by_official_english(gazetteer, query, &mut sureness);
        } else {
            by_part(gazetteer, query, &mut sureness);
        }
    }
    let mut found: Vec<_> = gazetteer
        .places()
        .iter()
        .zip(sureness)
        .filter_map(|(place, sureness)| Some((sureness?, place)))
        .map(|(sureness, place)| {
            (
                (sureness, place.level, !is_ruled(place.code), place.code),
                place,
            )
        })
        .collect();
    found.sort_unstable_by_key(|(order, _)| *order);
    found.into_iter().map(|(_, place)| place).collect()
}

fn note(slot: &mut Option<Sureness>, found: Sureness) {
    *slot = Some(slot.map_or(found, |known| known.min(found)));
}

/// A full code that is not in the list means the nearest place around it.
fn by_code(gazetteer: &Gazetteer, query: &Query, sureness: &mut [Option<Sureness>]) {
    let digits = query.text();
    for (place, slot) in gazetteer.places().iter().zip(&mut *sureness) {
        if let Some(rest) = place.code.strip_prefix(digits) {
            let is_whole = rest.bytes().all(|digit| digit == b'0');
            note(
                slot,
                if is_whole {
                    Sureness::Exact
                } else {
                    Sureness::Begins
                },
            );
        }
    }
    if sureness.iter().all(Option::is_none)
        && let Some(nearest) = gazetteer.nearest(digits)
        && let Ok(at) = gazetteer
            .places()
            .binary_search_by(|place| place.code.cmp(nearest.code))
    {
        note(&mut sureness[at], Sureness::Exact);
    }
}

/// Along each place's path: its own name alone, after its prefecture's, after its province's, after both.
fn by_spelling(
    gazetteer: &Gazetteer,
    query: &Query,
    spelling: Spelling,
    sureness: &mut [Option<Sureness>],
) {
    let characters = query.characters();
    let end: Spots = 1 << characters.len();
    let mut walks: Vec<Walk> = Vec::with_capacity(sureness.len());
    for (place, slot) in gazetteer.places().iter().zip(sureness) {
        let around = place
            .within
            .iter()
            .flatten()
            .fold(0, |spots, &at| spots | walks[at].after);
        let walked = walk(gazetteer, place, characters, 1 | around, spelling);
        let found = match spelling {
            _ if walked.after & end != 0 => Some(whole(spelling)),
            _ if walked.is_prefix => Some(beginning(spelling)),
            Spelling::Proper if around & end != 0 => Some(Sureness::Within),
            Spelling::Proper | Spelling::Initials | Spelling::AnyReading => None,
        };
        if let Some(found) = found {
            note(slot, found);
        }
        walks.push(walked);
    }
}

fn whole(spelling: Spelling) -> Sureness {
    match spelling {
        Spelling::Proper => Sureness::Exact,
        Spelling::Initials => Sureness::Initials,
        Spelling::AnyReading => Sureness::OtherReading,
    }
}

fn beginning(spelling: Spelling) -> Sureness {
    match spelling {
        Spelling::Proper => Sureness::Begins,
        Spelling::Initials => Sureness::InitialsBegin,
        Spelling::AnyReading => Sureness::OtherReading,
    }
}

/// Spellings that pinyin does not give; two for one place stand as `Kashgar (Kashi)`.
fn by_official_english(gazetteer: &Gazetteer, query: &Query, sureness: &mut [Option<Sureness>]) {
    for (place, slot) in gazetteer.places().iter().zip(sureness) {
        let Some(official) = english::official(place.code) else {
            continue;
        };
        for name in official.split('(') {
            let plain: String = name
                .chars()
                .filter(|character| character.is_alphanumeric())
                .flat_map(char::to_lowercase)
                .collect();
            if plain == query.text() {
                note(slot, Sureness::Exact);
            } else if plain.starts_with(query.text()) {
                note(slot, Sureness::Begins);
            }
        }
    }
}

/// Anywhere in what says which place it is: 市 alone finds no city.
fn by_part(gazetteer: &Gazetteer, query: &Query, sureness: &mut [Option<Sureness>]) {
    for (place, slot) in gazetteer.places().iter().zip(sureness) {
        let stem_end = place
            .name
            .char_indices()
            .nth(place.stem_chars)
            .map_or(place.name.len(), |(at, _)| at);
        if place.name[..stem_end].contains(query.text()) {
            note(slot, Sureness::Part);
        }
    }
}
