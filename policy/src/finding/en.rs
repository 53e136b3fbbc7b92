//! The findings in English.

use super::Finding;
use crate::edition::{Ground, Paper};
use crate::facts::{Applicant, Role};

const fn parent(role: Role) -> &'static str {
    match role {
        Role::Mother => "mother",
        Role::Father => "father",
    }
}

const fn applicant(applicant: Applicant) -> &'static str {
    match applicant {
        Applicant::Mother => "The mother herself",
        Applicant::Father => "The father",
        Applicant::Guardian => "A guardian",
        Applicant::Agent => "Someone with the mother's mandate",
    }
}

const fn paper(paper: Paper) -> &'static str {
    match paper {
        Paper::BirthCertificate => "a birth certificate",
        Paper::Hukou => "an entry in the household register (hukou)",
    }
}

const fn ground(ground: Ground) -> &'static str {
    match ground {
        Ground::OtherCover => {
            "the benefit period has not begun, and the child has other cover or was paid for twice"
        }
        Ground::Lost => "the pregnancy did not go on",
        Ground::BenefitUnused => "no benefit was used after the birth",
        Ground::Assisted => "the family is entitled to assisted enrolment but paid itself",
    }
}

/// The sentence, with an open place for each of the finding's values.
pub const fn sentence(finding: &Finding) -> &'static str {
    match *finding {
        Finding::NotOffered => "The rules here have no such service.",
        Finding::Offered => "This can be done here.",
        Finding::NotPreEnrolledYet => "Not pre-enrolled yet.",
        Finding::PreEnrolledAlready => "Pre-enrolled already.",
        Finding::Unborn => "Your baby is not born yet, so this is open.",
        Finding::BornAlready => "Your baby is born; pre-enrolment is for babies before birth.",
        Finding::PregnancyEnded => "This pregnancy has ended; there is nothing to pre-enrol.",
        Finding::PregnancyUntold => "Neither a due date nor a birth is known yet.",
        Finding::GestationReached { .. } => {
            "{} weeks are needed; you have reached them ({} weeks {} days today)."
        }
        Finding::GestationNotReached { .. } => {
            "{} weeks are needed; you are at {} weeks {} days today and reach them on {}."
        }
        Finding::ApplicantMay { .. } => "{} may apply.",
        Finding::ApplicantMayNot { .. } => {
            "The applicant is the mother. {} may apply with her mandate."
        }
        Finding::MotherInsured { .. } => "The mother is insured in {}.",
        Finding::MotherCoverUntold => "It is not known whether the mother is insured this year.",
        Finding::MotherUninsured { .. } => "The mother is not insured in {}.",
        Finding::MotherYearUntold { .. } => {
            "The mother's cover in {} counts; its year is not known."
        }
        Finding::MotherOtherYear { .. } => "Cover in {} counts; the mother's is of {}.",
        Finding::MotherAreaUntold => "It is not known where the mother is insured.",
        Finding::MotherElsewhere => "The mother is not insured here this year.",
        Finding::ParentHukouFits { .. } => "The {}'s hukou is in the places named.",
        Finding::ParentHukouElsewhere { .. } => "The {}'s hukou is outside the places named.",
        Finding::NoParentHukouFits => "Neither parent's hukou is in the places named.",
        Finding::ParentHukouUntold => "The parents' hukou is not known.",
        Finding::PreRegistrationVoid => "Registered, but not paid in time, so it is void.",
        Finding::Born => "Your baby is born.",
        Finding::NotBornYet => "This can be done after the birth.",
        Finding::Lost => "This pregnancy has ended; nothing needs to be done.",
        Finding::NoneLiving => "Your baby has died; nothing needs to be done.",
        Finding::InTime { .. } => "Until {} at the latest; there is time.",
        Finding::LastDayOver { .. } => "Until {} at the latest; that is over.",
        Finding::LastDayOnWeekend { .. } => {
            "The last day, {}, fell on a weekend; you can still ask at the desk on Monday."
        }
        Finding::LastDayPastAsk { .. } => "The time set ended on {}; the desk says what holds now.",
        Finding::BabyWithoutHukou => "Your baby has no hukou yet.",
        Finding::EveryBabyHasHukou => {
            "Your baby has a hukou and joins under its own name and number."
        }
        Finding::HospitalFits => "This hospital may register.",
        Finding::HospitalElsewhere => {
            "This hospital is outside the places named and cannot register."
        }
        Finding::HospitalUntold => "It is not known where the hospital is.",
        Finding::NotEnrolledYet => "Not enrolled yet.",
        Finding::EnrolledAlready { .. } => "Enrolled on {}.",
        Finding::PreEnrolledAndPaid => "Pre-enrolled, and the premium of the birth year is paid.",
        Finding::NoneLivingOwnService => {
            "Your baby died without a hukou; there is a way of its own to enrol."
        }
        Finding::NoneLivingAskAgency => "Your baby has died; the desk says what can be done.",
        Finding::PaperThere { .. } => "Needed is {}; your baby has it.",
        Finding::PaperMissing { .. } => "Needed is {}; your baby does not have it yet.",
        Finding::LocalTie => "A parent has a hukou or cover here.",
        Finding::NoLocalTie => "Neither parent has a hukou or cover here.",
        Finding::LocalTieUntold => "The parents' hukou and cover are not known.",
        Finding::DiedWithoutHukou => "A baby died without a hukou.",
        Finding::NoneDiedWithoutHukou => "This is only for babies that died without a hukou.",
        Finding::EnrolledNoneLiving => "Enrolled already.",
        Finding::PreEnrolledBefore => {
            "Pre-enrolled, so the baby's own details are entered after the birth."
        }
        Finding::NeverPreEnrolled => "Never pre-enrolled, so there is nothing to update.",
        Finding::NotUpdatedYet => "The baby's own details are not entered yet.",
        Finding::UpdatedAlready { .. } => "The baby's own details were entered on {}.",
        Finding::HukouThere => "Your baby has a hukou.",
        Finding::HukouMissing => "This can be done once your baby has a hukou.",
        Finding::NotRefundedYet => "Not refunded yet.",
        Finding::RefundedAlready { .. } => "Refunded on {}.",
        Finding::SomethingPaid => "A premium was paid.",
        Finding::NothingPaid => "Nothing was paid, so there is nothing to refund.",
        Finding::GroundHolds { .. } => "A refund is possible: {}.",
        Finding::GroundDoesNotHold { .. } => "This is not the case: {}.",
        Finding::BenefitUseUntold => {
            "It is not known whether any benefit was used after the birth; if none was, a refund is possible."
        }
        Finding::RefundAnyTime => {
            "Refunds of assisted families are collected by the bureau; no last day binds."
        }
    }
}

/// The word in its sentence; empty where it has none.
pub const fn word(finding: &Finding) -> &'static str {
    match *finding {
        Finding::ApplicantMay { applicant: who } | Finding::ApplicantMayNot { applicant: who } => {
            applicant(who)
        }
        Finding::ParentHukouFits { role } | Finding::ParentHukouElsewhere { role } => parent(role),
        Finding::PaperThere { paper: kind } | Finding::PaperMissing { paper: kind } => paper(kind),
        Finding::GroundHolds { ground: which } | Finding::GroundDoesNotHold { ground: which } => {
            ground(which)
        }
        _ => "",
    }
}
