//! English names of places: the pinyin with a capital, and the official spelling (`data/english.csv`) where there is one.

use std::{collections::HashMap, sync::OnceLock};

use super::gazetteer::{Gazetteer, Level, Place};

const ENGLISH: &str = include_str!("../../data/english.csv");

/// What a place is called in English, by the end of its Chinese name; longer ends first. Cities and provinces go without.
const KINDS: [(&str, &str); 9] = [
    ("特别行政区", ""),
    ("自治区", ""),
    ("自治州", " Autonomous Prefecture"),
    ("自治县", " Autonomous County"),
    ("自治旗", " Autonomous Banner"),
    ("地区", " Prefecture"),
    ("盟", " League"),
    ("县", " County"),
    ("旗", " Banner"),
];

/// A place's own name, for instance `Chaoyang County`.
pub(super) fn name(gazetteer: &Gazetteer, place: &Place) -> String {
    let stem = match official(place.code) {
        Some(official) => official.to_owned(),
        None => romanised(gazetteer, place),
    };
    stem + kind(place)
}

/// The official spelling of the place with this code, where it is not its pinyin.
pub(super) fn official(code: &str) -> Option<&'static str> {
    static OFFICIAL: OnceLock<HashMap<&'static str, &'static str>> = OnceLock::new();
    OFFICIAL
        .get_or_init(|| {
            ENGLISH
                .lines()
                .skip(1)
                .filter_map(|line| line.split_once(','))
                .collect()
        })
        .get(code)
        .copied()
}

fn kind(place: &Place) -> &'static str {
    if let Some((_, kind)) = KINDS.iter().find(|(end, _)| place.name.ends_with(end)) {
        return kind;
    }
    if place.level == Level::County && place.name.ends_with('区') {
        " District"
    } else {
        ""
    }
}

/// The stem in pinyin, with the apostrophe that keeps syllables apart (Xi'an).
fn romanised(gazetteer: &Gazetteer, place: &Place) -> String {
    let mut name = String::new();
    for glyph in gazetteer.spelled(place).take(place.stem_chars) {
        let mut letters = glyph.reading.chars();
        let Some(first) = letters.next() else {
            name.push(glyph.character);
            continue;
        };
        if name.is_empty() {
            name.extend(first.to_uppercase());
        } else {
            if matches!(first, 'a' | 'e' | 'o') {
                name.push('\'');
            }
            name.push(first);
        }
        name.push_str(letters.as_str());
    }
    name
}
