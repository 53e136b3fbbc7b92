//! Where a field's value comes from: a fact that the check was told, or what follows from the facts.

use crate::day::Day;
use crate::facts::{Applicant, Birth, Facts, OtherCover, Payment, Role, Sex, words};
use crate::gestation::Gestation;
use crate::id_number::IdNumber;
use crate::name::Name;
use crate::phone::Phone;

words! {
    /// A fact, by its JSON pointer; a baby's by the first baby's.
    Fact {
        /// 申请人.
        Applicant = "/applicant",
        /// 母亲姓名.
        MotherName = "/mother/name",
        /// 母亲身份证号.
        MotherIdNumber = "/mother/id_number",
        /// 母亲联系电话.
        MotherPhone = "/mother/phone",
        /// 父亲姓名.
        FatherName = "/father/name",
        /// 父亲身份证号.
        FatherIdNumber = "/father/id_number",
        /// 父亲联系电话.
        FatherPhone = "/father/phone",
        /// Under whom the baby is insured.
        InsuredParent = "/insured_parent",
        /// 出生日期.
        BornOn = "/births/0/on",
        /// 性别.
        Sex = "/births/0/sex",
        /// The day of death.
        DiedOn = "/births/0/died_on",
        /// The day of the hukou entry.
        HukouOn = "/births/0/hukou/on",
        /// The baby's own name.
        HukouName = "/births/0/hukou/name",
        /// The baby's own number.
        HukouIdNumber = "/births/0/hukou/id_number",
        /// Another cover.
        OtherCover = "/other_cover",
        /// The year of the latest payment.
        PaidYear = "/payments/0/year",
        /// The day of the latest payment.
        PaidOn = "/payments/0/on",
    }
}

words! {
    /// What follows from the facts.
    Worked {
        /// 预产期, year and month.
        DueMonth = "due_month",
        /// 预参保年度.
        EnrolmentYear = "enrolment_year",
        /// How many babies are expected.
        UnbornBabies = "unborn_babies",
    }
}

impl Fact {
    /// The pointer, for the baby at this place of the births.
    pub fn pointer(self, baby: usize) -> String {
        self.as_str()
            .replacen("/births/0", &format!("/births/{baby}"), 1)
    }

    /// Is it one baby's?
    pub fn is_of_a_baby(self) -> bool {
        self.as_str().starts_with("/births/0")
    }

    /// As a form writes it, where it was told. `baby` is the place among the births.
    pub fn told(self, facts: &Facts, baby: usize) -> Option<String> {
        let birth = facts.births.get(baby);
        let hukou = birth.and_then(|birth| birth.hukou.as_ref());
        let day = |day: Day| day.to_string();
        let latest = latest_payment(facts);
        let (mother, father) = (&facts.mother, &facts.father);
        let name = |name: &Option<Name>| name.as_ref().map(|name| name.expose().to_owned());
        let number = |id: &Option<IdNumber>| id.as_ref().map(|id| id.expose().to_owned());
        let phone = |phone: &Option<Phone>| phone.as_ref().map(|phone| phone.expose().to_owned());
        match self {
            Fact::Applicant => Some(facts.applicant.as_str().to_owned()),
            Fact::MotherName => name(&mother.name),
            Fact::MotherIdNumber => number(&mother.id_number),
            Fact::MotherPhone => phone(&mother.phone),
            Fact::FatherName => name(&father.name),
            Fact::FatherIdNumber => number(&father.id_number),
            Fact::FatherPhone => phone(&father.phone),
            Fact::InsuredParent => facts.insured_parent.map(|role| role.as_str().to_owned()),
            Fact::BornOn => birth.map(|birth| day(birth.on)),
            Fact::Sex => birth.map(|birth| birth.sex.as_str().to_owned()),
            Fact::DiedOn => birth.and_then(|birth| birth.died_on).map(day),
            Fact::HukouOn => hukou.map(|hukou| day(hukou.on)),
            Fact::HukouName => hukou.and_then(|hukou| name(&hukou.name)),
            Fact::HukouIdNumber => hukou.and_then(|hukou| number(&hukou.id_number)),
            Fact::OtherCover => facts.other_cover.map(|cover| cover.as_str().to_owned()),
            Fact::PaidYear => latest.map(|payment| payment.year.to_string()),
            Fact::PaidOn => latest.map(|payment| day(payment.on)),
        }
    }

    /// Puts a value that a form took into the facts, so that they are decided on and held against each other again.
    /// What does not read changes nothing.
    pub fn tell(self, facts: &mut Facts, baby: usize, value: &str) {
        let birth = facts.births.get_mut(baby);
        match self {
            Fact::Applicant => {
                facts.applicant = Applicant::parse(value).unwrap_or(facts.applicant);
            }
            Fact::MotherName => facts.mother.name = Name::parse(value).ok(),
            Fact::MotherIdNumber => facts.mother.id_number = IdNumber::parse(value).ok(),
            Fact::MotherPhone => facts.mother.phone = Phone::parse(value).ok(),
            Fact::FatherName => facts.father.name = Name::parse(value).ok(),
            Fact::FatherIdNumber => facts.father.id_number = IdNumber::parse(value).ok(),
            Fact::FatherPhone => facts.father.phone = Phone::parse(value).ok(),
            Fact::InsuredParent => facts.insured_parent = Role::parse(value).ok(),
            Fact::HukouName => of_hukou(birth, |hukou| hukou.name = Name::parse(value).ok()),
            Fact::HukouIdNumber => {
                of_hukou(birth, |hukou| {
                    hukou.id_number = IdNumber::parse(value).ok();
                });
            }
            Fact::OtherCover => facts.other_cover = OtherCover::parse(value).ok(),
            Fact::Sex => {
                if let (Some(birth), Ok(sex)) = (birth, Sex::parse(value)) {
                    birth.sex = sex;
                }
            }
            // Births, deaths, entries and payments are told to the check, where what hangs on them is asked as well.
            Fact::BornOn | Fact::DiedOn | Fact::HukouOn | Fact::PaidYear | Fact::PaidOn => {}
        }
    }
}

fn of_hukou(birth: Option<&mut Birth>, change: impl FnOnce(&mut crate::facts::Hukou)) {
    if let Some(hukou) = birth.and_then(|birth| birth.hukou.as_mut()) {
        change(hukou);
    }
}

fn latest_payment(facts: &Facts) -> Option<&Payment> {
    facts.payments.iter().max_by_key(|payment| payment.on)
}

impl Worked {
    /// As a form writes it, where it follows from the facts.
    pub fn out(self, facts: &Facts) -> Option<String> {
        let pregnancy = facts
            .pregnancy
            .as_ref()
            .filter(|pregnancy| pregnancy.ended.is_none() && facts.births.is_empty())?;
        let gestation = Gestation::new(pregnancy.dating, facts.asked_on);
        let due = gestation.due_date;
        Some(match self {
            Worked::DueMonth => format!("{:04}-{:02}", due.year(), due.month()),
            Worked::EnrolmentYear => gestation.enrolment_year().to_string(),
            Worked::UnbornBabies => pregnancy.fetuses.to_string(),
        })
    }
}
