//! What a family tells: parsed once at the edge, trusted everywhere inside.
//!
//! A fact that wasn't told is absent here, never a default that could be mistaken for an answer.

mod check;

use crate::area::AreaCode;
use crate::day::Day;
use crate::gestation::Dating;
use crate::id_number::IdNumber;
use crate::name::Name;
use crate::phone::Phone;
use crate::refusal::{Code, Refusal};

/// More babies than this are refused.
pub const BABIES_MAX: usize = 9;
/// Why the words' lists below are made by a macro: each word stands once, beside its variant.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$variant_doc])* #[serde(rename = $word)] $variant,)+ }

        impl $name {
            /// Every one, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];

            /// The word on the wire.
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word,)+ }
            }

            /// Reads the word on the wire.
            pub fn parse(word: &str) -> Result<$name, $crate::refusal::Code> {
                match word { $($word => Ok($name::$variant),)+ _ => Err($crate::refusal::Code::InvalidValue) }
            }
        }
    };
}
pub(crate) use words;

words! {
    /// 性别.
    Sex {
        /// 女.
        Female = "female",
        /// 男.
        Male = "male",
    }
}

words! {
    /// Who applies (申请人, or for her).
    Applicant {
        /// 母亲.
        Mother = "mother",
        /// 父亲.
        Father = "father",
        /// 监护人.
        Guardian = "guardian",
        /// 被委托人.
        Agent = "agent",
    }
}

words! {
    /// One of the two parents.
    Role {
        /// 母亲.
        Mother = "mother",
        /// 父亲.
        Father = "father",
    }
}

words! {
    /// The cover that a parent has.
    Insurance {
        /// 没有参保.
        None = "none",
        /// 城乡居民医保.
        Resident = "resident",
        /// 职工医保.
        Employee = "employee",
        /// 生育保险.
        Maternity = "maternity",
    }
}

words! {
    /// The cover that a parent had before.
    PreviousInsurance {
        /// 城乡居民医保.
        Resident = "resident",
        /// 职工医保.
        Employee = "employee",
    }
}

words! {
    /// Groups that may join outside the season (特殊人群).
    SpecialGroup {
        /// 退役军人.
        Veteran = "veteran",
        /// 新迁入统筹区户籍人员.
        MovedIn = "moved_in",
        /// 中途转入统筹区就读学生.
        TransferredStudent = "transferred_student",
        /// 刑满释放人员.
        Released = "released",
        /// 被判刑缓期执行的犯罪人员.
        SuspendedSentence = "suspended_sentence",
    }
}

words! {
    /// How a pregnancy ended without a birth.
    EndedHow {
        /// 流产.
        Miscarriage = "miscarriage",
        /// 引产.
        InducedLabour = "induced_labour",
        /// 死胎、死产.
        Stillbirth = "stillbirth",
    }
}

words! {
    /// Another cover for the same baby.
    OtherCover {
        /// 重复缴费.
        PaidTwice = "paid_twice",
        /// 参加职工医保.
        JoinedEmployee = "joined_employee",
        /// 参加其他统筹地区居民医保.
        JoinedElsewhere = "joined_elsewhere",
    }
}

/// All that one family tells, and the day it asks.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    /// The sender's own name for the case; comes back as it is.
    pub id: Box<str>,
    /// The area whose rules are asked.
    pub area: AreaCode,
    /// The day the question is asked: the only "today" there is.
    pub asked_on: Day,
    /// Who applies; the mother unless told.
    pub applicant: Applicant,
    /// The pregnancy, running or ended.
    pub pregnancy: Option<Pregnancy>,
    /// 母亲; all absent where she isn't told of.
    pub mother: Parent,
    /// 父亲; all absent where he isn't told of.
    pub father: Parent,
    /// The parent under whom the baby is to be insured.
    pub insured_parent: Option<Role>,
    /// The babies born, in birth order.
    pub births: Vec<Birth>,
    /// 已预参保登记.
    pub pre_enrolled: bool,
    /// Premiums paid for the baby.
    pub payments: Vec<Payment>,
    /// Was any benefit drawn after the birth?
    pub benefit_used: Option<bool>,
    /// Another cover for the same baby.
    pub other_cover: Option<OtherCover>,
    /// 符合资助参保的困难人员.
    pub assisted: bool,
    /// The day the baby was enrolled.
    pub enrolled_on: Option<Day>,
    /// The day its own name and number were entered.
    pub updated_on: Option<Day>,
    /// The day the premium was paid back.
    pub refunded_on: Option<Day>,
}

/// 孕情.
#[derive(Clone, Debug, PartialEq)]
pub struct Pregnancy {
    /// What tells how far it is.
    pub dating: Dating,
    /// Unborn babies, 1 to 9.
    pub fetuses: u8,
    /// Set once it ended.
    pub ended: Option<Ended>,
}

