//! Boxes: rows of labels and values, bands, and the room for a stamp.

use super::fit::{self, Side, forced};
use super::{Kind, LEFT, MM, RIGHT, Role, Rule, Sheet, Unit, WIDTH};
use crate::{Height, PARTS, PaperFault, Row, Stamp, Value};

const BAND_HEIGHT: f32 = 8.0 * MM;
/// Higher than these a row would push the stamp off the page; the value goes to the appendix.
const VALUE_HEIGHT_MOST: f32 = 18.0 * MM;
const BABIES_HEIGHT_MOST: f32 = 60.0 * MM;
/// A list has room for twins and triplets at the body's own size; of more babies each row would push the next off the
/// page.
const ROOMY_LINES: usize = 3;
const PART: f32 = WIDTH / PARTS as f32;

impl<'p> Sheet<'p, '_, '_> {
    pub(super) fn row(&mut self, row: &'p Row) -> Result<(), PaperFault> {
        let height = self.row_height(row)?;
        let (mut cells, mut rules, mut x) = (Vec::new(), Vec::new(), LEFT);
        for field in &row.fields {
            let width = PART * f32::from(field.label_parts);
            let label = self.set(&field.label)?;
            let fitted = fit::fit(std::slice::from_ref(&label), width, height)
                .unwrap_or_else(|| forced(&[label], width));
            cells.push(fitted.cell(Role::Head, x, 0.0, (width, height), Side::Middle));
            if x > LEFT {
                rules.push(upright(x, height));
            }
            x += width;
            rules.push(upright(x, height));
            let width = PART * f32::from(field.value_parts);
            let fitted = self.fitted(&field.label, &field.value.lines(), width, height)?;
            cells.push(fitted.cell(Role::Value, x, 0.0, (width, height), Side::Left));
            x += width;
        }
        let mut unit = Unit::new(Kind::Row, height, cells);
        unit.rules = rules;
        self.units.push(unit);
        Ok(())
    }

    /// A row grows rather than shrink a value below what reads well, as long as the paper keeps its shape. A label is
    /// never moved to the appendix, so it may grow as it must.
    fn row_height(&mut self, row: &Row) -> Result<f32, PaperFault> {
        let mut height = row.height.mm() * MM;
        for field in &row.fields {
            let label = [self.set(&field.label)?];
            let width = PART * f32::from(field.label_parts);
            height = height.max(fit::legible_height(&label, width, height));
            let most = match field.value {
                Value::Lines(_) => BABIES_HEIGHT_MOST,
                Value::Blank | Value::Words(_) | Value::Units(_) => VALUE_HEIGHT_MOST,
            };
            let texts = self.texts(&field.value)?;
            let width = PART * f32::from(field.value_parts);
            let is_roomy = row.height == Height::Low && texts.len() <= ROOMY_LINES;
            let wanted = fit::legible_height(&texts, width, height);
            let whole = fit::whole_height(&texts, width).filter(|_| is_roomy);
            let wanted = whole.map_or(wanted, |whole| whole.max(height));
            if wanted <= most {
                height = height.max(wanted);
            }
        }
        Ok(height)
    }

    pub(super) fn band(&mut self, words: &str) -> Result<(), PaperFault> {
        let text = self.bold(words)?;
        let fitted = forced(&[text], WIDTH);
        let role = Role::Band(words.to_owned());
        let cell = fitted.cell(role, LEFT, 0.0, (WIDTH, BAND_HEIGHT), Side::Middle);
        let mut unit = Unit::new(Kind::Framed, BAND_HEIGHT, vec![cell]);
        unit.holds_next = true;
        self.units.push(unit);
        Ok(())
    }

    /// The label stands at the upper left and the stamp in what is left white; it may go over the label, as stamps do.
    pub(super) fn stamp(&mut self, stamp: &Stamp) -> Result<(), PaperFault> {
        let height = f32::from(stamp.height_mm) * MM;
        let label = self.set(&stamp.label)?;
        let at = (WIDTH / 2.0, 10.0 * MM);
        let cell =
            forced(&[label], at.0).cell(Role::Paragraph, LEFT + 2.0 * MM, 0.0, at, Side::Left);
        self.units.push(Unit::new(Kind::Framed, height, vec![cell]));
        Ok(())
    }
}

fn upright(x: f32, height: f32) -> Rule {
    debug_assert!(x < RIGHT);
    Rule {
        from: (x, 0.0),
        to: (x, height),
    }
}
