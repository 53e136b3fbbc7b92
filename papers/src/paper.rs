//! What a paper is made of, as plain data. Nothing here knows a form: which fields there are, what they are called and
//! in which row they stand comes from the caller.

use crate::{Code, Strokes};
use std::fmt;

/// A row's width. The parts of a row's labels and values together make exactly this many.
pub const PARTS: u8 = 24;

/// One paper, A4 upright.
#[derive(Clone, Debug, PartialEq)]
pub struct Paper {
    /// Stands in the middle at the top, and in the PDF's metadata: it holds no personal data.
    pub title: String,
    /// The file's number (编号), at the left above the body.
    pub number: Option<Line>,
    /// The day on the paper (时间), at the right above the body.
    pub dated: Option<Line>,
    /// From top to bottom.
    pub blocks: Vec<Block>,
    /// The code in the upper left corner.
    pub code: Option<Code>,
    /// One, or two of which each says which it is.
    pub copies: Copies,
    /// Small at each page's foot: by which edition of which document the paper was made.
    pub footer: Option<String>,
}

/// How many copies (联) one file holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Copies {
    /// One, which does not say so.
    #[default]
    One,
    /// Two, for forms that are handed in twice (一式两份).
    Two,
}

/// What stands below each other on a paper. Rows, bands, promises and stamps share one frame while they follow each
/// other; notes and proofs stand outside it.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Labelled boxes.
    Rows(Vec<Row>),
    /// A heading across the frame (以下由…填写).
    Band(String),
    /// What the applicant promises and signs.
    Promise(Promise),
    /// Room for a stamp (盖章).
    Stamp(Stamp),
    /// Remarks under the frame (备注).
    Notes(Notes),
    /// A long text for machines, set small: the proof of a receipt.
    Proof(Line),
}

/// Boxes beside each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Their parts add up to [`PARTS`].
    pub fields: Vec<Field>,
    /// The least height; a value of several lines may need more.
    pub height: Height,
}

/// A label and what was filled in beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The document's own word.
    pub label: String,
    /// What stands in the box.
    pub value: Value,
    /// The label's width.
    pub label_parts: u8,
    /// The value's width.
    pub value_parts: u8,
}

/// A label followed by a value without a box: `签名：…`.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The document's own word, without the colon.
    pub label: String,
    /// What follows the colon.
    pub value: Value,
}

/// How high a row is, at least.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Height {
    /// 8 mm: slips with many rows.
    Low,
    /// 10 mm: one line, by hand or by machine.
    #[default]
    Plain,
    /// 15 mm: two or three lines.
    Tall,
}

/// What was filled in. Its `Debug` shows lengths alone, because it is mostly about people.
#[derive(Clone, Default, PartialEq, Eq)]
pub enum Value {
    /// Nothing, to be filled in by hand.
    #[default]
    Blank,
    /// One text.
    Words(String),
    /// One line for each baby.
    Lines(Vec<String>),
    /// Numbers before their units, each filled or blank: `2026年9月`, or `　　年　　月`.
    Units(Vec<Unit>),
}

/// A number before its unit.
#[derive(Clone, PartialEq, Eq)]
pub struct Unit {
    /// Blank where it is filled in by hand.
    pub number: Option<String>,
    /// 年, 月, 日, 年度.
    pub unit: String,
}

/// The applicant's promises, word for word, with room to sign.
#[derive(Clone, Debug, PartialEq)]
pub struct Promise {
    /// Before the promises.
    pub lead: String,
    /// Each with its own number.
    pub promises: Vec<String>,
    /// 签名.
    pub signature_label: String,
    /// What stands beside it.
    pub signature: Signature,
    /// The day of signing.
    pub dated: Option<Line>,
}

/// How the paper was signed. Its `Debug` says only how.
#[derive(Clone, Default, PartialEq)]
pub enum Signature {
    /// Not yet: room for a pen.
    #[default]
    Blank,
    /// A typed name.
    Typed(String),
    /// Drawn with a finger.
    Drawn(Strokes),
}

/// Room for a stamp.
#[derive(Clone, Debug, PartialEq)]
pub struct Stamp {
    /// Who stamps (…（盖章）).
    pub label: String,
    /// 46 fits the widest official stamp, 45 mm across.
    pub height_mm: u8,
}

/// Numbered remarks with their heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Notes {
    /// 备注.
    pub label: String,
    /// Each with its own number.
    pub notes: Vec<String>,
}

impl Value {
    /// The text if there is one, blank otherwise: what an optional fact becomes.
    pub fn of(words: Option<impl Into<String>>) -> Self {
        words.map_or(Self::Blank, |words| Self::Words(words.into()))
    }

    /// A day, or the blanks for one.
    pub fn day(year_month_day: Option<(i32, u32, u32)>) -> Self {
        let number = |pick: fn((i32, u32, u32)) -> String| year_month_day.map(pick);
        Self::Units(vec![
            Unit::new(number(|day| day.0.to_string()), "年"),
            Unit::new(number(|day| day.1.to_string()), "月"),
            Unit::new(number(|day| day.2.to_string()), "日"),
        ])
    }

    /// Line for line as it is printed. Blank numbers become room to write in.
    pub(crate) fn lines(&self) -> Vec<String> {
        match self {
            Self::Blank => Vec::new(),
            Self::Words(words) => vec![words.clone()],
            Self::Lines(lines) => lines.clone(),
            Self::Units(units) => vec![units.iter().map(Unit::text).collect()],
        }
    }
}

/// Room for a number that is not there.
pub(crate) const ROOM: &str = "\u{3000}\u{3000}\u{3000}";

impl Unit {
    /// A number, or room for one, before its unit.
    pub fn new(number: Option<String>, unit: impl Into<String>) -> Self {
        Self {
            number,
            unit: unit.into(),
        }
    }

    /// Both together.
    pub(crate) fn text(&self) -> String {
        format!("{}{}", self.number.as_deref().unwrap_or(ROOM), self.unit)
    }
}

impl Height {
    /// In millimetres.
    pub const fn mm(self) -> f32 {
        match self {
            Self::Low => 8.0,
            Self::Plain => 10.0,
            Self::Tall => 15.0,
        }
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let chars: usize = self.lines().iter().map(|line| line.chars().count()).sum();
        match self {
            Self::Blank => f.write_str("Blank"),
            Self::Words(_) => write!(f, "Words({chars} characters)"),
            Self::Lines(lines) => write!(f, "Lines({}, {chars} characters)", lines.len()),
            Self::Units(units) => write!(f, "Units({})", units.len()),
        }
    }
}

impl fmt::Debug for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Unit({})", self.unit)
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Blank => "Blank",
            Self::Typed(_) => "Typed",
            Self::Drawn(_) => "Drawn",
        })
    }
}
