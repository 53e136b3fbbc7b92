//! People as the world outside is told of them.

use std::fmt;

use policy::{id_number::IdNumber, name::Name, phone::Phone};
use serde::{Deserialize, Serialize};

/// A person's name, number, phone or address as text. It masks itself in `Debug` and has no `Display`. Unlike `policy`'s
/// types it holds provisional names and numbers too, whose case and tail are kept as they are.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Personal(Box<str>);

impl Personal {
    /// Takes a text as it is.
    pub fn new(text: impl Into<Box<str>>) -> Personal {
        Personal(text.into())
    }

    /// The text, for the one it belongs to.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Personal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Personal(…)")
    }
}

impl From<&Name> for Personal {
    fn from(name: &Name) -> Personal {
        Personal::new(name.expose())
    }
}

impl From<&IdNumber> for Personal {
    fn from(number: &IdNumber) -> Personal {
        Personal::new(number.expose())
    }
}

impl From<&Phone> for Personal {
    fn from(phone: &Phone) -> Personal {
        Personal::new(phone.expose())
    }
}

/// 证件类型: which kind of number it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CertificateKind {
    /// 居民身份证（户口簿）.
    ResidentId,
    /// 其他身份证件: a provisional number.
    Other,
    /// 医学出生证明.
    BirthCertificate,
}

/// A name and the number it stands under.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// 姓名, up to 50 characters.
    pub name: Personal,
    /// 证件类型.
    pub certificate_kind: CertificateKind,
    /// 证件号码, up to 50 characters, case kept.
    pub certificate_number: Personal,
}

/// The mother.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mother {
    /// Who she is.
    pub person: Person,
    /// 联系电话.
    pub phone: Personal,
}

/// 被委托人: who applies for the mother.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agent {
    /// Who it is.
    pub person: Person,
    /// 联系电话.
    pub phone: Personal,
    /// 与委托人关系, the code or word that the area's form has.
    pub relation: String,
    /// 联系地址.
    pub address: Personal,
}
