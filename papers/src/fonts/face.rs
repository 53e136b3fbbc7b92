//! One font file: which characters it has, and the volumes that were cut out of it.

use super::{Coverage, Part, Volume};
use crate::FontFault;
use skrifa::raw::FileRef;
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// What the blocks that a face keeps may take together: some dozens of them, those that were asked for last.
const BLOCK_BYTES_MOST: usize = 8 << 20;

/// A font by its path.
#[derive(Debug)]
pub(crate) struct Face {
    path: PathBuf,
    pub(crate) coverage: Coverage,
    /// Only of the faces that every paper uses.
    usual: Option<Arc<Volume>>,
    /// By their numbers, the one that was asked for last at the end.
    blocks: Mutex<Vec<(u32, Arc<Volume>)>>,
}

/// A font's file in memory, and which member of a collection is meant.
pub(crate) struct File {
    data: Vec<u8>,
    index: u32,
}

impl Face {
    /// `leads` says that the face is the first of its weight: what papers say mostly comes from it.
    pub(crate) fn new(path: &Path, file: &File, leads: bool) -> Result<Self, FontFault> {
        let unreadable = || FontFault::Unreadable(path.to_owned());
        let font = file.font().ok_or_else(unreadable)?;
        let usual = leads
            .then(|| Volume::cut(&file.data, file.index, Part::Usual).ok_or_else(unreadable))
            .transpose()?;
        Ok(Self {
            path: path.to_owned(),
            // glyph 0 is the box
            coverage: Coverage::of(
                font.charmap()
                    .mappings()
                    .filter(|(_, glyph)| glyph.to_u32() != 0)
                    .map(|(point, _)| point),
            ),
            usual: usual.map(Arc::new),
            blocks: Mutex::default(),
        })
    }

    /// In which part of it a character stands.
    pub(crate) fn part(&self, char: char) -> Part {
        match self.usual {
            Some(_) => Part::of(char),
            None => Part::block(char),
        }
    }

    /// The part itself. Reads the file if it was not needed of late: 15 ms for 50 MB that the system has cached. It takes
    /// no harm from a package that was renewed meanwhile, because a volume brings its own table of characters.
    pub(crate) fn volume(&self, part: Part) -> Result<Arc<Volume>, FontFault> {
        let block = match (part, &self.usual) {
            (Part::Usual, Some(usual)) => return Ok(usual.clone()),
            (Part::Usual, None) => return Err(FontFault::Unreadable(self.path.clone())),
            (Part::Block(block), _) => block,
        };
        // nothing under this lock leaves the list half changed
        let mut blocks = self.blocks.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = blocks.iter().position(|(known, _)| *known == block) {
            blocks[at..].rotate_left(1);
            return Ok(blocks[blocks.len() - 1].1.clone());
        }
        let file = File::read(&self.path)?;
        let volume = Volume::cut(&file.data, file.index, part)
            .map(Arc::new)
            .ok_or_else(|| FontFault::Unreadable(self.path.clone()))?;
        blocks.push((block, volume.clone()));
        while blocks.iter().map(|(_, kept)| kept.bytes).sum::<usize>() > BLOCK_BYTES_MOST {
            blocks.remove(0);
        }
        Ok(volume)
    }
}

impl File {
    /// Reads a font, and of a collection the member for simplified Chinese.
    pub(crate) fn read(path: &Path) -> Result<Self, FontFault> {
        let data = fs::read(path).map_err(|source| FontFault::Missing {
            path: path.to_owned(),
            source,
            hint: String::new(),
        })?;
        let unreadable = || FontFault::Unreadable(path.to_owned());
        let index = simplified(&data).ok_or_else(unreadable)?;
        let file = Self { data, index };
        file.font().ok_or_else(unreadable)?;
        Ok(file)
    }

    pub(crate) fn weight(&self) -> f32 {
        self.font()
            .map_or(0.0, |font| font.attributes().weight.value())
    }

    fn font(&self) -> Option<FontRef<'_>> {
        FontRef::from_index(&self.data, self.index).ok()
    }
}

/// Collections hold one font a country; the one for simplified Chinese ends its name with SC.
fn simplified(data: &[u8]) -> Option<u32> {
    let is_simplified = |font: &FontRef<'_>| {
        let mut names = font.localized_strings(StringId::FAMILY_NAME);
        names.any(|name| name.to_string().ends_with(" SC"))
    };
    match FileRef::new(data).ok()? {
        FileRef::Font(_) => Some(0),
        FileRef::Collection(all) => {
            let mut fonts = all.iter().filter_map(Result::ok);
            let at = fonts.position(|font| is_simplified(&font)).unwrap_or(0);
            u32::try_from(at).ok()
        }
    }
}
