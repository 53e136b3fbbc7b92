//! Answers by their fields' names. Personal data: they mask themselves in `Debug`.

use std::{collections::BTreeMap, fmt};

/// What was answered, field by field; an empty answer is none.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Answers(BTreeMap<String, String>);

impl fmt::Debug for Answers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl Answers {
    /// What was answered there; empty where nothing was.
    pub fn get(&self, id: &str) -> &str {
        self.0.get(id).map_or("", String::as_str)
    }

    /// Was nothing answered at all?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Puts an answer in; an empty one takes it out.
    pub fn set(&mut self, id: &str, value: impl Into<String>) {
        let value = value.into();
        if value.is_empty() {
            self.0.remove(id);
        } else {
            self.0.insert(id.to_owned(), value);
        }
    }

    /// Every answer with its field's name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(id, value)| (&**id, &**value))
    }

    /// As it is kept.
    pub fn into_fields(self) -> BTreeMap<String, String> {
        self.0
    }
}
