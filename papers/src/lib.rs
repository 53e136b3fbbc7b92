//! Papers: official forms, slips and receipts, drawn as PDF for printing and as HTML for the screen beside it.
//!
//! Plain data goes in ([`Paper`], [`Slip`]), bytes or markup come out ([`pdf`], [`html::sheet`]). What a paper says is
//! the caller's: this crate holds no law, no area, no clock, no network. It reads the fonts' files alone.
//!
//! Invariants: the same paper gives the same bytes; a value is never cut (it shrinks, wraps, or moves to an appendix);
//! a character without a glyph refuses the paper and is named; what was left blank stays blank.

pub mod html;

mod code;
mod fault;
mod fonts;
mod limits;
mod paper;
mod pdf;
mod set;
mod sheet;
mod slip;
mod strokes;
mod words;
mod wrap;

pub use code::Code;
pub use fault::{FontFault, PaperFault};
pub use fonts::Fonts;
pub use limits::{BABIES_MOST, ROWS_MOST, VALUE_CHARS_MOST};
pub use paper::{
    Block, Copies, Field, Height, Line, Notes, PARTS, Paper, Promise, Row, Signature, Stamp, Unit,
    Value,
};
pub use pdf::pdf;
pub use slip::Slip;
pub use strokes::Strokes;
