//! The controls by name, and the facts they tell.

use policy::{answer::Missing, facts::Role};

use super::Typed;

/// What a control takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A day.
    Day,
    /// A place, by its code.
    Place,
    /// `yes` or `no`.
    YesNo,
    /// A word of a list.
    Word,
    /// A whole number.
    Count,
    /// Several of something, with commas between.
    List,
    /// A name or an ID number: read in the browser alone, in no query.
    Private,
}

macro_rules! fields {
    ($($(#[$about:meta])* $field:ident = $name:literal, $kind:ident, $pointer:literal;)*) => {
        /// A control of the check, by the name it has in the query.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Field { $($(#[$about])* #[doc = $pointer] $field,)* }

        impl Field {
            /// Every one, in the order of the form and of the query.
            pub const ALL: [Field; [$($name),*].len()] = [$(Field::$field),*];

            /// The `name` of the control. Those that are [`Kind::Private`] have it as an id alone.
            pub const fn name(self) -> &'static str {
                const NAMES: [&str; Field::ALL.len()] = [$($name),*];
                NAMES[self as usize]
            }

            /// What it takes.
            pub const fn kind(self) -> Kind {
                const KINDS: [Kind; Field::ALL.len()] = [$(Kind::$kind),*];
                KINDS[self as usize]
            }

            /// The fact it tells, as a JSON pointer; the first baby's where it tells the same of all.
            pub const fn pointer(self) -> &'static str {
                const POINTERS: [&str; Field::ALL.len()] = [$($pointer),*];
                POINTERS[self as usize]
            }
        }
    };
}

fields! {
    Area = "area", Place, "/area";
    AskedOn = "asked_on", Day, "/asked_on";
    DueDate = "due_date", Day, "/pregnancy/due_date";
    LastPeriod = "last_period", Day, "/pregnancy/last_period";
    ScanOn = "scan_on", Day, "/pregnancy/scan/on";
    ScanWeeks = "scan_weeks", Count, "/pregnancy/scan/weeks";
    ScanDays = "scan_days", Count, "/pregnancy/scan/days";
    Fetuses = "fetuses", Count, "/pregnancy/fetuses";
    Applicant = "applicant", Word, "/applicant";
    MotherInsurance = "mother_insurance", Word, "/mother/enrolment/insurance";
    MotherArea = "mother_area", Place, "/mother/enrolment/area";
    MotherYear = "mother_year", Count, "/mother/enrolment/year";
    PreviousInsurance = "previous_insurance", Word, "/mother/previous/insurance";
    PreviousYears = "previous_years", Count, "/mother/previous/unbroken_years";
    PreviousGap = "previous_gap", Count, "/mother/previous/gap_months";
    SpecialGroup = "special_group", Word, "/mother/special_group";
    MotherHukou = "mother_hukou", Place, "/mother/hukou";
    FatherHukou = "father_hukou", Place, "/father/hukou";
    InsuredParent = "insured_parent", Word, "/insured_parent";
    FatherInsurance = "father_insurance", Word, "/father/enrolment/insurance";
    FatherArea = "father_area", Place, "/father/enrolment/area";
    FatherYear = "father_year", Count, "/father/enrolment/year";
    Births = "births", List, "/births";
    HospitalArea = "hospital_area", Place, "/births/0/hospital_area";
    BirthCertificate = "birth_certificate", YesNo, "/births/0/birth_certificate";
    HukouOn = "hukou_on", Day, "/births/0/hukou/on";
    PreEnrolled = "pre_enrolled", YesNo, "/pre_enrolled";
    EnrolledOn = "enrolled_on", Day, "/enrolled_on";
    UpdatedOn = "updated_on", Day, "/updated_on";
    Paid = "paid", List, "/payments";
    EndedOn = "ended_on", Day, "/pregnancy/ended/on";
    EndedHow = "ended_how", Word, "/pregnancy/ended/how";
    OtherCover = "other_cover", Word, "/other_cover";
    Assisted = "assisted", YesNo, "/assisted";
    BenefitUsed = "benefit_used", YesNo, "/benefit_used";
    RefundedOn = "refunded_on", Day, "/refunded_on";
    MotherName = "mother_name", Private, "/mother/name";
    MotherIdNumber = "mother_id_number", Private, "/mother/id_number";
    FatherName = "father_name", Private, "/father/name";
    FatherIdNumber = "father_id_number", Private, "/father/id_number";
}

impl Field {
    /// Those of the pregnancy: one told, and a pregnancy is told.
    pub const PREGNANCY: [Field; 8] = [
        Field::DueDate,
        Field::LastPeriod,
        Field::ScanOn,
        Field::ScanWeeks,
        Field::ScanDays,
        Field::Fetuses,
        Field::EndedOn,
        Field::EndedHow,
    ];

    /// Those of the scan: one told, and all must be.
    pub const SCAN: [Field; 3] = [Field::ScanOn, Field::ScanWeeks, Field::ScanDays];

    /// The control of this name; private ones have none.
    pub fn named(name: &str) -> Option<Field> {
        Field::ALL
            .into_iter()
            .find(|field| field.name() == name && !field.is_private())
    }

    /// Does it take a place?
    pub fn is_place(self) -> bool {
        self.kind() == Kind::Place
    }

    /// Does it name a person?
    pub fn is_private(self) -> bool {
        self.kind() == Kind::Private
    }

    /// The id of its control, as [`crate::parts::Question::control_id`] makes it.
    pub fn control_id(self) -> String {
        ["q-", self.name()].concat()
    }
}

/// The control at which a refusal is shown. A pregnancy as a whole is shown at the first way of dating it that was used.
pub fn at_fault(typed: &Typed, pointer: &str) -> Field {
    if let Some(field) = Field::ALL
        .into_iter()
        .find(|field| field.pointer() == pointer)
    {
        return field;
    }
    let of_all = [
        ("/hospital_area", Field::HospitalArea),
        ("/birth_certificate", Field::BirthCertificate),
        ("/hukou/on", Field::HukouOn),
    ];
    if pointer.starts_with("/births") {
        let found = of_all.into_iter().find(|(end, _)| pointer.ends_with(end));
        return found.map_or(Field::Births, |(_, field)| field);
    }
    if pointer.starts_with("/payments") {
        return Field::Paid;
    }
    if pointer.starts_with("/pregnancy") {
        let dating = Field::PREGNANCY.into_iter().take(5);
        return dating
            .into_iter()
            .find(|field| typed.is_told(*field))
            .unwrap_or(Field::DueDate);
    }
    Field::Area
}

/// The name of the control that asks for a fact that isn't told.
pub fn control_name(missing: Missing) -> &'static str {
    let by_role = |role: Role, mother: Field, father: Field| match role {
        Role::Mother => mother,
        Role::Father => father,
    };
    match missing {
        Missing::Pregnancy => Field::DueDate,
        Missing::Enrolment(role) => by_role(role, Field::MotherInsurance, Field::FatherInsurance),
        Missing::EnrolmentYear(role) => by_role(role, Field::MotherYear, Field::FatherYear),
        Missing::EnrolmentArea(role) => by_role(role, Field::MotherArea, Field::FatherArea),
        Missing::Hukou(role) => by_role(role, Field::MotherHukou, Field::FatherHukou),
        Missing::Name(role) => by_role(role, Field::MotherName, Field::FatherName),
        Missing::IdNumber(role) => by_role(role, Field::MotherIdNumber, Field::FatherIdNumber),
        Missing::HospitalArea(_) => Field::HospitalArea,
        Missing::BenefitUsed => Field::BenefitUsed,
    }
    .name()
}
