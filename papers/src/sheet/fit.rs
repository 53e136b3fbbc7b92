//! Making a value fit its box: smaller to a bound, then in several lines, then not at all. Nothing is cut.

use super::{BODY_PT, Cell, MM, Mark, Role};
use crate::set::Text;
use crate::wrap::wrap;

/// In one line a value shrinks to this (小五): below it, two lines read better.
const ONE_LINE_PT: [f32; 5] = [BODY_PT, 10.5, 10.0, 9.5, 9.0];
/// In several lines it shrinks to 7.5 pt (六号), the smallest that such forms use.
const WRAPPED_PT: [f32; 6] = [10.0, 9.5, 9.0, 8.5, 8.0, 7.5];
const LEADING: f32 = 1.25;

/// Around what stands in a box.
const PADDING: f32 = 1.5 * MM;
const PADDING_ABOVE: f32 = 0.7 * MM;

/// Above the baseline of a line of Chinese, in parts of the size: the em box of the faces used.
const ASCENT_EM: f32 = 0.88;

/// Lines of one size.
pub(crate) struct Fitted {
    size: f32,
    lines: Vec<Text>,
}

/// Where a line stands in its box.
#[derive(Clone, Copy)]
pub(crate) enum Side {
    Left,
    Middle,
    /// Without padding, in line with the frame.
    LeftEdge,
    RightEdge,
}

/// The largest setting of these texts, each on lines of its own, that fits the box.
pub(crate) fn fit(texts: &[Text], width: f32, height: f32) -> Option<Fitted> {
    let whole = |size: f32| Fitted {
        size,
        lines: texts.to_vec(),
    };
    let narrow = |fitted: &Fitted| {
        let mut widths = fitted
            .lines
            .iter()
            .map(|line| line.width_em() * fitted.size);
        widths.all(|line| line <= inner(width))
    };
    let low = |fitted: &Fitted| fitted.height() <= height;
    let one_line = ONE_LINE_PT
        .into_iter()
        .map(whole)
        .find(|fitted| narrow(fitted) && low(fitted));
    one_line.or_else(|| {
        let mut wrapped = WRAPPED_PT
            .into_iter()
            .map(|size| wrapped(texts, width, size));
        wrapped.find(low)
    })
}

/// In as many lines as it takes, for boxes that can grow and for the pointer to the appendix.
pub(crate) fn forced(texts: &[Text], width: f32) -> Fitted {
    fit(texts, width, f32::MAX).unwrap_or_else(|| wrapped(texts, width, WRAPPED_PT[0]))
}

/// How high a box must be so that these texts need not shrink below 8.5 pt; `height` if that is enough.
pub(crate) fn legible_height(texts: &[Text], width: f32, height: f32) -> f32 {
    const LEGIBLE_PT: f32 = 8.5;
    match fit(texts, width, height) {
        Some(fitted) if fitted.size >= LEGIBLE_PT => height,
        _ => wrapped(texts, width, LEGIBLE_PT).height(),
    }
}

/// How high a box must be for these texts at the body's own size, each in one line; none where one is too wide for that.
pub(crate) fn whole_height(texts: &[Text], width: f32) -> Option<f32> {
    let mut widths = texts.iter().map(|text| text.width_em() * BODY_PT);
    let whole = Fitted {
        size: BODY_PT,
        lines: texts.to_vec(),
    };
    widths
        .all(|line| line <= inner(width))
        .then(|| whole.height())
}

fn wrapped(texts: &[Text], width: f32, size: f32) -> Fitted {
    let column = (inner(width) / size).max(1.0);
    let lines = texts
        .iter()
        .flat_map(|text| wrap(text, column, 0.0))
        .collect();
    Fitted { size, lines }
}

fn inner(width: f32) -> f32 {
    width - 2.0 * PADDING
}

impl Fitted {
    fn height(&self) -> f32 {
        self.lines.len() as f32 * self.size * LEADING + 2.0 * PADDING_ABOVE
    }

    /// As a cell in the vertical middle of a box.
    pub(crate) fn cell<'p>(
        self,
        role: Role,
        x: f32,
        y: f32,
        (width, height): (f32, f32),
        side: Side,
    ) -> Cell<'p> {
        let leading = self.size * LEADING;
        let above = y + (height - self.lines.len() as f32 * leading) / 2.0;
        let mark = |(at, text): (usize, Text)| {
            let free = width - text.width_em() * self.size;
            let shift = match side {
                Side::Left => PADDING,
                Side::Middle => free / 2.0,
                Side::LeftEdge => 0.0,
                Side::RightEdge => free,
            };
            Mark::Text {
                x: x + shift,
                baseline: baseline(above + at as f32 * leading, self.size, leading),
                size: self.size,
                stretch_em: 0.0,
                text,
            }
        };
        let marks = self.lines.into_iter().enumerate().map(mark).collect();
        Cell { role, marks }
    }
}

/// The baseline of a line whose box begins at `top`.
pub(crate) fn baseline(top: f32, size: f32, leading: f32) -> f32 {
    top + (leading - size) / 2.0 + ASCENT_EM * size
}
