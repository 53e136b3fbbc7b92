//! The national platform: who is enrolled, and enrolling.

use async_trait::async_trait;
use policy::{Day, facts::Sex};
use serde::{Deserialize, Serialize};

use super::{Agent, Answered, CallId, Mother, Person, Personal};

/// Somebody in the platform's register, as far as we look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolled {
    /// 人员编号, the platform's own; it stays when name and number change.
    pub person_number: Personal,
    /// 姓名, as it stands there.
    pub name: Personal,
    /// 证件号码, as it stands there.
    pub certificate_number: Personal,
    /// Has this person resident insurance (城乡居民基本医疗保险), normal or paused?
    pub is_resident_insured: bool,
}

/// 人员信息获取.
#[async_trait]
pub trait EnrolmentLookUp: Send + Sync {
    /// Looks a person up by name and number in an area, six digits of GB/T 2260.
    async fn find(&self, area: &str, person: &Person) -> Answered<Option<Enrolled>>;
}

/// What the platform is told a baby is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BabyKind {
    /// 准新生儿, before birth.
    Unborn,
    /// 新生儿.
    Newborn,
}

/// 妊娠, as the mother's registration has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PregnancyTold {
    /// 预产期.
    pub due_on: Option<Day>,
    /// 末次月经.
    pub last_period_on: Option<Day>,
    /// 孕周.
    pub gestation_weeks: Option<u8>,
    /// 胎数.
    pub fetuses: u8,
}

/// 终止妊娠 or 分娩: how and when a pregnancy ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PregnancyEnd {
    /// The dictionary's code for how.
    pub kind: String,
    /// When.
    pub on: Day,
    /// In which month of the pregnancy.
    pub gestation_months: u8,
}

/// 参保登记 of one baby.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// The insured area, six digits of GB/T 2260.
    pub area: String,
    /// The baby, under its provisional or its own name and number.
    pub baby: Person,
    /// Born or not.
    pub baby_kind: BabyKind,
    /// The baby's sex, once known.
    pub sex: Option<Sex>,
    /// The baby's birthday, once born.
    pub birthday: Option<Day>,
    /// The mother, where she is told of.
    pub mother: Option<Mother>,
    /// The father.
    pub father: Option<Person>,
    /// Who applies for the mother.
    pub agent: Option<Agent>,
    /// The pregnancy.
    pub pregnancy: Option<PregnancyTold>,
    /// How it ended, where it did.
    pub ended: Option<PregnancyEnd>,
}

/// 信息变更: another name and number for somebody enrolled, who stays the same person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Update {
    /// The insured area, six digits of GB/T 2260.
    pub area: String,
    /// 人员编号, which stays.
    pub person_number: Personal,
    /// Name and number from now on.
    pub person: Person,
}

/// Enrolling. Neither call can be asked for by its id, because the platform keeps none of ours: whether it was done is
/// seen by [`EnrolmentLookUp`].
#[async_trait]
pub trait EnrolmentPush: Send + Sync {
    /// Enrols a baby; the platform's number for it.
    async fn register(&self, id: CallId, registration: &Registration) -> Answered<Enrolled>;

    /// Gives an enrolled person its own name and number.
    async fn update(&self, id: CallId, update: &Update) -> Answered<()>;
}
