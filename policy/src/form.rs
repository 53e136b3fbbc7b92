//! 表单: what a family fills in to ask for a service, as data of its area. Page, review, paper, desk and export read
//! the same definition, so a new city's form is a file and no code.
//!
//! Absent: drawing a form and reading what was typed; the browser, which decides without any form.

mod asked;
mod fact;
mod field;
pub(crate) mod layout;

use serde::Deserialize;

use crate::areas::Areas;
use crate::clause::Text;
use crate::day::{Day, Span};
use crate::edition::Edition;
use crate::facts::{Facts, words};
use crate::verdict::Service;

pub use asked::Asked;
pub use fact::{Fact, Worked};
pub(crate) use field::BABY;
pub use field::{By, Choice, Each, Family, Field, Kind, Person, Section, When};
pub use layout::{Layout, Place, ROW_PARTS};

/// One service's form, in one wording (表单的一版).
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// For what.
    pub service: Service,
    /// The first day of this wording; none where it has no beginning.
    #[serde(default)]
    pub version: Option<Day>,
    /// What it is called, in the document's words where it has a form of its own.
    pub title: Text,
    /// The clause it rests on.
    pub clause: Box<str>,
    /// Fields with the name of who signs: the first of them that is asked.
    pub signed_by: Vec<Box<str>>,
    /// Fields with the name of the child's guardian, who agrees for the child: the first of them that is asked. Every form
    /// tells of a child, if only by the check's facts that go along.
    pub guardian: Vec<Box<str>>,
    /// How long what was sent is kept after the matter is closed.
    pub kept_for: Span,
    /// What stands before the promises.
    #[serde(default)]
    pub promises_lead: Option<Text>,
    /// 承诺, word for word; each is ticked by whoever signs.
    #[serde(default)]
    pub promises: Vec<Text>,
    /// 备注, word for word.
    #[serde(default)]
    pub notes: Vec<Text>,
    /// How its document draws it, where it does.
    #[serde(default)]
    pub layout: Option<Layout>,
    /// In the document's order.
    pub fields: Vec<Field>,
}

/// 缴费办法: how and where a premium is paid once an entry is made.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paying {
    /// In a sentence.
    pub says: Text,
    /// The clause it rests on.
    pub clause: Box<str>,
}

words! {
    /// What a family agrees to, each by itself (同意).
    Consent {
        /// Keeping what the form asks.
        Form = "form",
        /// 敏感个人信息: what tells of health, such as the due date.
        Health = "health",
        /// 不满十四周岁未成年人个人信息: the child's, by its guardian.
        Child = "child",
    }
}

impl Form {
    /// The wording's name: its first day, or `always`.
    pub fn version_name(&self) -> String {
        self.version
            .map_or_else(|| "always".to_owned(), |day| day.to_string())
    }

    /// The field of this id, as it stands in the file.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|field| &*field.id == id)
    }

    /// What has to be agreed to before any of it is kept. Where no child lives or is expected, nobody is asked to be its
    /// guardian.
    pub fn consents(&self, facts: &Facts) -> impl Iterator<Item = Consent> + use<'_> {
        let is_bereaved = facts.is_bereaved();
        let is_asked_for = move |consent: Consent| match consent {
            Consent::Form => true,
            Consent::Child => !is_bereaved,
            Consent::Health => self.fields.iter().any(|field| field.is_health),
        };
        Consent::ALL
            .iter()
            .copied()
            .filter(move |consent| is_asked_for(*consent))
    }
}

impl Areas {
    /// The form for a service on a day: the edition's own, else the one that holds everywhere.
    pub fn form<'a>(&'a self, edition: &'a Edition, service: Service, on: Day) -> Option<&'a Form> {
        let everywhere = || self.editions().last();
        latest(&edition.forms, service, on)
            .or_else(|| everywhere().and_then(|rules| latest(&rules.forms, service, on)))
    }
}

impl Areas {
    /// The form for a service in the wording of that name, as one was filled in: its edition's own, else the one that
    /// holds everywhere.
    pub fn form_worded(&self, edition: &Edition, service: Service, version: &str) -> Option<&Form> {
        let own = (self.editions().iter())
            .find(|own| own.rules == edition.rules && own.in_force_from == edition.in_force_from);
        [own, self.editions().last()]
            .into_iter()
            .flatten()
            .flat_map(|edition| &edition.forms)
            .find(|form| form.service == service && form.version_name() == version)
    }
}

/// The wording in force on a day.
fn latest(forms: &[Form], service: Service, on: Day) -> Option<&Form> {
    forms
        .iter()
        .filter(|form| form.service == service && form.version.is_none_or(|first| first <= on))
        .max_by_key(|form| form.version)
}
