//! What a service answers, and what would help.

use crate::clause::Lang;
use crate::facts::words;

words! {
    /// 结论. Declared in the order in which one goes before another.
    Verdict {
        /// 已办好: nothing is left to do.
        AlreadyDone = "already_done",
        /// 已过期: the time for it is over.
        Closed = "closed",
        /// 不符合.
        NotEligible = "not_eligible",
        /// 还缺信息: something isn't told.
        MissingFacts = "missing_facts",
        /// 还没到.
        NotYet = "not_yet",
        /// 请问窗口: the documents leave it to the agency.
        AskAgency = "ask_agency",
        /// 可以办.
        Eligible = "eligible",
        /// 没有这项业务: these rules have no such service. Only a gate gives it.
        NotOffered = "not_offered",
    }
}

words! {
    /// 事项: something that a family can apply for.
    Service {
        /// 预参保 / 准新生儿参保登记.
        PreEnrolment = "pre_enrolment",
        /// 院端新生儿预参保登记.
        HospitalPreRegistration = "hospital_pre_registration",
        /// 新生儿参保登记.
        NewbornEnrolment = "newborn_enrolment",
        /// 出生后死亡未办户口的新生儿参保登记.
        DeceasedNewbornEnrolment = "deceased_newborn_enrolment",
        /// 参保信息变更.
        InformationUpdate = "information_update",
        /// 退费.
        Refund = "refund",
    }
}

words! {
    /// 可以这样办: what would help. Declared in the order of their words, in which sets are told.
    Remedy {
        /// Apply as the mother's agent.
        ApplyAsAgent = "apply_as_agent",
        /// Choose the other parent.
        ChooseOtherParent = "choose_other_parent",
        /// Enrol the baby that died.
        DeceasedNewbornEnrolment = "deceased_newborn_enrolment",
        /// Insure the mother first.
        EnrolMother = "enrol_mother",
        /// Enrol for the coming year.
        EnrolNextYear = "enrol_next_year",
        /// Get the birth certificate.
        GetBirthCertificate = "get_birth_certificate",
        /// Move the mother's cover here.
        MoveMother = "move_mother",
        /// Enrol the newborn with its own name.
        NewbornEnrolment = "newborn_enrolment",
        /// Enter the baby in the household register.
        RegisterHukou = "register_hukou",
    }
}

words! {
    /// The way by which an uninsured mother comes to be insured.
    EnrolMotherBy {
        /// Of a special group: cover from the month after paying.
        SpecialGroup = "special_group",
        /// From employee insurance with a short gap: cover from the day of paying.
        FromEmployeeAtOnce = "from_employee_at_once",
        /// From employee insurance with a longer gap: cover from the month after.
        FromEmployeeNextMonth = "from_employee_next_month",
        /// In the next season.
        NextSeason = "next_season",
    }
}

words! {
    /// Who pays a refund out.
    Route {
        /// 税务部门.
        TaxBureau = "tax_bureau",
        /// 医疗保障部门.
        MedicalInsuranceBureau = "medical_insurance_bureau",
    }
}

words! {
    /// Things to know that are no bar. Declared in the order of their words.
    Warning {
        /// The parent is insured elsewhere than the hukou.
        InsuredPlaceDiffers = "insured_place_differs",
        /// The parent has no cover, so the system will ask.
        InsuredPlaceUnknown = "insured_place_unknown",
        /// The birth may fall in either of two years.
        TwoPossibleBirthYears = "two_possible_birth_years",
    }
}

impl Warning {
    /// Its sentence for the family.
    pub const fn says(self, lang: Lang) -> &'static str {
        match (self, lang.spoken()) {
            (Warning::InsuredPlaceDiffers, Lang::Zh) => {
                "父母的参保地和户籍地不一样，登记时系统会提示，可以继续。"
            }
            (Warning::InsuredPlaceDiffers, Lang::En) => {
                "The parent is insured elsewhere than the hukou; the system will say so, and you can go on."
            }
            (Warning::InsuredPlaceUnknown, Lang::Zh) => {
                "父母没有参保，登记时系统查不到参保地会提示，可以继续。"
            }
            (Warning::InsuredPlaceUnknown, Lang::En) => {
                "The parent has no cover, so the system finds no insured place and will say so; you can go on."
            }
            (Warning::TwoPossibleBirthYears, Lang::Zh) => {
                "宝宝可能在两个年份之间出生，可能要缴另一年的保费。"
            }
            (Warning::TwoPossibleBirthYears, Lang::En) => {
                "Your baby may be born in either of two years, so the other year's premium may be the one needed."
            }
        }
    }
}

/// Does a condition hold?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Met {
    /// It does.
    Met,
    /// It doesn't.
    NotMet,
    /// It can't be said.
    Unknown,
}

impl Met {
    /// The word on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Met::Met => "met",
            Met::NotMet => "not_met",
            Met::Unknown => "unknown",
        }
    }
}

/// A small set of remedies or warnings, told in their order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Set(u16);

impl Set {
    /// Adds the member at this place of its list.
    pub fn insert(&mut self, place: usize) {
        self.0 |= 1 << place;
    }

    /// Is the member at this place in it?
    pub fn contains(self, place: usize) -> bool {
        self.0 & (1 << place) != 0
    }

    /// Is it empty?
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Its members, picked from their list.
    pub fn members<T: Copy>(self, list: &'static [T]) -> impl Iterator<Item = T> {
        list.iter()
            .enumerate()
            .filter(move |(place, _)| self.contains(*place))
            .map(|(_, member)| *member)
    }
}
