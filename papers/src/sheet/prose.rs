//! Running text: promises, notes, proofs and the appendix.

use super::fit::{Side, baseline};
use super::head::labelled;
use super::{BODY_PT, Cell, Kind, LEFT, MM, Mark, Role, Sheet, Unit, WIDTH};
use crate::set::Text;
use crate::wrap::wrap;
use crate::{Line, Notes, PaperFault, Promise, Signature, words};

/// Between the frame and a promise.
const INSET: f32 = 4.0 * MM;
const PROMISE_LEADING: f32 = 1.55;
/// Chinese paragraphs begin two characters in.
const INDENT_EM: f32 = 2.0;
const NOTE_PT: f32 = 9.0;
const NOTE_LEADING: f32 = 1.4;
/// Room for a signature; one that is drawn is made to fit.
const SIGN_WIDTH: f32 = 40.0 * MM;
const SIGN_HEIGHT: f32 = 16.0 * MM;
/// Where the signature's label begins, so that there is room to write after it.
const SIGN_AT: f32 = LEFT + 0.52 * WIDTH;
const PROOF_PT: f32 = 7.5;
/// Lines of a proof that stay together.
const PROOF_LINES: usize = 12;

/// A column of text.
struct Column {
    x: f32,
    width: f32,
    size: f32,
    leading: f32,
    indent_em: f32,
}

impl Column {
    /// Lines from `top` on, justified but for the last, and where they end.
    fn set<'p>(&self, text: &Text, top: f32) -> (Vec<Mark<'p>>, f32) {
        let column_em = self.width / self.size;
        let lines = wrap(text, column_em, self.indent_em);
        let step = self.size * self.leading;
        let last = lines.len().saturating_sub(1);
        let mark = |(at, text): (usize, Text)| {
            let indent_em = if at == 0 { self.indent_em } else { 0.0 };
            let free_em = column_em - indent_em - text.width_em();
            let gaps = text.len().saturating_sub(1).max(1) as f32;
            // a line that broke early stays ragged rather than gappy
            let stretch_em = (free_em / gaps).clamp(0.0, 1.0);
            Mark::Text {
                x: self.x + indent_em * self.size,
                baseline: baseline(top + at as f32 * step, self.size, step),
                size: self.size,
                stretch_em: if at == last || stretch_em > 0.15 {
                    0.0
                } else {
                    stretch_em
                },
                text,
            }
        };
        let bottom = top + lines.len() as f32 * step;
        (lines.into_iter().enumerate().map(mark).collect(), bottom)
    }
}

