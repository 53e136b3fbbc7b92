//! Laying a paper out: blocks become units, units are put on pages. No page is drawn before all of them are known.
//!
//! Lengths inside are points; what callers say in millimetres is turned into points here.

mod fit;
mod head;
mod mark;
mod prose;
mod table;

pub(crate) use mark::{Cell, Kind, Mark, Role, Rule, Unit};

use crate::fonts::Weight;
use crate::set::{Setter, Text};
use crate::{Block, Paper, PaperFault, Value, words};
use fit::Fitted;

/// Points in a millimetre.
pub(crate) const MM: f32 = 72.0 / 25.4;

/// A4, upright.
pub(crate) const PAGE_WIDTH: f32 = 210.0 * MM;
pub(crate) const PAGE_HEIGHT: f32 = 297.0 * MM;

/// The frame's sides. 20 mm at the left leaves room for a binder's holes.
pub(crate) const LEFT: f32 = 20.0 * MM;
pub(crate) const RIGHT: f32 = 190.0 * MM;
const WIDTH: f32 = RIGHT - LEFT;
const TOP: f32 = 11.0 * MM;
const BOTTOM: f32 = 283.0 * MM;

/// 11 pt lies between 五号 and 小四, what such forms are printed in.
const BODY_PT: f32 = 11.0;

/// One page: units with their upper edges.
pub(crate) struct Page<'p> {
    pub(crate) units: Vec<(f32, Unit<'p>)>,
}

/// The pages of one copy. `copy` says which, from 0, where there are several.
pub(crate) fn lay_out<'p>(
    paper: &'p Paper,
    setter: &mut Setter<'_>,
    copy: Option<usize>,
) -> Result<Vec<Page<'p>>, PaperFault> {
    let mut sheet = Sheet {
        setter,
        units: Vec::new(),
        overflow: Vec::new(),
    };
    sheet.head(paper, copy)?;
    for block in &paper.blocks {
        match block {
            Block::Rows(rows) => rows.iter().try_for_each(|row| sheet.row(row))?,
            Block::Band(text) => sheet.band(text)?,
            Block::Promise(promise) => sheet.promise(promise)?,
            Block::Stamp(stamp) => sheet.stamp(stamp)?,
            Block::Notes(notes) => sheet.notes(notes)?,
            Block::Proof(proof) => sheet.proof(proof)?,
        }
    }
    sheet.appendix()?;
    Ok(paginated(sheet.units))
}

/// A paper being laid out.
struct Sheet<'p, 's, 'f> {
    setter: &'s mut Setter<'f>,
    units: Vec<Unit<'p>>,
    /// Values that did not fit, with their labels, for the appendix.
    overflow: Vec<(String, Vec<String>)>,
}

impl Sheet<'_, '_, '_> {
    fn set(&mut self, words: &str) -> Result<Text, PaperFault> {
        self.setter.set(words, Weight::Regular)
    }

    fn bold(&mut self, words: &str) -> Result<Text, PaperFault> {
        self.setter.set(words, Weight::Bold)
    }

    fn texts(&mut self, value: &Value) -> Result<Vec<Text>, PaperFault> {
        value.lines().iter().map(|line| self.set(line)).collect()
    }

    /// Fits a value into a box, or moves it to the appendix and says in the box where it went.
    fn fitted(
        &mut self,
        label: &str,
        lines: &[String],
        width: f32,
        height: f32,
    ) -> Result<Fitted, PaperFault> {
        let texts: Vec<Text> = lines
            .iter()
            .map(|line| self.set(line))
            .collect::<Result<_, _>>()?;
        if let Some(fitted) = fit::fit(&texts, width, height) {
            return Ok(fitted);
        }
        self.overflow.push((label.to_owned(), lines.to_vec()));
        let pointer = self.set(&words::see_appendix(self.overflow.len()))?;
        Ok(fit::forced(&[pointer], width))
    }
}

/// Puts units below each other, on as many pages as they need. What must not end a page moves on with what follows.
fn paginated(units: Vec<Unit<'_>>) -> Vec<Page<'_>> {
    let mut pages = vec![Page { units: Vec::new() }];
    let mut y = TOP;
    let mut units = units.into_iter().peekable();
    while let Some(unit) = units.next() {
        let held = if unit.holds_next {
            units.peek().map_or(0.0, |next| next.height)
        } else {
            0.0
        };
        let starts = pages.last().is_none_or(|page| page.units.is_empty());
        if !starts && (unit.new_page || y + unit.gap + unit.height + held > BOTTOM) {
            pages.push(Page { units: Vec::new() });
            y = TOP;
        } else if !starts {
            y += unit.gap;
        }
        let height = unit.height;
        if let Some(page) = pages.last_mut() {
            page.units.push((y, unit));
        }
        y += height;
    }
    pages
}