/// The end of a pregnancy without a birth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ended {
    /// The day.
    pub on: Day,
    /// How.
    pub how: EndedHow,
}

/// 父或母.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parent {
    /// 姓名.
    pub name: Option<Name>,
    /// 身份证号.
    pub id_number: Option<IdNumber>,
    /// 联系电话.
    pub phone: Option<Phone>,
    /// 户籍地.
    pub hukou: Option<AreaCode>,
    /// 参保情况.
    pub enrolment: Option<Enrolment>,
    /// The cover before this one.
    pub previous: Option<Previous>,
    /// 特殊人群.
    pub special_group: Option<SpecialGroup>,
}

/// A parent's cover.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Enrolment {
    /// Which scheme.
    pub insurance: Insurance,
    /// 参保地.
    pub area: Option<AreaCode>,
    /// 参保年度.
    pub year: Option<i32>,
}

/// A parent's cover before a change of job.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Previous {
    /// Which scheme.
    pub insurance: Option<PreviousInsurance>,
    /// Whole years without a break.
    pub unbroken_years: Option<i64>,
    /// Months without cover since.
    pub gap_months: Option<i64>,
}

/// 已出生的婴儿.
#[derive(Clone, Debug, PartialEq)]
pub struct Birth {
    /// 出生日期.
    pub on: Day,
    /// 性别.
    pub sex: Sex,
    /// Where the maternity hospital stands that is asked.
    pub hospital_area: Option<AreaCode>,
    /// 出生医学证明 at hand.
    pub birth_certificate: bool,
    /// 户口登记.
    pub hukou: Option<Hukou>,
    /// The day of death.
    pub died_on: Option<Day>,
}

/// A baby's entry in the household register.
#[derive(Clone, Debug, PartialEq)]
pub struct Hukou {
    /// The day.
    pub on: Day,
    /// The baby's own name.
    pub name: Option<Name>,
    /// The baby's own number.
    pub id_number: Option<IdNumber>,
}

/// A premium paid for the baby.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Payment {
    /// 参保年度.
    pub year: i32,
    /// 缴费日.
    pub on: Day,
}

impl Facts {
    /// Facts of which only the area and the day are told.
    pub fn new(id: &str, area: AreaCode, asked_on: Day) -> Facts {
        Facts {
            id: id.into(),
            area,
            asked_on,
            applicant: Applicant::Mother,
            pregnancy: None,
            mother: Parent::default(),
            father: Parent::default(),
            insured_parent: None,
            births: Vec::new(),
            pre_enrolled: false,
            payments: Vec::new(),
            benefit_used: None,
            other_cover: None,
            assisted: false,
            enrolled_on: None,
            updated_on: None,
            refunded_on: None,
        }
    }

    /// The parent of that role.
    pub fn parent(&self, role: Role) -> &Parent {
        match role {
            Role::Mother => &self.mother,
            Role::Father => &self.father,
        }
    }

    /// Was a baby expected or born, and does none live? Then nobody writes to the family unasked.
    pub fn is_bereaved(&self) -> bool {
        match &self.pregnancy {
            Some(pregnancy) if self.births.is_empty() => pregnancy.ended.is_some(),
            _ => !self.births.is_empty() && !self.births.iter().any(Birth::is_living),
        }
    }

    /// Every fault that shows only when facts are held against each other, in the order of the schema.
    pub fn faults(&self) -> Vec<Refusal> {
        check::faults(self)
    }

    /// The facts themselves, or the first fault in them.
    pub fn checked(self) -> Result<Facts, Refusal> {
        match self.faults().into_iter().next() {
            None => Ok(self),
            Some(refusal) => Err(refusal),
        }
    }
}

impl Role {
    /// The other parent.
    pub const fn other(self) -> Role {
        match self {
            Role::Mother => Role::Father,
            Role::Father => Role::Mother,
        }
    }
}

impl Birth {
    /// A birth of which only the day and the sex are told.
    pub fn new(on: Day, sex: Sex) -> Birth {
        Birth {
            on,
            sex,
            hospital_area: None,
            birth_certificate: false,
            hukou: None,
            died_on: None,
        }
    }

    /// Is this baby alive?
    pub fn is_living(&self) -> bool {
        self.died_on.is_none()
    }
}

/// A count within its bounds, or the refusal the schema asks for.
pub fn count_within(value: i64, least: i64, most: i64, beyond: Code) -> Result<u8, Code> {
    match value {
        _ if value < least => Err(Code::InvalidValue),
        _ if value > most => Err(beyond),
        _ => u8::try_from(value).map_err(|_| Code::InvalidValue),
    }
}
