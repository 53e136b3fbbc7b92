//! Setting text: characters become glyphs with their own widths, from the first face that has each.
//!
//! There is no shaper: Han, Latin and figures stand side by side as they are. What would need one (Arabic, Indic
//! scripts) has no glyph in these fonts and is refused.

use crate::PaperFault;
use crate::fonts::{Fonts, Place, Volume, Weight};
use krilla::geom::Point;
use krilla::surface::Surface;
use krilla::text::{GlyphId, KrillaGlyph};
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

/// Sets the texts of one paper. What it was given of a face stays the same until the paper is done.
pub(crate) struct Setter<'f> {
    fonts: &'f Fonts,
    volumes: Vec<(Place, Arc<Volume>)>,
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
    volume: Arc<Volume>,
    id: u16,
    advance_em: f32,
    bytes: Range<usize>,
}

impl<'f> Setter<'f> {
    pub(crate) fn new(fonts: &'f Fonts) -> Self {
        Self {
            fonts,
            volumes: Vec::new(),
        }
    }

    /// Sets a text. Fails with the first character that no face has.
    pub(crate) fn set(&mut self, words: &str, weight: Weight) -> Result<Text, PaperFault> {
        let mut glyphs = Vec::with_capacity(words.len() / 2);
        for (at, char) in words.char_indices() {
            let no_glyph = PaperFault::NoGlyph(char);
            let Some(place) = self.fonts.place_of(char, weight) else {
                return Err(no_glyph);
            };
            let volume = self.volume(place)?;
            let glyph = volume.glyph(char).ok_or(no_glyph)?;
            glyphs.push(Set {
                volume,
                id: glyph.id,
                advance_em: glyph.advance_em,
                bytes: at..at + char.len_utf8(),
            });
        }
        Ok(Text {
            words: words.into(),
            range: (0, glyphs.len()),
            glyphs: glyphs.into(),
        })
    }

    fn volume(&mut self, place: Place) -> Result<Arc<Volume>, PaperFault> {
        if let Some((_, volume)) = self.volumes.iter().find(|(known, _)| *known == place) {
            return Ok(volume.clone());
        }
        let volume = self.fonts.volume(place)?;
        self.volumes.push((place, volume.clone()));
        Ok(volume)
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
            .chunk_by(|a, b| Arc::ptr_eq(&a.volume, &b.volume))
        {
            let Some(first) = run.first() else { continue };
            let glyph = |set: &Set| {
                let (id, advance) = (GlyphId::new(u32::from(set.id)), set.advance_em + stretch_em);
                KrillaGlyph::new(id, advance, 0.0, 0.0, 0.0, set.bytes.clone(), None)
            };
            let glyphs: Vec<KrillaGlyph> = run.iter().map(glyph).collect();
            let font = first.volume.font.clone();
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
