//! How characters are read in the names of places: the usual reading, the place's own where it differs
//! (`data/readings.csv`), and the other readings that people take for it.

use std::collections::HashMap;

use pinyin::{ToPinyin, ToPinyinMulti};

const READINGS: &str = include_str!("../../data/readings.csv");

/// One character, read in one way.
pub(super) struct Glyph {
    /// The character.
    pub character: char,
    /// Its syllable without tone, lower case, with ü.
    pub reading: &'static str,
    /// The other syllables that a dictionary gives for it.
    pub others: Box<[&'static str]>,
}

/// Spells names, and keeps each pair of character and reading once.
pub(super) struct Speller {
    glyphs: Vec<Glyph>,
    known: HashMap<(char, &'static str), u16>,
    characters: HashMap<char, &'static str>,
    words: Vec<(&'static str, Vec<&'static str>)>,
}

impl Speller {
    /// A speller that knows the places' own readings.
    pub fn new() -> Speller {
        let (mut characters, mut words) = (HashMap::new(), Vec::new());
        for (text, reading) in READINGS
            .lines()
            .skip(1)
            .filter_map(|line| line.split_once(','))
        {
            let mut letters = text.chars();
            match (letters.next(), letters.next()) {
                (Some(character), None) => {
                    characters.insert(character, reading);
                }
                _ => words.push((text, reading.split(' ').collect())),
            }
        }
        Speller {
            glyphs: Vec::new(),
            known: HashMap::new(),
            characters,
            words,
        }
    }

    /// The glyphs of a name, one for each character.
    pub fn spell(&mut self, name: &str) -> Box<[u16]> {
        let mut readings: Vec<(char, &'static str)> = name
            .chars()
            .map(|character| (character, self.usual(character)))
            .collect();
        for (word, syllables) in &self.words {
            if let Some(at) = name.find(word) {
                let first = name[..at].chars().count();
                for (reading, syllable) in readings[first..].iter_mut().zip(syllables) {
                    reading.1 = syllable;
                }
            }
        }
        readings
            .into_iter()
            .map(|(character, reading)| self.glyph(character, reading))
            .collect()
    }

    /// All glyphs that were spelled.
    pub fn finish(self) -> Vec<Glyph> {
        self.glyphs
    }

    /// A character that no dictionary knows is found only as itself: its reading is empty.
    fn usual(&self, character: char) -> &'static str {
        match self.characters.get(&character) {
            Some(reading) => reading,
            None => character.to_pinyin().map_or("", |reading| reading.plain()),
        }
    }

    fn glyph(&mut self, character: char, reading: &'static str) -> u16 {
        if let Some(&known) = self.known.get(&(character, reading)) {
            return known;
        }
        let mut others: Vec<&'static str> = character
            .to_pinyin_multi()
            .into_iter()
            .flatten()
            .map(|other| other.plain())
            .filter(|other| *other != reading)
            .collect();
        others.sort_unstable();
        others.dedup();
        let number = u16::try_from(self.glyphs.len())
            .expect("a list of places has fewer than 65,536 characters");
        self.glyphs.push(Glyph {
            character,
            reading,
            others: others.into_boxed_slice(),
        });
        self.known.insert((character, reading), number);
        number
    }
}
