//! What is laid out before it is drawn.

use crate::Strokes;
use crate::code::Modules;
use crate::set::Text;

/// A piece of paper across the whole width that is not broken over pages.
pub(crate) struct Unit<'p> {
    pub(crate) kind: Kind,
    pub(crate) height: f32,
    /// Above it, except at a page's top.
    pub(crate) gap: f32,
    /// Begins a page.
    pub(crate) new_page: bool,
    /// Does not end a page.
    pub(crate) holds_next: bool,
    pub(crate) cells: Vec<Cell<'p>>,
    pub(crate) rules: Vec<Rule>,
}

/// How a unit stands on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A row of the frame's table, with a line above it.
    Row,
    /// In the frame, with a line above it.
    Framed,
    /// In the frame, going on with what is above it.
    Continued,
    /// Outside the frame.
    Open,
}

/// Marks that are read together.
pub(crate) struct Cell<'p> {
    pub(crate) role: Role,
    pub(crate) marks: Vec<Mark<'p>>,
}

/// What a cell is to a screen reader.
pub(crate) enum Role {
    Title(String),
    Band(String),
    Paragraph,
    /// A label of a table.
    Head,
    /// A value of a table.
    Value,
    /// A picture, in words.
    Figure(String),
}

/// Ink. Vertical places count from the unit's upper edge, horizontal ones from the page's left edge.
pub(crate) enum Mark<'p> {
    Text {
        text: Text,
        x: f32,
        baseline: f32,
        size: f32,
        /// Added after each character, in parts of the size.
        stretch_em: f32,
    },
    Strokes {
        strokes: &'p Strokes,
        x: f32,
        y: f32,
        width: f32,
    },
    Modules {
        modules: Modules,
        x: f32,
        y: f32,
        side: f32,
    },
}

/// A line between boxes.
pub(crate) struct Rule {
    pub(crate) from: (f32, f32),
    pub(crate) to: (f32, f32),
}

impl<'p> Unit<'p> {
    pub(crate) fn new(kind: Kind, height: f32, cells: Vec<Cell<'p>>) -> Self {
        Self {
            kind,
            height,
            gap: 0.0,
            new_page: false,
            holds_next: false,
            cells,
            rules: Vec::new(),
        }
    }
}

impl Kind {
    pub(crate) fn is_framed(self) -> bool {
        match self {
            Self::Row | Self::Framed | Self::Continued => true,
            Self::Open => false,
        }
    }

    /// Whether a line divides it from what is above.
    pub(crate) fn is_ruled(self) -> bool {
        match self {
            Self::Row | Self::Framed => true,
            Self::Continued | Self::Open => false,
        }
    }
}
