//! The head of a paper: the code in its corner, the title, number and day.

use super::fit::{Side, baseline, forced};
use super::{Cell, Kind, LEFT, MM, Mark, PAGE_WIDTH, RIGHT, Role, Sheet, Unit, WIDTH};
use crate::wrap::wrap;
use crate::{Code, Line, Paper, PaperFault, words};

/// A side of the code, without its quiet margin: the paper around it is white.
const CODE: f32 = 24.0 * MM;
const CAPTION_PT: f32 = 8.0;
/// 小二 and 三号: the sizes of such titles.
const TITLE_PT: [f32; 5] = [18.0, 17.0, 16.0, 15.0, 14.0];
const TITLE_LEADING: f32 = 1.3;
/// Where number and day stand, from the upper edge, and how high their boxes are.
const DATED_AT: f32 = 22.0 * MM;
const DATED_HEIGHT: f32 = 8.0 * MM;
const HEIGHT: f32 = 31.0 * MM;

impl<'p> Sheet<'p, '_, '_> {
    pub(super) fn head(&mut self, paper: &'p Paper, copy: Option<usize>) -> Result<(), PaperFault> {
        let beside_code = if paper.code.is_some() {
            CODE + 4.0 * MM
        } else {
            0.0
        };
        let mut cells = Vec::new();
        cells.push(self.title(&paper.title, WIDTH - 2.0 * beside_code)?);
        if let Some(copy) = copy {
            let text = self.set(words::COPIES[copy.min(1)])?;
            let fitted = forced(&[text], 30.0 * MM);
            let at = (30.0 * MM, 6.0 * MM);
            cells.push(fitted.cell(Role::Paragraph, RIGHT - at.0, 0.0, at, Side::RightEdge));
        }
        if let Some(code) = &paper.code {
            cells.extend(self.code(code)?);
        }
        let half = (WIDTH - beside_code) / 2.0;
        if let Some(number) = &paper.number {
            cells.push(self.line(number, LEFT + beside_code, half, Side::LeftEdge)?);
        }
        if let Some(dated) = &paper.dated {
            cells.push(self.line(dated, RIGHT - half, half, Side::RightEdge)?);
        }
        self.units.push(Unit::new(Kind::Open, HEIGHT, cells));
        Ok(())
    }

    /// The title in the page's middle, smaller or in two lines where it is long.
    fn title(&mut self, title: &str, width: f32) -> Result<Cell<'p>, PaperFault> {
        let text = self.bold(title)?;
        let fits = |size: &f32| text.width_em() * size <= width;
        let one_line = TITLE_PT.into_iter().find(fits);
        let size = one_line.unwrap_or(TITLE_PT[TITLE_PT.len() - 1]);
        let lines = match one_line {
            Some(_) => vec![text],
            None => wrap(&text, width / size, 0.0),
        };
        let leading = size * TITLE_LEADING;
        let above = (DATED_AT - lines.len() as f32 * leading).max(0.0) / 2.0;
        let mark = |(at, text): (usize, crate::set::Text)| Mark::Text {
            x: (PAGE_WIDTH - text.width_em() * size) / 2.0,
            baseline: baseline(above + at as f32 * leading, size, leading),
            size,
            stretch_em: 0.0,
            text,
        };
        Ok(Cell {
            role: Role::Title(title.to_owned()),
            marks: lines.into_iter().enumerate().map(mark).collect(),
        })
    }

    fn code(&mut self, code: &Code) -> Result<[Cell<'p>; 2], PaperFault> {
        let caption = self.set(&code.caption)?;
        let leading = CAPTION_PT * 1.2;
        let below = |(at, text): (usize, crate::set::Text)| Mark::Text {
            x: LEFT + (CODE - text.width_em() * CAPTION_PT) / 2.0,
            // the quiet margin goes below the code too
            baseline: baseline(CODE + 2.2 * MM + at as f32 * leading, CAPTION_PT, leading),
            size: CAPTION_PT,
            stretch_em: 0.0,
            text,
        };
        let lines = wrap(&caption, (CODE + 6.0 * MM) / CAPTION_PT, 0.0);
        let modules = Mark::Modules {
            modules: code.modules()?,
            x: LEFT,
            y: 0.0,
            side: CODE,
        };
        Ok([
            Cell {
                role: Role::Figure(words::code(&code.caption)),
                marks: vec![modules],
            },
            Cell {
                role: Role::Paragraph,
                marks: lines.into_iter().enumerate().map(below).collect(),
            },
        ])
    }

    /// `label：value` without a box.
    fn line(
        &mut self,
        line: &Line,
        x: f32,
        width: f32,
        side: Side,
    ) -> Result<Cell<'p>, PaperFault> {
        let words = [labelled(line)];
        let fitted = self.fitted(&line.label, &words, width, DATED_HEIGHT)?;
        Ok(fitted.cell(Role::Paragraph, x, DATED_AT, (width, DATED_HEIGHT), side))
    }
}

/// As the documents write it.
pub(super) fn labelled(line: &Line) -> String {
    format!("{}：{}", line.label, line.value.lines().join("，"))
}
