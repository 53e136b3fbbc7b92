//! Volumes (册): a face's characters as fonts of their own, cut out of its file.
//!
//! A font of 26 MB tells its pictures in shared pieces, tens of thousands of them, through all of which the PDF's writer
//! goes for each paper. A volume is written out in full and small, so it is cheap to take from, and the file need not
//! stay in memory. Which characters are in one depends on nothing but this file: the same paper is the same bytes.

use encoding_rs::GBK;
use krilla::text::Font;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider, Tag};
use std::sync::{Arc, LazyLock};
use subsetter::GlyphRemapper;
use write_fonts::FontBuilder;

/// Code points of a block, as a power of two.
const BLOCK_BITS: u32 = 9;

/// What GB 2312 has, and Latin: what forms are written in, and most names. Ascending.
static USUAL: LazyLock<Vec<char>> = LazyLock::new(|| {
    let cells = (0xA1..=0xF7_u8).flat_map(|row| (0xA1..=0xFE_u8).map(move |cell| [row, cell]));
    let cells: Vec<[u8; 2]> = cells.collect();
    let (hanzi, _) = GBK.decode_without_bom_handling(cells.as_flattened());
    let latin = ' '..='\u{FF}';
    let mut usual: Vec<char> = hanzi
        .chars()
        .chain(latin)
        .chain(['〇', '\u{3000}'])
        .collect();
    usual.sort_unstable();
    usual.dedup();
    usual
});

/// Which of a face's volumes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// All that papers mostly say.
    Usual,
    /// Neighbours of a rare character, by their number.
    Block(u32),
}

/// Some of a face's characters.
pub(crate) struct Volume {
    /// As the PDF's writer wants it.
    pub(crate) font: Font,
    /// What the font takes in memory.
    pub(crate) bytes: usize,
    /// Ascending.
    glyphs: Vec<(char, Glyph)>,
}

/// A character's picture and how far it moves the pen, in parts of the font's size.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Glyph {
    pub(crate) id: u16,
    pub(crate) advance_em: f32,
}

impl Part {
    pub(crate) fn of(char: char) -> Self {
        match USUAL.binary_search(&char) {
            Ok(_) => Self::Usual,
            Err(_) => Self::block(char),
        }
    }

    pub(crate) fn block(char: char) -> Self {
        Self::Block(u32::from(char) >> BLOCK_BITS)
    }

    fn chars(self) -> Vec<char> {
        match self {
            Self::Usual => USUAL.clone(),
            Self::Block(block) => {
                let first = block << BLOCK_BITS;
                let points = first..first + (1 << BLOCK_BITS);
                points.filter_map(char::from_u32).collect()
            }
        }
    }
}

impl Volume {
    /// Cuts a part out of a font's file. `None` if the file is no font that papers can be set in.
    pub(crate) fn cut(file: &[u8], index: u32, part: Part) -> Option<Self> {
        let whole = FontRef::from_index(file, index).ok()?;
        let metrics = whole.glyph_metrics(Size::unscaled(), LocationRef::default());
        let units = f32::from(
            whole
                .metrics(Size::unscaled(), LocationRef::default())
                .units_per_em,
        );
        let charmap = whole.charmap();
        let mut taken = GlyphRemapper::new();
        let mut glyphs = Vec::new();
        for char in part.chars() {
            // glyph 0 is the box
            let Some(old) = charmap.map(char).filter(|id| id.to_u32() != 0) else {
                continue;
            };
            let id = taken.remap(u16::try_from(old.to_u32()).ok()?);
            let advance_em = metrics.advance_width(old).unwrap_or(units) / units;
            glyphs.push((char, Glyph { id, advance_em }));
        }
        let cut = subsetter::subset(file, index, &taken).ok()?;
        let mut font = FontBuilder::new();
        // the subsetter leaves it out, and the PDF's writer takes heights, weight and licence from it
        let os2 = Tag::new(b"OS/2");
        if let Some(table) = whole.table_data(os2) {
            font.add_raw(os2, table.as_bytes());
        }
        let font = font.copy_missing_tables(FontRef::new(&cut).ok()?).build();
        Some(Self {
            bytes: font.len(),
            font: Font::new(Arc::new(font).into(), 0)?,
            glyphs,
        })
    }

    pub(crate) fn glyph(&self, char: char) -> Option<Glyph> {
        let at = self
            .glyphs
            .binary_search_by_key(&char, |(of, _)| *of)
            .ok()?;
        Some(self.glyphs[at].1)
    }
}

impl std::fmt::Debug for Volume {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Volume({} glyphs)", self.glyphs.len())
    }
}
