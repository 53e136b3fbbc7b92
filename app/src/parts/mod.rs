//! The pieces every page is made of, one a file: a plain function from values to a view.
//!
//! They compile for the browser too, where the check's island draws its answer with them; so they are small, their
//! types are erased, and they hold no `format!`. Absent: the law, the reactive state, the islands themselves.

mod error_summary;
mod icon;
mod message;
mod paper;
mod question;
mod table;
mod verdict;
mod way;

use std::borrow::Cow;

pub use error_summary::{Mistake, error_summary};
pub use icon::{Icon, icon};
pub use message::{Tone, confirmation, empty, notice, saved, wait};
pub use paper::{Paper, paper_tile};
pub use question::{Choice, Entry, FieldError, Question, choice, date, labelled, select, text};
pub use table::{Row, Table, table};
pub use verdict::{verdict_badge, verdict_icon, verdict_word};
pub use way::{Door, back_link, door_button, door_link, fold, quiet_link, submit};

use crate::{
    Lang,
    words::{Words, words},
};

/// A piece of text: a word of ours, or one made for this page.
pub type Text = Cow<'static, str>;

/// What a part needs to know of its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// The language to speak.
    pub lang: Lang,
    /// Address of the icon sprite.
    pub icons: &'static str,
}

impl Look {
    /// The words of its language.
    pub fn words(self) -> &'static Words {
        words(self.lang)
    }
}
