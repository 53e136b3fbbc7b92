//! Why a paper or the fonts were refused. Nothing here repeats a value: a fault may stand in a log.

use crate::limits::{BABIES_MOST, ROWS_MOST};
use std::io;
use std::path::PathBuf;

/// Why a paper was not drawn.
#[derive(Debug, thiserror::Error)]
pub enum PaperFault {
    /// No font has a picture of this character: a box would be worse than no paper.
    #[error("no font prints {0:?} (U+{code:04X})", code = u32::from(*.0))]
    NoGlyph(char),
    /// A text over its limit, by its label.
    #[error("{label}: {chars} characters, at most {most} are printed")]
    TooLong {
        /// The document's word for it.
        label: String,
        /// As it came.
        chars: usize,
        /// What is allowed.
        most: usize,
    },
    /// More babies than any form has lines for.
    #[error("{0} lines in one box, at most {BABIES_MOST} are printed")]
    TooManyBabies(usize),
    /// More rows than a paper holds.
    #[error("{0} rows, at most {ROWS_MOST} are printed")]
    TooManyRows(usize),
    /// A row whose parts do not add up.
    #[error("the row of {label} has {parts} parts instead of {all}", all = crate::PARTS)]
    Width {
        /// The first label of the row.
        label: String,
        /// What its labels and values add up to.
        parts: u32,
    },
    /// The stamp's box is lower or higher than a page allows.
    #[error("a stamp's box of {0} mm")]
    StampHeight(u8),
    /// Too long for a code that a phone reads from paper.
    #[error("{0} bytes do not fit in a code that is read from paper")]
    Code(usize),
    /// A drawn signature that isn't strokes in its box.
    #[error("the drawn signature does not read: {0}")]
    Strokes(&'static str),
    /// A font went bad while serving.
    #[error(transparent)]
    Font(#[from] FontFault),
    /// The PDF's writer refused what we gave it: our own mistake.
    #[error("the PDF was not written: {0}")]
    Writer(String),
}

/// Why the fonts did not open.
#[derive(Debug, thiserror::Error)]
pub enum FontFault {
    /// A path without a file.
    #[error("cannot read the font {path}: {source}{hint}", path = .path.display())]
    Missing {
        /// As configured.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
        /// Which package brings it, where known.
        hint: String,
    },
    /// A file that is no font.
    #[error("{} is not a font that can be embedded", .0.display())]
    Unreadable(PathBuf),
    /// Nothing to set text in.
    #[error("no font of regular weight is configured")]
    None,
}
