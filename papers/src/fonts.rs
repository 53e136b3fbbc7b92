//! The fonts that papers are set in: a chain, asked in order for each character. No font lies in the repository; they
//! come from the system's packages and only what a paper uses of them is embedded in it.

mod coverage;
mod face;

pub(crate) use face::Loaded;

use crate::FontFault;
use coverage::Coverage;
use face::Face;
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

/// Fonts that were opened and read once. Shared by all papers, on all threads.
///
/// The first regular face and the bold one stay in memory (50 MB); of the others only their coverage does, and their
/// files are read when a name needs them: most papers never do.
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
            let loaded = Loaded::read(path).map_err(hinted)?;
            let order = if loaded.weight() >= BOLD_FROM {
                &mut bold
            } else {
                &mut regular
            };
            let keep = order.is_empty();
            order.push(faces.len());
            faces.push(Face::new(path.clone(), loaded, keep));
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
        self.face_of(char, Weight::Regular).is_some()
    }

    /// Which face prints it: its place for [`Fonts::load`].
    pub(crate) fn face_of(&self, char: char, weight: Weight) -> Option<usize> {
        if is_unprintable(char) {
            return None;
        }
        let order = match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        };
        order
            .iter()
            .copied()
            .find(|face| self.faces[*face].coverage.holds(char))
    }

    pub(crate) fn load(&self, face: usize) -> Result<Arc<Loaded>, FontFault> {
        self.faces[face].load()
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
