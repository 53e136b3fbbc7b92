//! What is refused, where, and why: the family's input at fault, never ours.

use std::fmt;

/// Why a fact was refused. The words are the wire form's (`decide.schema.json`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// Not JSON, not UTF-8, empty, too long or too deep.
    NotJson,
    /// A key that the schema doesn't know.
    UnknownField,
    /// A key that the schema asks for.
    MissingField,
    /// Another type than the schema's.
    WrongType,
    /// Not a real day of 1900 to 2100.
    InvalidDate,
    /// Something that has happened, after the day asked about.
    DateInFuture,
    /// A death or a hukou before the birth.
    DatesOutOfOrder,
    /// Fails GB 11643, or doesn't carry the baby's birthday.
    InvalidIdNumber,
    /// The number of the other sex.
    SexMismatch,
    /// Too short, too long, or not a name's letters.
    InvalidName,
    /// Not a mobile number of the mainland.
    InvalidPhone,
    /// Not six digits that begin with a province's two.
    InvalidArea,
    /// Out of bounds, not in the list, given twice.
    InvalidValue,
    /// A gestation below 0 or above 308 days.
    ImplausibleGestation,
    /// More than nine.
    TooManyBabies,
}

impl Code {
    /// Every code, in the order above.
    pub const ALL: [Code; 15] = [
        Code::NotJson,
        Code::UnknownField,
        Code::MissingField,
        Code::WrongType,
        Code::InvalidDate,
        Code::DateInFuture,
        Code::DatesOutOfOrder,
        Code::InvalidIdNumber,
        Code::SexMismatch,
        Code::InvalidName,
        Code::InvalidPhone,
        Code::InvalidArea,
        Code::InvalidValue,
        Code::ImplausibleGestation,
        Code::TooManyBabies,
    ];

    /// The word on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Code::NotJson => "not_json",
            Code::UnknownField => "unknown_field",
            Code::MissingField => "missing_field",
            Code::WrongType => "wrong_type",
            Code::InvalidDate => "invalid_date",
            Code::DateInFuture => "date_in_future",
            Code::DatesOutOfOrder => "dates_out_of_order",
            Code::InvalidIdNumber => "invalid_id_number",
            Code::SexMismatch => "sex_mismatch",
            Code::InvalidName => "invalid_name",
            Code::InvalidPhone => "invalid_phone",
            Code::InvalidArea => "invalid_area",
            Code::InvalidValue => "invalid_value",
            Code::ImplausibleGestation => "implausible_gestation",
            Code::TooManyBabies => "too_many_babies",
        }
    }

    /// The sentence of the wire form. Pages have their own, which say how to mend it.
    pub const fn message(self) -> &'static str {
        match self {
            Code::NotJson => "这一行不是可以读取的 JSON。",
            Code::UnknownField => "没有这个字段。",
            Code::MissingField => "缺少这个字段。",
            Code::WrongType => "类型不对。",
            Code::InvalidDate => "日期不存在，或不在 1900 至 2100 年之间。",
            Code::DateInFuture => "这件事的日期晚于询问日。",
            Code::DatesOutOfOrder => "日期早于出生日期。",
            Code::InvalidIdNumber => "身份证号码不正确。",
            Code::SexMismatch => "身份证号码的性别不符。",
            Code::InvalidName => "姓名里有不能使用的字符，或长度不对。",
            Code::InvalidPhone => "手机号码应为 11 位。",
            Code::InvalidArea => "行政区划代码不正确。",
            Code::InvalidValue => "不是可以填写的值。",
            Code::ImplausibleGestation => "按这个日期推算的孕周不合理。",
            Code::TooManyBabies => "婴儿人数超过九个。",
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One fault in the facts, and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong.
    pub code: Code,
    /// A JSON pointer to the field at fault; empty for the whole.
    pub at: String,
}

impl Refusal {
    /// A refusal at a pointer.
    pub fn new(code: Code, at: impl Into<String>) -> Refusal {
        Refusal {
            code,
            at: at.into(),
        }
    }
}
