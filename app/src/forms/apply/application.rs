//! A form filled in, looked over, agreed to and signed: what whoever keeps it needs. Personal data: it masks itself.

use std::{collections::BTreeMap, fmt};

use policy::{form::Consent, verdict::Service};

/// 签名.
#[derive(Clone, PartialEq, Eq)]
pub enum Signature {
    /// The name, typed.
    Typed(String),
    /// Drawn with a finger: an SVG path in [`registry::entry::SIGNATURE_BOX`].
    Drawn(String),
}

/// A consent that was given.
#[derive(Clone, PartialEq, Eq)]
pub struct Given {
    /// To what.
    pub consent: Consent,
    /// Which wording, by its day.
    pub version: &'static str,
    /// Who gave it: a guardian for a child's.
    pub guardian: String,
}

/// An application, ready to be kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Application {
    /// For what.
    pub service: Service,
    /// In which area, six digits.
    pub area: String,
    /// The edition's first day, `always` for one without beginning.
    pub edition: String,
    /// The form's wording, by its first day.
    pub form: String,
    /// Every answer, by the form's own field names; each checked.
    pub fields: BTreeMap<String, String>,
    /// The facts that were decided on, in the wire form; names and numbers of the form are among them.
    pub facts: String,
    /// The verdict that the page had shown.
    pub shown: String,
    /// The verdict on the day it was sent, by the same function.
    pub verdict: String,
    /// How it was signed.
    pub signature: Signature,
    /// What was agreed to.
    pub consents: Vec<Given>,
    /// The sender's own name for this act, made with the form: sent twice is sent once.
    pub key: [u8; 16],
}

/// A form filled in and not sent, for its paper.
#[derive(Clone, PartialEq, Eq)]
pub struct Unsent {
    /// For what.
    pub service: Service,
    /// The form's wording, by its first day.
    pub form: String,
    /// Every answer, by the form's own field names; each checked.
    pub fields: BTreeMap<String, String>,
    /// The facts, in the wire form.
    pub facts: String,
    /// How it was signed, where it was.
    pub signature: Option<Signature>,
}

impl fmt::Debug for Unsent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unsent")
            .field("service", &self.service)
            .field("form", &self.form)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Application {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Application")
            .field("service", &self.service)
            .field("area", &self.area)
            .field("edition", &self.edition)
            .field("form", &self.form)
            .finish_non_exhaustive()
    }
}
