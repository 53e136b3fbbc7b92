//! The pieces every page is made of, one a file: a plain function from values to a view.
//!
//! The server draws with them; the browser has only their names, shapes and words, because the check's island writes its
//! answer as text and brings no framework along. Absent: the law, any state, the islands themselves.

#[cfg(feature = "ssr")]
mod error_summary;
mod icon;
#[cfg(feature = "ssr")]
mod message;
#[cfg(feature = "ssr")]
mod paper;
#[cfg(feature = "ssr")]
mod question;
#[cfg(feature = "ssr")]
mod table;
mod verdict;
#[cfg(feature = "ssr")]
mod way;

use std::borrow::Cow;

#[cfg(feature = "ssr")]
pub use error_summary::{Mistake, error_summary, is_hindrance};
pub use icon::Icon;
#[cfg(feature = "ssr")]
pub use icon::icon;
#[cfg(feature = "ssr")]
pub use message::{Tone, confirmation, empty, notice, saved, wait};
#[cfg(feature = "ssr")]
pub use paper::{Paper, paper_tile};
#[cfg(feature = "ssr")]
pub use question::{
    Choice, Entry, FieldError, Question, choice, date, labelled, place, select, text, tick,
};
#[cfg(feature = "ssr")]
pub use table::{Row, Table, table};
#[cfg(feature = "ssr")]
pub use verdict::verdict_badge;
pub use verdict::{verdict_icon, verdict_word};
#[cfg(feature = "ssr")]
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
