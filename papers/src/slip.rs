//! Slips and receipts: a title over a list of rows. They become papers like the forms.

use crate::{Block, Code, Copies, Field, Height, Line, Notes, PARTS, Paper, Row};

/// The label's share of a slip's row.
const LABEL_PARTS: u8 = 6;

/// A simple paper: newborn, refund and update slips; with a proof, the receipt.
#[derive(Clone, Debug)]
pub struct Slip {
    /// Without personal data, as in [`Paper::title`].
    pub title: String,
    /// The file's number.
    pub number: Option<Line>,
    /// The day on the slip.
    pub dated: Option<Line>,
    /// One below the other.
    pub rows: Vec<Line>,
    /// What the reader should know, under the rows.
    pub notes: Option<Notes>,
    /// What lets anybody check a receipt without us.
    pub proof: Option<Line>,
    /// The code in the corner.
    pub code: Option<Code>,
    /// Small at the foot.
    pub footer: Option<String>,
}

impl From<Slip> for Paper {
    fn from(slip: Slip) -> Self {
        let row = |line: Line| Row {
            fields: vec![Field {
                label: line.label,
                value: line.value,
                label_parts: LABEL_PARTS,
                value_parts: PARTS - LABEL_PARTS,
            }],
            height: Height::Low,
        };
        let mut blocks = vec![Block::Rows(slip.rows.into_iter().map(row).collect())];
        blocks.extend(slip.notes.map(Block::Notes));
        blocks.extend(slip.proof.map(Block::Proof));
        Self {
            title: slip.title,
            number: slip.number,
            dated: slip.dated,
            blocks,
            code: slip.code,
            copies: Copies::One,
            footer: slip.footer,
        }
    }
}
