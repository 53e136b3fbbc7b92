//! Which questions an area's rules look at. The others are asked last, folded away.

use policy::edition::{Edition, Ground, Offer, Paper};

use crate::forms::check::Field;

/// May this control's fact change an answer under that edition? Without an edition any may.
pub fn is_looked_at(field: Field, edition: Option<&Edition>) -> bool {
    let Some(edition) = edition else { return true };
    let before = edition.pre_enrolment.rules();
    let mother = before.and_then(|rules| rules.mother.as_ref());
    let in_hospital = is_offered(&edition.hospital_pre_registration);
    let local = edition.newborn_enrolment.local.as_ref();
    let ground = |ground: Ground| {
        edition
            .refund
            .grounds
            .iter()
            .any(|rule| rule.ground == ground)
    };
    match field {
        Field::Applicant => before.is_some_and(|rules| rules.applicant.is_some()),
        Field::MotherInsurance | Field::MotherArea | Field::MotherYear => {
            mother.is_some() || in_hospital || local.is_some_and(|rule| rule.by_cover)
        }
        Field::PreviousInsurance | Field::PreviousYears | Field::PreviousGap => {
            mother.is_some_and(|rule| rule.ways.from_employee.is_some())
        }
        Field::SpecialGroup => mother.is_some_and(|rule| rule.ways.special_groups.is_some()),
        Field::MotherHukou | Field::FatherHukou => {
            in_hospital
                || local.is_some_and(|rule| rule.by_hukou)
                || before.is_some_and(|rules| rules.parent_hukou.is_some())
        }
        Field::FatherInsurance | Field::FatherArea | Field::FatherYear => {
            in_hospital || local.is_some_and(|rule| rule.by_cover)
        }
        Field::InsuredParent => in_hospital || is_offered(&edition.deceased_newborn_enrolment),
        Field::HospitalArea => in_hospital,
        Field::BirthCertificate => edition
            .newborn_enrolment
            .paper
            .any_of
            .contains(&Paper::BirthCertificate),
        Field::Assisted => ground(Ground::Assisted),
        Field::BenefitUsed => ground(Ground::BenefitUnused),
        _ => true,
    }
}

/// Do the rules name babies before they have a name of their own? Without an edition they may.
pub fn is_naming(edition: Option<&Edition>) -> bool {
    edition.is_none_or(|edition| {
        edition
            .pre_enrolment
            .rules()
            .is_some_and(|rules| rules.provisional.is_some())
            || is_offered(&edition.hospital_pre_registration)
            || is_offered(&edition.deceased_newborn_enrolment)
    })
}

fn is_offered<T>(offer: &Offer<T>) -> bool {
    offer.rules().is_some()
}
