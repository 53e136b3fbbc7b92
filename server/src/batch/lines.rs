//! Cutting a stream into lines without ever holding a line that is too long.

use std::io::{self, Read};

/// The longest line that is answered, in bytes without its end.
pub use policy::wire::LINE_BYTES_MAX;

/// Bytes asked for by one read: what a pipe holds.
const READ_BYTES: usize = 64 * 1024;

/// Lines in one batch at most: an answer is some hundred times its shortest question, and answers wait in memory.
const BATCH_LINES_MAX: usize = 64;

/// Room for answers that a batch keeps for its next round.
const ANSWERS_BYTES_KEPT: usize = 4 * 1024 * 1024;

/// A handful of lines on their way round: questions first, then their answers.
#[derive(Debug, Default)]
pub(super) struct Batch {
    questions: Vec<u8>,
    /// Where each question ends in `questions`.
    ends: Vec<usize>,
    answers: Vec<u8>,
    refused: u64,
}

impl Batch {
    /// Answers every question.
    pub(super) fn answer(&mut self, answer: impl Fn(&[u8], &mut Vec<u8>) -> bool) {
        let mut start = 0;
        for &end in &self.ends {
            if !answer(&self.questions[start..end], &mut self.answers) {
                self.refused += 1;
            }
            self.answers.push(b'\n');
            start = end;
        }
    }

    /// The answers, each with its line end.
    pub(super) fn answers(&self) -> &[u8] {
        &self.answers
    }

    /// How many questions were refused.
    pub(super) fn refused(&self) -> u64 {
        self.refused
    }

    fn clear(&mut self) {
        empty(&mut self.questions, 2 * READ_BYTES);
        empty(&mut self.answers, ANSWERS_BYTES_KEPT);
        self.ends.clear();
        self.refused = 0;
    }

    fn push(&mut self, line: &[u8]) {
        self.questions.extend_from_slice(line);
        self.ends.push(self.questions.len());
    }

    fn is_full(&self) -> bool {
        self.ends.len() >= BATCH_LINES_MAX
    }
}

/// Cuts what a reader gives into batches of lines.
#[derive(Debug)]
pub(super) struct Cutter<R> {
    input: R,
    buffer: Box<[u8]>,
    /// What has been read and not yet cut: `buffer[start..end]`.
    start: usize,
    end: usize,
    /// The beginning of a line whose end has not been read, at most one byte more than a line may have.
    open_line: Vec<u8>,
    /// Whether a line is open: an empty one at the end of the input is none.
    is_open: bool,
    is_at_end: bool,
}

impl<R: Read> Cutter<R> {
    pub(super) fn new(input: R) -> Self {
        Self {
            input,
            buffer: vec![0; READ_BYTES].into_boxed_slice(),
            start: 0,
            end: 0,
            open_line: Vec::new(),
            is_open: false,
            is_at_end: false,
        }
    }

    /// Fills the batch with the lines that are there, waiting only until there is one; false at the end of the input.
    pub(super) fn fill(&mut self, batch: &mut Batch) -> io::Result<bool> {
        batch.clear();
        loop {
            self.cut(batch);
            if !batch.ends.is_empty() {
                return Ok(true);
            }
            if self.is_at_end {
                return Ok(self.take_last(batch));
            }
            self.read_more()?;
        }
    }

    /// Moves whole lines from the buffer to the batch, and what is left of it to the open line.
    fn cut(&mut self, batch: &mut Batch) {
        while self.start < self.end && !batch.is_full() {
            let rest = &self.buffer[self.start..self.end];
            let Some(length) = memchr::memchr(b'\n', rest) else {
                keep(&mut self.open_line, rest);
                self.is_open = true;
                self.start = self.end;
                return;
            };
            let line = &rest[..length];
            if self.is_open {
                keep(&mut self.open_line, line);
                batch.push(&self.open_line);
                empty(&mut self.open_line, READ_BYTES);
                self.is_open = false;
            } else {
                batch.push(line);
            }
            self.start += length + 1;
        }
    }

    /// The last line, where the input ended without a line end.
    fn take_last(&mut self, batch: &mut Batch) -> bool {
        let was_open = std::mem::take(&mut self.is_open);
        if was_open {
            batch.push(&std::mem::take(&mut self.open_line));
        }
        was_open
    }

    fn read_more(&mut self) -> io::Result<()> {
        let length = loop {
            match self.input.read(&mut self.buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        self.start = 0;
        self.end = length;
        self.is_at_end = length == 0;
        Ok(())
    }
}

/// Adds to an open line, up to one byte more than a line may have; the rest is dropped unseen.
fn keep(open_line: &mut Vec<u8>, more: &[u8]) {
    let room = (LINE_BYTES_MAX + 1).saturating_sub(open_line.len());
    open_line.extend_from_slice(&more[..more.len().min(room)]);
}

/// Empties a buffer; one long line must not keep its room for ever.
fn empty(buffer: &mut Vec<u8>, bytes_kept: usize) {
    if buffer.capacity() > bytes_kept {
        *buffer = Vec::new();
    }
    buffer.clear();
}