fn paragraph(marks: Vec<Mark<'_>>) -> Cell<'_> {
    Cell {
        role: Role::Paragraph,
        marks,
    }
}

impl<'p> Sheet<'p, '_, '_> {
    pub(super) fn promise(&mut self, promise: &'p Promise) -> Result<(), PaperFault> {
        let column = Column {
            x: LEFT + INSET,
            width: WIDTH - 2.0 * INSET,
            size: BODY_PT,
            leading: PROMISE_LEADING,
            indent_em: INDENT_EM,
        };
        let first = !promise.lead.is_empty();
        let texts = first
            .then_some(&promise.lead)
            .into_iter()
            .chain(&promise.promises);
        for (at, words) in texts.enumerate() {
            let text = self.set(words)?;
            let (kind, above) = if at == 0 {
                (Kind::Framed, 2.0 * MM)
            } else {
                (Kind::Continued, 0.0)
            };
            let (marks, bottom) = column.set(&text, above);
            let mut unit = Unit::new(kind, bottom, vec![paragraph(marks)]);
            unit.holds_next = true;
            self.units.push(unit);
        }
        self.signature(promise)
    }

    /// `签名：` with the name, the strokes or room for a pen, and the day below it.
    fn signature(&mut self, promise: &'p Promise) -> Result<(), PaperFault> {
        let label = self.set(&format!("{}：", promise.signature_label))?;
        let after = SIGN_AT + label.width_em() * BODY_PT;
        let row = |top: f32, height: f32| top + (height + BODY_PT * 0.76) / 2.0;
        let mut cells = vec![paragraph(vec![Mark::Text {
            text: label,
            x: SIGN_AT,
            baseline: row(0.0, SIGN_HEIGHT),
            size: BODY_PT,
            stretch_em: 0.0,
        }])];
        let room = (LEFT + WIDTH - INSET - after, SIGN_HEIGHT);
        match &promise.signature {
            Signature::Blank => {}
            Signature::Typed(name) => {
                let names = [name.clone()];
                let fitted = self.fitted(&promise.signature_label, &names, room.0, room.1)?;
                cells.push(fitted.cell(Role::Paragraph, after, 0.0, room, Side::LeftEdge));
            }
            Signature::Drawn(strokes) => {
                let [width, height] = strokes.within();
                cells.push(Cell {
                    role: Role::Figure(words::DRAWN.to_owned()),
                    marks: vec![Mark::Strokes {
                        strokes,
                        x: after,
                        y: 0.0,
                        width: SIGN_WIDTH.min(SIGN_HEIGHT * width / height),
                    }],
                });
            }
        }
        let mut height = SIGN_HEIGHT + 1.0 * MM;
        if let Some(dated) = &promise.dated {
            let below = 7.0 * MM;
            let words = [labelled(dated)];
            let room = (LEFT + WIDTH - SIGN_AT, below);
            let fitted = self.fitted(&dated.label, &words, room.0, room.1)?;
            let x = SIGN_AT - 1.5 * MM;
            cells.push(fitted.cell(Role::Paragraph, x, SIGN_HEIGHT, room, Side::Left));
            height = SIGN_HEIGHT + below + 1.0 * MM;
        }
        self.units.push(Unit::new(Kind::Continued, height, cells));
        Ok(())
    }

    /// The heading stands beside the first note, the others under it.
    pub(super) fn notes(&mut self, notes: &Notes) -> Result<(), PaperFault> {
        let label = self.set(&format!("{}：", notes.label))?;
        let indent = label.width_em() * NOTE_PT;
        let column = Column {
            x: LEFT + indent,
            width: WIDTH - indent,
            size: NOTE_PT,
            leading: NOTE_LEADING,
            indent_em: 0.0,
        };
        for (at, note) in notes.notes.iter().enumerate() {
            let text = self.set(note)?;
            let (mut marks, bottom) = column.set(&text, 0.0);
            if at == 0 {
                let leading = NOTE_PT * NOTE_LEADING;
                marks.insert(
                    0,
                    Mark::Text {
                        text: label.clone(),
                        x: LEFT,
                        baseline: baseline(0.0, NOTE_PT, leading),
                        size: NOTE_PT,
                        stretch_em: 0.0,
                    },
                );
            }
            let mut unit = Unit::new(Kind::Open, bottom, vec![paragraph(marks)]);
            unit.gap = if at == 0 { 2.5 * MM } else { 0.0 };
            self.units.push(unit);
        }
        Ok(())
    }

    pub(super) fn proof(&mut self, proof: &Line) -> Result<(), PaperFault> {
        let label = self.bold(&proof.label)?;
        let column = |size: f32| Column {
            x: LEFT,
            width: WIDTH,
            size,
            leading: NOTE_LEADING,
            indent_em: 0.0,
        };
        let (marks, bottom) = column(NOTE_PT).set(&label, 0.0);
        let mut unit = Unit::new(Kind::Open, bottom, vec![paragraph(marks)]);
        (unit.gap, unit.holds_next) = (4.0 * MM, true);
        self.units.push(unit);
        let texts = self.texts(&proof.value)?;
        let column = column(PROOF_PT);
        let lines: Vec<Text> = texts
            .iter()
            .flat_map(|text| wrap(text, WIDTH / PROOF_PT, 0.0))
            .collect();
        for lines in lines.chunks(PROOF_LINES) {
            let (mut marks, mut bottom) = (Vec::new(), 0.0);
            for line in lines {
                let (mark, below) = column.set(line, bottom);
                marks.extend(mark);
                bottom = below;
            }
            self.units
                .push(Unit::new(Kind::Open, bottom, vec![paragraph(marks)]));
        }
        Ok(())
    }

    /// A page more for values that did not fit in their boxes.
    pub(super) fn appendix(&mut self) -> Result<(), PaperFault> {
        let column = |size: f32, indent_em: f32| Column {
            x: LEFT,
            width: WIDTH,
            size,
            leading: PROMISE_LEADING,
            indent_em,
        };
        for (at, (label, lines)) in std::mem::take(&mut self.overflow).into_iter().enumerate() {
            if at == 0 {
                let text = self.bold(words::APPENDIX)?;
                let (marks, bottom) = column(16.0, 0.0).set(&text, 0.0);
                let role = Role::Band(words::APPENDIX.to_owned());
                let mut unit = Unit::new(Kind::Open, bottom, vec![Cell { role, marks }]);
                (unit.new_page, unit.holds_next) = (true, true);
                self.units.push(unit);
            }
            let text = self.bold(&words::appendix_entry(at + 1, &label))?;
            let (marks, bottom) = column(BODY_PT, 0.0).set(&text, 0.0);
            let mut unit = Unit::new(Kind::Open, bottom, vec![paragraph(marks)]);
            (unit.gap, unit.holds_next) = (4.0 * MM, true);
            self.units.push(unit);
            for line in lines {
                let text = self.set(&line)?;
                let (marks, bottom) = column(BODY_PT, INDENT_EM).set(&text, 0.0);
                self.units
                    .push(Unit::new(Kind::Open, bottom, vec![paragraph(marks)]));
            }
        }
        Ok(())
    }
}
