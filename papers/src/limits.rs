//! A bound on everything that comes from outside, checked before anything is laid out.

use crate::{Block, Code, Line, PARTS, Paper, PaperFault, Row, Signature, Value};

/// Characters in one value.
pub const VALUE_CHARS_MOST: usize = 200;
/// Lines in one box: more babies are not expected of one pregnancy.
pub const BABIES_MOST: usize = 9;
/// Rows on one paper.
pub const ROWS_MOST: usize = 40;

/// Labels, titles, headings: the document's own words.
const LABEL_CHARS_MOST: usize = 100;
/// A promise or a note.
const PROSE_CHARS_MOST: usize = 600;
/// Promises or notes in one block.
const PROSE_MOST: usize = 20;
/// A receipt's proof in a log of a billion entries takes 30 hashes, 2,000 characters of hexadecimal.
const PROOF_CHARS_MOST: usize = 4000;
const BLOCKS_MOST: usize = 20;

impl Paper {
    /// Whether everything is within its limits; [`crate::pdf`] asks this first. Whether each character can be printed
    /// is known only with the fonts.
    pub fn check(&self) -> Result<(), PaperFault> {
        within(&self.title, &self.title, LABEL_CHARS_MOST)?;
        self.number.iter().try_for_each(line)?;
        self.dated.iter().try_for_each(line)?;
        if let Some(text) = &self.footer {
            within("footer", text, VALUE_CHARS_MOST)?;
        }
        self.code.as_ref().map_or(Ok(()), Code::check)?;
        let rows: usize = self.blocks.iter().map(rows_of).sum();
        if rows > ROWS_MOST || self.blocks.len() > BLOCKS_MOST {
            return Err(PaperFault::TooManyRows(rows.max(self.blocks.len())));
        }
        self.blocks.iter().try_for_each(block)
    }
}

fn rows_of(block: &Block) -> usize {
    match block {
        Block::Rows(rows) => rows.len(),
        Block::Band(_) | Block::Promise(_) | Block::Stamp(_) => 1,
        Block::Notes(_) | Block::Proof(_) => 0,
    }
}

fn block(block: &Block) -> Result<(), PaperFault> {
    match block {
        Block::Rows(rows) => rows.iter().try_for_each(row),
        Block::Band(text) => within(text, text, LABEL_CHARS_MOST),
        Block::Promise(promise) => {
            within(&promise.signature_label, &promise.lead, PROSE_CHARS_MOST)?;
            prose(&promise.signature_label, &promise.promises)?;
            if let Signature::Typed(name) = &promise.signature {
                within(&promise.signature_label, name, VALUE_CHARS_MOST)?;
            }
            promise.dated.iter().try_for_each(line)
        }
        Block::Stamp(stamp) => {
            within(&stamp.label, &stamp.label, LABEL_CHARS_MOST)?;
            if !(20..=100).contains(&stamp.height_mm) {
                return Err(PaperFault::StampHeight(stamp.height_mm));
            }
            Ok(())
        }
        Block::Notes(notes) => prose(&notes.label, &notes.notes),
        Block::Proof(proof) => {
            let most = PROOF_CHARS_MOST;
            let lines = proof.value.lines();
            lines
                .iter()
                .try_for_each(|text| within(&proof.label, text, most))
        }
    }
}

fn row(row: &Row) -> Result<(), PaperFault> {
    let of = |field: &crate::Field| u32::from(field.label_parts) + u32::from(field.value_parts);
    let parts = row.fields.iter().map(of).sum();
    let narrow = |field: &crate::Field| field.label_parts == 0 || field.value_parts == 0;
    if parts != u32::from(PARTS) || row.fields.iter().any(narrow) {
        let label = row
            .fields
            .first()
            .map_or_else(String::new, |field| field.label.clone());
        return Err(PaperFault::Width { label, parts });
    }
    for field in &row.fields {
        within(&field.label, &field.label, LABEL_CHARS_MOST)?;
        value(&field.label, &field.value)?;
    }
    Ok(())
}

fn line(line: &Line) -> Result<(), PaperFault> {
    within(&line.label, &line.label, LABEL_CHARS_MOST)?;
    value(&line.label, &line.value)
}

fn value(label: &str, value: &Value) -> Result<(), PaperFault> {
    let lines = value.lines();
    if lines.len() > BABIES_MOST {
        return Err(PaperFault::TooManyBabies(lines.len()));
    }
    lines
        .iter()
        .try_for_each(|text| within(label, text, VALUE_CHARS_MOST))
}

fn prose(label: &str, texts: &[String]) -> Result<(), PaperFault> {
    within(label, label, LABEL_CHARS_MOST)?;
    if texts.len() > PROSE_MOST {
        return Err(PaperFault::TooManyRows(texts.len()));
    }
    texts
        .iter()
        .try_for_each(|text| within(label, text, PROSE_CHARS_MOST))
}

/// The label is shortened in the fault: it may be what is too long.
fn within(label: &str, text: &str, most: usize) -> Result<(), PaperFault> {
    let chars = text.chars().count();
    if chars > most {
        let label = label.chars().take(LABEL_CHARS_MOST).collect();
        return Err(PaperFault::TooLong { label, chars, most });
    }
    Ok(())
}
