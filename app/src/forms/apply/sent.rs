//! The body of a form that was sent: answers, consents, promises, signature, and what the sender wants done.

use std::collections::BTreeSet;

use policy::form::Consent;
use registry::entry::SIGNATURE_BOX;

use super::{Answers, Signature, plain::TICKED};
use crate::forms::check::pairs;
use crate::shell::{AGAIN, ENTER};

/// Bytes of one answer: the longest address, every letter four bytes, and what a paste drags along.
const ANSWER_BYTES_MAX: usize = 1_000;
/// Bytes of a drawn signature's path.
const DRAWN_BYTES_MAX: usize = 12_000;
/// More letters than a field's name has.
const NAME_BYTES_MAX: usize = 60;

/// What the sender wants done.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Act {
    /// Look it all over once more.
    #[default]
    Review,
    /// Change one field.
    Change(String),
    /// Print it, and keep nothing.
    Print,
    /// Make a PDF of it, which is kept for a short while under a link that nobody else has.
    Pdf,
    /// Send it.
    Send,
    /// Send a code to the phone that is to stand for it.
    Code,
    /// Send it, with the code that came.
    Enter,
    /// Keep what is typed so far, to go on later.
    Save,
    /// Go on filling in, with what is typed so far.
    Fill,
}

/// What was sent.
#[derive(Clone, PartialEq, Default)]
pub struct Sent {
    /// As typed.
    pub answers: Answers,
    /// Fields given twice, or longer than any answer.
    pub spoilt: BTreeSet<String>,
    /// What to do.
    pub act: Act,
    /// The field that was changed alone.
    pub only: Option<String>,
    /// The sender's name for this application, made with the form.
    pub key: Option<[u8; 16]>,
    /// The verdict that the page had shown.
    pub shown: String,
    /// What was agreed to.
    pub consents: Vec<Consent>,
    /// The promises ticked, from 0.
    pub promises: BTreeSet<usize>,
    /// The name, typed as a signature.
    pub signature: String,
    /// The strokes of a finger, as an SVG path.
    pub drawn: String,
    /// Were there strokes that no paper can draw? They are left out, and refused.
    pub is_drawn_spoilt: bool,
    /// The number of the application that it mends; empty for a new one.
    pub mend: String,
    /// The phone that is to stand for it, as typed.
    pub confirm_phone: String,
    /// The code that came, as typed.
    pub confirm_code: String,
    /// The draft it was opened from: its name in hexadecimal digits; empty where there is none.
    pub draft: String,
    /// How often that draft was saved, as this page knows.
    pub draft_seen: u32,
    /// Was keeping drafts agreed to?
    pub agrees_to_draft: bool,
    /// Is the phone confirmed to keep a draft, rather than to send?
    pub is_to_save: bool,
}

impl Sent {
    /// Reads a body as browsers send it. Names that no form has are carried along and fall out when it is checked.
    pub fn parse(body: &str) -> Sent {
        let mut sent = Sent::default();
        let mut seen: BTreeSet<String> = BTreeSet::new();
        for (name, value) in pairs(body) {
            if name.len() > NAME_BYTES_MAX {
                continue;
            }
            let is_new = seen.insert(name.clone().into_owned());
            match &*name {
                "act" | AGAIN | ENTER => sent.act = act(&value),
                "change" => sent.act = Act::Change(value.into_owned()),
                "only" => sent.only = Some(value.into_owned()),
                "key" => sent.key = key(&value),
                "shown" => sent.shown = cut(&value, NAME_BYTES_MAX).to_owned(),
                "signature" => sent.signature = cut(&value, ANSWER_BYTES_MAX).to_owned(),
                "drawn" => {
                    sent.drawn = drawn(&value);
                    sent.is_drawn_spoilt = sent.drawn.is_empty() && !value.is_empty();
                }
                "mend" => cut(&value, NAME_BYTES_MAX).clone_into(&mut sent.mend),
                "confirm_phone" => cut(&value, NAME_BYTES_MAX).clone_into(&mut sent.confirm_phone),
                "confirm_code" => cut(&value, NAME_BYTES_MAX).clone_into(&mut sent.confirm_code),
                "draft" => cut(&value, NAME_BYTES_MAX).clone_into(&mut sent.draft),
                "draft_seen" => sent.draft_seen = value.parse().unwrap_or(0),
                "consent_draft" => sent.agrees_to_draft = value == TICKED,
                "confirm_for" => sent.is_to_save = value == "save",
                name => {
                    if let Some(consent) = name.strip_prefix("consent_") {
                        let consent = Consent::parse(consent).ok().filter(|_| value == TICKED);
                        sent.consents.extend(consent);
                    } else if let Some(number) = name.strip_prefix("promise_") {
                        let place = number.parse::<usize>().ok();
                        let place = place.filter(|_| value == TICKED);
                        sent.promises.extend(place);
                    } else if !is_new || value.len() > ANSWER_BYTES_MAX {
                        sent.spoilt.insert(name.to_owned());
                    }
                    if is_new {
                        sent.answers.set(name, cut(&value, ANSWER_BYTES_MAX));
                    }
                }
            }
        }
        sent
    }

    /// Is it to be kept as a draft, whatever is wrong with it?
    pub fn saves(&self) -> bool {
        match self.act {
            Act::Save => true,
            Act::Code | Act::Enter => self.is_to_save,
            Act::Review | Act::Change(_) | Act::Print | Act::Pdf | Act::Send | Act::Fill => false,
        }
    }

    /// How it was signed: drawn, else typed.
    pub fn signed(&self) -> Option<Signature> {
        if !self.drawn.is_empty() {
            return Some(Signature::Drawn(self.drawn.clone()));
        }
        let name = super::plain(policy::form::Kind::Name, &self.signature);
        (!name.is_empty()).then_some(Signature::Typed(name))
    }
}

fn act(word: &str) -> Act {
    match word {
        "print" => Act::Print,
        "pdf" => Act::Pdf,
        "send" => Act::Send,
        "code" => Act::Code,
        "enter" => Act::Enter,
        "save" => Act::Save,
        "fill" => Act::Fill,
        _ => Act::Review,
    }
}

/// The sender's name for what it sends, from thirty-two hexadecimal digits.
pub fn key(text: &str) -> Option<[u8; 16]> {
    if text.len() != 32 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    u128::from_str_radix(text, 16).ok().map(u128::to_be_bytes)
}

/// The same, as a page carries it.
pub fn key_digits(key: [u8; 16]) -> String {
    let key = u128::from_be_bytes(key);
    format!("{key:032x}")
}

/// A path of moves and lines alone in [`SIGNATURE_BOX`], each to a point of whole numbers, as `sign.js` draws it; anything
/// else is no signature.
fn drawn(path: &str) -> String {
    let is_short = path.starts_with('M') && path.len() <= DRAWN_BYTES_MAX;
    // A dot is no signature.
    let has_lines = path.matches('L').count() >= 4;
    let is_within = || path.split(['M', 'L']).skip(1).all(is_point);
    if is_short && has_lines && is_within() {
        path.to_owned()
    } else {
        String::new()
    }
}

fn is_point(text: &str) -> bool {
    let within = |number: &str, most: u16| {
        number.bytes().all(|byte| byte.is_ascii_digit())
            && number.parse::<u16>().is_ok_and(|number| number <= most)
    };
    let [width, height] = SIGNATURE_BOX;
    text.split_once(' ')
        .is_some_and(|(x, y)| within(x, width) && within(y, height))
}

fn cut(text: &str, bytes: usize) -> &str {
    let mut end = text.len().min(bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
