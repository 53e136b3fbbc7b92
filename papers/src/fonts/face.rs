//! One font file, kept in memory or read again when it is needed.

use super::Coverage;
use crate::FontFault;
use krilla::text::Font;
use skrifa::instance::{LocationRef, Size};
use skrifa::raw::FileRef;
use skrifa::string::StringId;
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A font by its path.
#[derive(Debug)]
pub(crate) struct Face {
    path: PathBuf,
    pub(crate) coverage: Coverage,
    /// Only of the faces that every paper uses.
    kept: Option<Arc<Loaded>>,
}

/// A font whose file is in memory.
pub(crate) struct Loaded {
    data: Arc<Vec<u8>>,
    index: u32,
    /// As the PDF's writer wants it.
    pub(crate) font: Font,
}

/// A character's picture and how far it moves the pen, in parts of the font's size.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Glyph {
    pub(crate) id: u32,
    pub(crate) advance_em: f32,
}

impl Face {
    pub(crate) fn new(path: PathBuf, loaded: Loaded, keep: bool) -> Self {
        let coverage = loaded.coverage();
        let kept = keep.then(|| Arc::new(loaded));
        Self {
            path,
            coverage,
            kept,
        }
    }

    /// The font itself. Reads the file of a rare face: 15 ms for 50 MB that the system has cached, and it takes no
    /// harm from a package that was renewed meanwhile, because glyphs are looked up in what was just read.
    pub(crate) fn load(&self) -> Result<Arc<Loaded>, FontFault> {
        match &self.kept {
            Some(kept) => Ok(kept.clone()),
            None => Loaded::read(&self.path).map(Arc::new),
        }
    }
}

impl Loaded {
    /// Reads a font, and of a collection the member for simplified Chinese.
    pub(crate) fn read(path: &Path) -> Result<Self, FontFault> {
        let data = fs::read(path).map_err(|source| FontFault::Missing {
            path: path.to_owned(),
            source,
            hint: String::new(),
        })?;
        let data = Arc::new(data);
        let unreadable = || FontFault::Unreadable(path.to_owned());
        let index = simplified(&data).ok_or_else(unreadable)?;
        let font = Font::new(data.clone().into(), index).ok_or_else(unreadable)?;
        let loaded = Self { data, index, font };
        loaded.parsed().map(|_| ()).ok_or_else(unreadable)?;
        Ok(loaded)
    }

    pub(crate) fn weight(&self) -> f32 {
        self.parsed()
            .map_or(0.0, |font| font.attributes().weight.value())
    }

    fn coverage(&self) -> Coverage {
        let font = self.parsed();
        let mapped = font.iter().flat_map(|font| font.charmap().mappings());
        // glyph 0 is the box
        Coverage::of(
            mapped
                .filter(|(_, glyph)| glyph.to_u32() != 0)
                .map(|(point, _)| point),
        )
    }

    /// The glyphs of a text's characters; `None` where it has none.
    pub(crate) fn glyphs(&self, chars: impl Iterator<Item = char>) -> Vec<Option<Glyph>> {
        let Some(font) = self.parsed() else {
            return chars.map(|_| None).collect();
        };
        let (charmap, units) = (font.charmap(), self.font.units_per_em());
        let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let glyph = |id: GlyphId| Glyph {
            id: id.to_u32(),
            advance_em: metrics.advance_width(id).unwrap_or(units) / units,
        };
        let mapped = chars.map(|char| charmap.map(char).filter(|id| id.to_u32() != 0));
        mapped.map(|id| id.map(glyph)).collect()
    }

    fn parsed(&self) -> Option<FontRef<'_>> {
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

impl std::fmt::Debug for Loaded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Loaded({} bytes)", self.data.len())
    }
}
