//! Black ink on a page: text, lines, strokes and the squares of a code.

use crate::Strokes;
use crate::code::Modules;
use crate::set::Text;
use crate::strokes::Step;
use krilla::geom::{Path, PathBuilder, Rect};
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, LineCap, LineJoin, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier};

/// A pen's line in the box of a drawn signature: 0.5 mm on paper.
const STROKE_UNITS: f32 = 12.0;

pub(super) struct Ink<'a> {
    surface: Surface<'a>,
}

impl<'a> Ink<'a> {
    pub(super) fn new(surface: Surface<'a>) -> Self {
        Self { surface }
    }

    /// What screen readers leave out.
    pub(super) fn artifact(&mut self, kind: ArtifactType, draw: impl FnOnce(&mut Self)) {
        self.surface
            .start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
        draw(self);
        self.surface.end_tagged();
    }

    /// What they read.
    pub(super) fn content(&mut self, draw: impl FnOnce(&mut Self)) -> Identifier {
        let identifier = self.surface.start_tagged(ContentTag::Other);
        draw(self);
        self.surface.end_tagged();
        identifier
    }

    pub(super) fn text(&mut self, text: &Text, x: f32, baseline: f32, size: f32, stretch_em: f32) {
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(Fill::default()));
        text.draw(&mut self.surface, x, baseline, size, stretch_em);
    }

    pub(super) fn rule(&mut self, from: (f32, f32), to: (f32, f32), width: f32) {
        let mut path = PathBuilder::new();
        path.move_to(from.0, from.1);
        path.line_to(to.0, to.1);
        self.stroke(path.finish(), width);
    }

    pub(super) fn frame(&mut self, from: (f32, f32), to: (f32, f32), width: f32) {
        let mut path = PathBuilder::new();
        if let Some(frame) = Rect::from_ltrb(from.0, from.1, to.0, to.1) {
            path.push_rect(frame);
        }
        self.stroke(path.finish(), width);
    }

    /// `width` is that of the strokes' box.
    pub(super) fn strokes(&mut self, drawn: &Strokes, x: f32, y: f32, width: f32) {
        let scale = width / drawn.within()[0];
        let at = |px: f32, py: f32| (x + px * scale, y + py * scale);
        let mut path = PathBuilder::new();
        for step in drawn.steps() {
            match *step {
                Step::Move([px, py]) => {
                    let (px, py) = at(px, py);
                    path.move_to(px, py);
                }
                Step::Line([px, py]) => {
                    let (px, py) = at(px, py);
                    path.line_to(px, py);
                }
                Step::Bow([cx, cy, px, py]) => {
                    let ((cx, cy), (px, py)) = (at(cx, cy), at(px, py));
                    path.quad_to(cx, cy, px, py);
                }
            }
        }
        self.stroke(path.finish(), STROKE_UNITS * scale);
    }

    /// One path for the whole code: no hair of white shows between its squares.
    pub(super) fn modules(&mut self, modules: &Modules, x: f32, y: f32, side: f32) {
        let module = side / modules.side as f32;
        let mut path = PathBuilder::new();
        for dark in &modules.dark {
            let (left, top) = (x + dark.x as f32 * module, y + dark.y as f32 * module);
            let right = left + dark.width as f32 * module;
            if let Some(rect) = Rect::from_ltrb(left, top, right, top + module) {
                path.push_rect(rect);
            }
        }
        if let Some(path) = path.finish() {
            self.surface.set_stroke(None);
            self.surface.set_fill(Some(Fill::default()));
            self.surface.draw_path(&path);
        }
    }

    fn stroke(&mut self, path: Option<Path>, width: f32) {
        let Some(path) = path else { return };
        self.surface.set_fill(None);
        self.surface.set_stroke(Some(Stroke {
            paint: Fill::default().paint,
            width,
            miter_limit: 10.0,
            line_cap: LineCap::Round,
            line_join: LineJoin::Miter,
            opacity: NormalizedF32::ONE,
            dash: None,
        }));
        self.surface.draw_path(&path);
    }
}
