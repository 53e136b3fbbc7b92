//! Setting text: characters become glyphs with their own widths, from the first face that has each.
//!
//! There is no shaper: Han, Latin and figures stand side by side as they are. What would need one (Arabic, Indic
//! scripts) has no glyph in these fonts and is refused.

use crate::PaperFault;
use crate::fonts::{Fonts, Loaded, Weight};
use krilla::geom::Point;
use krilla::surface::Surface;
use krilla::text::{GlyphId, KrillaGlyph};
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

/// Sets the texts of one paper. Rare faces are read once a paper.
pub(crate) struct Setter<'f> {
    fonts: &'f Fonts,
    loaded: Vec<(usize, Arc<Loaded>)>,
}

/// A text as glyphs, without a size.
#[derive(Clone)]
pub(crate) struct Text {
    pub(crate) words: Rc<str>,
    glyphs: Rc<[Set]>,
    /// Which glyphs of it: the whole text, or one of its lines.
    range: (usize, usize),
}

struct Set {
    loaded: Arc<Loaded>,
    id: u32,
    advance_em: f32,
    bytes: Range<usize>,
}

impl<'f> Setter<'f> {
    pub(crate) fn new(fonts: &'f Fonts) -> Self {
        Self {
            fonts,
            loaded: Vec::new(),
        }
    }

    /// Sets a text. Fails with the first character that no face has.
    pub(crate) fn set(&mut self, words: &str, weight: Weight) -> Result<Text, PaperFault> {
        let mut glyphs = Vec::with_capacity(words.len() / 2);
        let mut chars = words.char_indices().peekable();
        while let Some((_, first)) = chars.peek().copied() {
            let face = self.face(first, weight)?;
            // the run of characters that this face sets
            let mut run = Vec::new();
            while let Some((at, char)) =
                chars.next_if(|(_, char)| self.fonts.face_of(*char, weight) == Some(face))
            {
                run.push((at, char));
            }
            let loaded = self.load(face)?;
            let found = loaded.glyphs(run.iter().map(|(_, char)| *char));
            for ((at, char), glyph) in run.into_iter().zip(found) {
                let glyph = glyph.ok_or(PaperFault::NoGlyph(char))?;
                glyphs.push(Set {
                    loaded: loaded.clone(),
                    id: glyph.id,
                    advance_em: glyph.advance_em,
                    bytes: at..at + char.len_utf8(),
                });
            }
        }
        Ok(Text {
            words: words.into(),
            range: (0, glyphs.len()),
            glyphs: glyphs.into(),
        })
    }

    fn face(&self, char: char, weight: Weight) -> Result<usize, PaperFault> {
        self.fonts
            .face_of(char, weight)
            .ok_or(PaperFault::NoGlyph(char))
    }

    fn load(&mut self, face: usize) -> Result<Arc<Loaded>, PaperFault> {
        if let Some((_, loaded)) = self.loaded.iter().find(|(known, _)| *known == face) {
            return Ok(loaded.clone());
        }
        let loaded = self.fonts.load(face)?;
        self.loaded.push((face, loaded.clone()));
        Ok(loaded)
    }
}

impl Text {
    fn sets(&self) -> &[Set] {
        &self.glyphs[self.range.0..self.range.1]
    }

    /// How many characters.
    pub(crate) fn len(&self) -> usize {
        self.range.1 - self.range.0
    }

    /// In parts of the size.
    pub(crate) fn width_em(&self) -> f32 {
        self.sets().iter().map(|set| set.advance_em).sum()
    }

    /// Each character's width in parts of the size, and the byte of the whole text behind it.
    pub(crate) fn advances(&self) -> impl Iterator<Item = (f32, usize)> + '_ {
        self.sets()
            .iter()
            .map(|set| (set.advance_em, set.bytes.end))
    }

    /// Some of its characters, counted within this text.
    pub(crate) fn part(&self, from: usize, to: usize) -> Self {
        let start = self.range.0;
        Self {
            range: (start + from, start + to),
            ..self.clone()
        }
    }

    /// Without the spaces at its end, which would push a justified line inwards.
    pub(crate) fn trimmed(&self) -> Self {
        let spaces = self.sets().iter().rev();
        let spaces = spaces
            .take_while(|set| &self.words[set.bytes.clone()] == " ")
            .count();
        self.part(0, self.len() - spaces)
    }

    /// Draws it from the left end of its baseline, `stretch_em` wider after each character. All in points.
    pub(crate) fn draw(
        &self,
        surface: &mut Surface<'_>,
        x: f32,
        y: f32,
        size: f32,
        stretch_em: f32,
    ) {
        let mut x = x;
        for run in self
            .sets()
            .chunk_by(|a, b| Arc::ptr_eq(&a.loaded, &b.loaded))
        {
            let Some(first) = run.first() else { continue };
            let glyph = |set: &Set| {
                let (id, advance) = (GlyphId::new(set.id), set.advance_em + stretch_em);
                KrillaGlyph::new(id, advance, 0.0, 0.0, 0.0, set.bytes.clone(), None)
            };
            let glyphs: Vec<KrillaGlyph> = run.iter().map(glyph).collect();
            let font = first.loaded.font.clone();
            surface.draw_glyphs(
                Point::from_xy(x, y),
                &glyphs,
                font,
                &self.words,
                size,
                false,
            );
            x += glyphs.iter().map(|glyph| glyph.x_advance).sum::<f32>() * size;
        }
    }
}
