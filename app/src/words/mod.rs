//! Every word the portal says, in both languages, side by side. One that is missing in a language does not compile.
//!
//! Absent: the law's own sentences, dates, places and numbers; those come from the area's edition.

use crate::Lang;

mod answer;
pub mod dates;
mod fill;
mod forms;
#[cfg(feature = "ssr")]
pub mod pages;
mod parts;
mod remedies;
mod services;
#[cfg(test)]
mod tests;

pub use answer::Answer;
pub use fill::{fill, in_a_row};
pub use forms::{Forms, understood};
pub use parts::Parts;
pub use remedies::{Remedies, remedies};
pub use services::{Services, service_name};

/// Declares a group of words: a struct with a field each, and its constants `ZH` and `EN`.
macro_rules! group {
    ($(#[$about:meta])* $group:ident { $($name:ident: $zh:literal, $en:literal;)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy)]
        pub struct $group {
            $(#[doc = $en] pub $name: &'static str,)*
        }

        impl $group {
            /// In simplified Chinese.
            pub const ZH: Self = Self { $($name: $zh,)* };
            /// In English.
            pub const EN: Self = Self { $($name: $en,)* };
            /// Name, Chinese, English: what the tests read.
            #[cfg(test)]
            pub const PAIRS: &[(&str, &str, &str)] = &[$((stringify!($name), $zh, $en),)*];
        }
    };
}
pub(crate) use group;

/// All words in one language.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    /// What the parts say.
    pub parts: Parts,
    /// What the answer says.
    pub answer: Answer,
    /// What whole pages say.
    #[cfg(feature = "ssr")]
    pub pages: pages::Pages,
}

static ZH: Words = Words {
    parts: Parts::ZH,
    answer: Answer::ZH,
    #[cfg(feature = "ssr")]
    pages: pages::Pages::ZH,
};
static EN: Words = Words {
    parts: Parts::EN,
    answer: Answer::EN,
    #[cfg(feature = "ssr")]
    pages: pages::Pages::EN,
};

/// A label within a sentence, which English begins small.
#[cfg(feature = "ssr")]
pub fn in_a_sentence(lang: Lang, label: String) -> String {
    let mut letters = label.chars();
    match (lang.spoken(), letters.next(), letters.clone().next()) {
        // two capitals are an abbreviation
        (Lang::En, Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => label,
    }
}

/// Words that begin a sentence, which English begins large.
#[cfg(feature = "ssr")]
pub fn started(lang: Lang, words: String) -> String {
    let mut letters = words.chars();
    match (lang.spoken(), letters.next()) {
        (Lang::En, Some(first)) => first.to_uppercase().chain(letters).collect(),
        _ => words,
    }
}

/// The words of a language.
pub fn words(lang: Lang) -> &'static Words {
    match lang.spoken() {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}
