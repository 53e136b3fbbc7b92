//! The two languages of the portal, as a page needs them. Absent: the words themselves, see [`crate::words`].

pub use policy::clause::Lang;

/// The language tag for `<html lang>` and for passages in the other language.
pub fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en",
    }
}

/// The one not being read.
pub fn other(lang: Lang) -> Lang {
    match lang {
        Lang::Zh => Lang::En,
        Lang::En => Lang::Zh,
    }
}
