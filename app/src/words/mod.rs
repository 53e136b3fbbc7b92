//! Every word the portal says, in both languages, side by side. One that is missing in a language does not compile.
//!
//! Absent: the law's own sentences, dates, places and numbers; those come from the area's edition.

use crate::Lang;

pub mod dates;
mod fill;
pub mod parts;

pub use fill::fill;

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

/// All words in one language. Groups of whole pages exist on the server alone, so that phones never load them.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    /// What the parts say.
    pub parts: parts::Parts,
}

static ZH: Words = Words {
    parts: parts::Parts::ZH,
};
static EN: Words = Words {
    parts: parts::Parts::EN,
};

/// The words of a language.
pub fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}
