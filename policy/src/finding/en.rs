//! The findings in English.

use std::fmt::{Formatter, Result};

use super::{Finding, LongDay};
use crate::clause::Lang;
use crate::day::Day;
use crate::edition::{Ground, Paper};
use crate::facts::{Applicant, Role};

fn long(day: Day) -> LongDay {
    LongDay(day, Lang::En)
}

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

/// Writes the sentence.
pub fn write(finding: &Finding, f: &mut Formatter<'_>) -> Result {
    match *finding {
        Finding::NotOffered => f.write_str("The rules here have no such service."),
        Finding::Offered => f.write_str("This can be done here."),
        Finding::NotPreEnrolledYet => f.write_str("Not pre-enrolled yet."),
        Finding::PreEnrolledAlready => f.write_str("Pre-enrolled already."),
        Finding::Unborn => f.write_str("Your baby is not born yet, so this is open."),
        Finding::BornAlready => f.write_str("Your baby is born; pre-enrolment is for babies before birth."),
        Finding::PregnancyEnded => f.write_str("This pregnancy has ended; there is nothing to pre-enrol."),
        Finding::PregnancyUntold => f.write_str("Neither a due date nor a birth is known yet."),
        Finding::GestationReached { days, at_least_days, .. } => {
            write!(f, "{} weeks are needed; you have reached them ({} weeks {} days today).", at_least_days / 7, days / 7, days % 7)
        }
        Finding::GestationNotReached { days, at_least_days, on } => write!(
            f,
            "{} weeks are needed; you are at {} weeks {} days today and reach them on {}.",
            at_least_days / 7,
            days / 7,
            days % 7,
            long(on)
        ),
        Finding::ApplicantMay { applicant: who } => write!(f, "{} may apply.", applicant(who)),
        Finding::ApplicantMayNot { applicant: who } => {
            write!(f, "The applicant is the mother. {} may apply with her mandate.", applicant(who))
        }
        Finding::MotherInsured { year } => write!(f, "The mother is insured in {year}."),
        Finding::MotherCoverUntold => f.write_str("It is not known whether the mother is insured this year."),
        Finding::MotherUninsured { year } => write!(f, "The mother is not insured in {year}."),
        Finding::MotherYearUntold { year } => write!(f, "The mother's cover in {year} counts; its year is not known."),
        Finding::MotherOtherYear { told, year } => write!(f, "Cover in {year} counts; the mother's is of {told}."),
        Finding::MotherAreaUntold => f.write_str("It is not known where the mother is insured."),
        Finding::MotherElsewhere => f.write_str("The mother is not insured here this year."),
        Finding::ParentHukouFits { role } => write!(f, "The {}'s hukou is in the places named.", parent(role)),
        Finding::ParentHukouElsewhere { role } => write!(f, "The {}'s hukou is outside the places named.", parent(role)),
        Finding::NoParentHukouFits => f.write_str("Neither parent's hukou is in the places named."),
        Finding::ParentHukouUntold => f.write_str("The parents' hukou is not known."),
        Finding::PreRegistrationVoid => f.write_str("Registered, but not paid in time, so it is void."),
        Finding::Born => f.write_str("Your baby is born."),
        Finding::NotBornYet => f.write_str("This can be done after the birth."),
        Finding::Lost => f.write_str("This pregnancy has ended; nothing needs to be done."),
        Finding::NoneLiving => f.write_str("Your baby has died; nothing needs to be done."),
        Finding::InTime { last } => write!(f, "Until {} at the latest; there is time.", long(last)),
        Finding::LastDayOver { last } => write!(f, "Until {} at the latest; that is over.", long(last)),
        Finding::LastDayOnWeekend { last } => {
            write!(f, "The last day, {}, fell on a weekend; you can still ask at the desk on Monday.", long(last))
        }
        Finding::LastDayPastAsk { last } => write!(f, "The time set ended on {}; the desk says what holds now.", long(last)),
        Finding::BabyWithoutHukou => f.write_str("Your baby has no hukou yet."),
        Finding::EveryBabyHasHukou => f.write_str("Your baby has a hukou and joins under its own name and number."),
        Finding::HospitalFits => f.write_str("This hospital may register."),
        Finding::HospitalElsewhere => f.write_str("This hospital is outside the places named and cannot register."),
        Finding::HospitalUntold => f.write_str("It is not known where the hospital is."),
        Finding::NotEnrolledYet => f.write_str("Not enrolled yet."),
        Finding::EnrolledAlready { on } => write!(f, "Enrolled on {}.", long(on)),
        Finding::PreEnrolledAndPaid => f.write_str("Pre-enrolled, and the premium of the birth year is paid."),
        Finding::NoneLivingOwnService => f.write_str("Your baby died without a hukou; there is a way of its own to enrol."),
        Finding::NoneLivingAskAgency => f.write_str("Your baby has died; the desk says what can be done."),
        Finding::PaperThere { paper: kind } => write!(f, "Needed is {}; your baby has it.", paper(kind)),
        Finding::PaperMissing { paper: kind } => write!(f, "Needed is {}; your baby does not have it yet.", paper(kind)),
        Finding::LocalTie => f.write_str("A parent has a hukou or cover here."),
        Finding::NoLocalTie => f.write_str("Neither parent has a hukou or cover here."),
        Finding::LocalTieUntold => f.write_str("The parents' hukou and cover are not known."),
        Finding::DiedWithoutHukou => f.write_str("A baby died without a hukou."),
        Finding::NoneDiedWithoutHukou => f.write_str("This is only for babies that died without a hukou."),
        Finding::EnrolledNoneLiving => f.write_str("Enrolled already."),
        Finding::PreEnrolledBefore => f.write_str("Pre-enrolled, so the baby's own details are entered after the birth."),
        Finding::NeverPreEnrolled => f.write_str("Never pre-enrolled, so there is nothing to update."),
        Finding::NotUpdatedYet => f.write_str("The baby's own details are not entered yet."),
        Finding::UpdatedAlready { on } => write!(f, "The baby's own details were entered on {}.", long(on)),
        Finding::HukouThere => f.write_str("Your baby has a hukou."),
        Finding::HukouMissing => f.write_str("This can be done once your baby has a hukou."),
        Finding::NotRefundedYet => f.write_str("Not refunded yet."),
        Finding::RefundedAlready { on } => write!(f, "Refunded on {}.", long(on)),
        Finding::SomethingPaid => f.write_str("A premium was paid."),
        Finding::NothingPaid => f.write_str("Nothing was paid, so there is nothing to refund."),
        Finding::GroundHolds { ground: which } => write!(f, "A refund is possible: {}.", ground(which)),
        Finding::GroundDoesNotHold { ground: which } => write!(f, "This is not the case: {}.", ground(which)),
        Finding::BenefitUseUntold => {
            f.write_str("It is not known whether any benefit was used after the birth; if none was, a refund is possible.")
        }
        Finding::RefundAnyTime => f.write_str("Refunds of assisted families are collected by the bureau; no last day binds."),
    }
}
