//! A signature drawn with a finger, as it comes from the page: an SVG path in the page's own box. It is read into
//! numbers and written out again, so that nothing else can come through.

use crate::PaperFault;
use std::fmt::{self, Write};

const BYTES_MOST: usize = 40_000;
const POINTS_MOST: usize = 4000;

/// The strokes of a signature: `M x y` begins one, `L x y` goes on with it, `Q x1 y1 x y` in a bow. Absolute numbers.
#[derive(Clone, PartialEq)]
pub struct Strokes {
    steps: Vec<Step>,
    within: [u16; 2],
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Step {
    Move([f32; 2]),
    Line([f32; 2]),
    Bow([f32; 4]),
}

impl Strokes {
    /// Reads an SVG path in a box of that width and height. Fails on other letters, on numbers outside the box and on a
    /// path that does not begin.
    pub fn read(path: &str, within: [u16; 2]) -> Result<Self, PaperFault> {
        if path.len() > BYTES_MOST {
            return Err(PaperFault::Strokes("too long"));
        }
        let spaced = spaced(path);
        let mut words = spaced.split_ascii_whitespace().peekable();
        let mut steps = Vec::new();
        let mut letter = "";
        while let Some(word) = words.peek() {
            if matches!(*word, "M" | "L" | "Q") {
                letter = word;
                words.next();
            }
            let step = match letter {
                "M" => Step::Move(numbers(&mut words, within)?),
                "L" if !steps.is_empty() => Step::Line(numbers(&mut words, within)?),
                "Q" if !steps.is_empty() => Step::Bow(numbers(&mut words, within)?),
                _ => {
                    return Err(PaperFault::Strokes(
                        "begins with no M, or has other letters",
                    ));
                }
            };
            // further pairs after a move are lines, as in SVG
            letter = if letter == "M" { "L" } else { letter };
            steps.push(step);
            if steps.len() > POINTS_MOST {
                return Err(PaperFault::Strokes("too many points"));
            }
        }
        if steps.len() < 2 {
            return Err(PaperFault::Strokes("empty"));
        }
        Ok(Self { steps, within })
    }

    pub(crate) fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Width and height of the box.
    pub(crate) fn within(&self) -> [f32; 2] {
        self.within.map(f32::from)
    }

    /// As an SVG path again, from the numbers alone.
    pub(crate) fn svg(&self) -> String {
        let mut path = String::new();
        for step in &self.steps {
            // writing to a string does not fail
            let _ = match step {
                Step::Move([x, y]) => write!(path, "M{x} {y}"),
                Step::Line([x, y]) => write!(path, "L{x} {y}"),
                Step::Bow([x1, y1, x, y]) => write!(path, "Q{x1} {y1} {x} {y}"),
            };
        }
        path
    }
}

/// Letters apart from numbers, commas as spaces.
fn spaced(path: &str) -> String {
    let mut spaced = String::with_capacity(path.len() * 2);
    for char in path.chars() {
        match char {
            ',' => spaced.push(' '),
            letter if letter.is_alphabetic() => {
                spaced.push(' ');
                spaced.push(letter);
                spaced.push(' ');
            }
            other => spaced.push(other),
        }
    }
    spaced
}

fn numbers<'a, const N: usize>(
    words: &mut impl Iterator<Item = &'a str>,
    within: [u16; 2],
) -> Result<[f32; N], PaperFault> {
    let mut numbers = [0.0; N];
    for (at, number) in numbers.iter_mut().enumerate() {
        let most = f32::from(within[at % 2]);
        *number = words
            .next()
            .filter(|word| word.bytes().all(|b| b.is_ascii_digit() || b == b'.'))
            .and_then(|word| word.parse().ok())
            .filter(|number| (0.0..=most).contains(number))
            .ok_or(PaperFault::Strokes(
                "a number is missing or outside the box",
            ))?;
    }
    Ok(numbers)
}

impl fmt::Debug for Strokes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Strokes({} steps)", self.steps.len())
    }
}
