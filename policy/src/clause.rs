//! The documents and their clauses: where a rule stands, in the document's own words.

use serde::{Deserialize, Serialize};

use crate::facts::words;

/// 文件: one policy document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Its short name, the front of its clauses' ids.
    pub id: Box<str>,
    /// 文号.
    pub number: Box<str>,
    /// 标题.
    pub title: Box<str>,
    /// The title in English.
    pub title_en: Box<str>,
    /// 发文机关.
    pub issuers: Vec<Box<str>>,
    /// When it was issued, as far as the copy bears it.
    pub issued: Box<str>,
    /// The name of the copy that the words were taken from.
    pub source: Box<str>,
}

/// 条款: one article of a document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// Its id, such as the ones in the contract; the document's short name stands before the first hyphen.
    pub id: Box<str>,
    /// 条目, such as 附件1 第二条.
    pub article: Box<str>,
    /// What it says, in a sentence for a family.
    pub summary_zh: Box<str>,
    /// The same in English.
    pub summary_en: Box<str>,
    /// The document's own words.
    pub text: Box<str>,
}

impl Clause {
    /// The short name of its document.
    pub fn document_id(&self) -> &str {
        self.id.split('-').next().unwrap_or_default()
    }
}

/// Where a rule stands, and the sense taken of it where it is ambiguous.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Law {
    /// The clause's id.
    pub clause: Box<str>,
    /// The reading's id.
    #[serde(default)]
    pub reading: Option<Box<str>>,
    /// The clause as the wire form has it.
    #[cfg(feature = "json")]
    #[serde(skip)]
    pub(crate) quote: crate::wire::Quote,
}

/// 解读: the sense taken of an ambiguous clause.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// Its id, R and a number.
    pub id: Box<str>,
    /// The ambiguous words, as they stand.
    pub of: Box<str>,
    /// The clauses they stand in.
    pub clauses: Vec<Box<str>>,
    /// The sense taken.
    pub zh: Box<str>,
    /// The same in English.
    pub en: Box<str>,
}

/// Words in both languages of the portal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// 简体中文, the document's own term where it has one.
    pub zh: Box<str>,
    /// English.
    pub en: Box<str>,
}

words! {
    /// The languages of the portal.
    Lang {
        /// 简体中文.
        Zh = "zh",
        /// English.
        En = "en",
    }
}

impl Lang {
    /// The language spoken where this one is asked for: a build with one language speaks that alone, so that the other's
    /// words are left out of it.
    pub const fn spoken(self) -> Lang {
        match (cfg!(feature = "only-zh"), cfg!(feature = "only-en")) {
            (true, false) => Lang::Zh,
            (false, true) => Lang::En,
            _ => self,
        }
    }
}

impl Text {
    /// In that language.
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang.spoken() {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}
