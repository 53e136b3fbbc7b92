//! The fonts that papers are set in: a chain, asked in order for each character. No font lies in the repository; they
//! come from the system's packages and only what a paper uses of them is embedded in it.

mod coverage;
mod face;
mod volume;

pub(crate) use volume::{Part, Volume};

use crate::FontFault;
use coverage::Coverage;
use face::{Face, File};
use std::path::PathBuf;
use std::sync::Arc;

/// From this weight on a face sets titles and bands, and nothing else.
const BOLD_FROM: f32 = 600.0;

/// Where Debian and Ubuntu put the fonts, in the order in which they are asked, and which package brings each.
///
/// Noto Serif is the face of the paper and has the common characters; BabelStone Han adds what China has standardised
/// since; Hanazono closes the extensions B to F. The docs of this crate say what was measured.
const DEBIAN: [(&str, &str); 4] = [
    (
        "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
        "fonts-noto-cjk",
    ),
    (
        "/usr/share/fonts/truetype/babelstone/BabelStoneHan.ttf",
        "fonts-babelstone-han",
    ),
    (
        "/usr/share/fonts/truetype/hanazono/HanaMinB.ttf",
        "fonts-hanazono",
    ),
    (
        "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc",
        "fonts-noto-cjk",
    ),
];

/// What a text is set as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// Where a character is found: in which face, and in which of its volumes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    face: usize,
    part: Part,
}

/// Fonts that were opened and read once. Shared by all papers, on all threads.
///
/// The usual characters of the first regular face and of the bold one stay in memory (6 MB). Of everything else only the
/// coverage does: what has a rare character is read from its file when a name needs it, and kept for a while.
#[derive(Debug)]
pub struct Fonts {
    faces: Vec<Face>,
    /// Which faces to ask, in order.
    regular: Vec<usize>,
    bold: Vec<usize>,
}

impl Fonts {
    /// The paths of Debian's packages, for configurations that name none.
    pub fn debian() -> Vec<PathBuf> {
        DEBIAN.iter().map(|(path, _)| PathBuf::from(path)).collect()
    }

    /// The Debian packages that bring them.
    pub fn packages() -> Vec<&'static str> {
        let mut packages: Vec<_> = DEBIAN.iter().map(|(_, package)| *package).collect();
        packages.sort_unstable();
        packages.dedup();
        packages
    }

    /// Opens every font once, in the order in which they are asked. A bold face sets titles and bands.
    ///
    /// Fails with the path, and with the package to install where it is known.
    pub fn open(paths: &[PathBuf]) -> Result<Self, FontFault> {
        let (mut faces, mut regular, mut bold) = (Vec::new(), Vec::new(), Vec::new());
        for path in paths {
            let file = File::read(path).map_err(hinted)?;
            let order = if file.weight() >= BOLD_FROM {
                &mut bold
            } else {
                &mut regular
            };
            let leads = order.is_empty();
            order.push(faces.len());
            faces.push(Face::new(path, &file, leads)?);
        }
        if regular.is_empty() {
            return Err(FontFault::None);
        }
        // what the bold face lacks is set in a regular one rather than refused
        bold.extend(&regular);
        Ok(Self {
            faces,
            regular,
            bold,
        })
    }

    /// Whether this character can be printed.
    pub fn covers(&self, char: char) -> bool {
        self.place_of(char, Weight::Regular).is_some()
    }

    /// The first character of a text that can't be printed; breaks and tabs aside.
    pub fn lacking(&self, text: &str) -> Option<char> {
        let mut printed = text.chars().filter(|char| !char.is_ascii_control());
        printed.find(|char| !self.covers(*char))
    }

    /// What prints it.
    pub(crate) fn place_of(&self, char: char, weight: Weight) -> Option<Place> {
        if is_unprintable(char) {
            return None;
        }
        let order = match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        };
        let mut order = order.iter().copied();
        let face = order.find(|face| self.faces[*face].coverage.holds(char))?;
        let part = self.faces[face].part(char);
        Some(Place { face, part })
    }

    pub(crate) fn volume(&self, place: Place) -> Result<Arc<Volume>, FontFault> {
        self.faces[place.face].volume(place.part)
    }
}

/// What fonts map and no paper prints. What changes other characters or nothing at all has no place in a name: an
/// override of the direction would print a number backwards. Combining marks and pieces of Hangul would need a shaper,
/// and a private character means something else in each font.
fn is_unprintable(char: char) -> bool {
    char.is_control()
        || matches!(char,
            // invisible
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
            | '\u{FFF0}'..='\u{FFFF}'
            // combining
            | '\u{300}'..='\u{36F}' | '\u{1100}'..='\u{11FF}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
            | '\u{20D0}'..='\u{20FF}' | '\u{302A}'..='\u{302F}' | '\u{3099}'..='\u{309A}' | '\u{A960}'..='\u{A97F}'
            | '\u{D7B0}'..='\u{D7FF}'
            // private, and tags
            | '\u{E000}'..='\u{F8FF}' | '\u{E0000}'..)
}

fn hinted(fault: FontFault) -> FontFault {
    let FontFault::Missing { path, source, .. } = fault else {
        return fault;
    };
    let name = path.file_name();
    let brings = |(known, _): &&(&str, &str)| PathBuf::from(known).file_name() == name;
    let hint = DEBIAN
        .iter()
        .find(brings)
        .map_or_else(String::new, |(_, package)| {
            format!("; on Debian: apt-get install {package}")
        });
    FontFault::Missing { path, source, hint }
}
