//! A verdict in one sentence. Absent: deciding; it looks for the reason that gave the verdict and says it.

use policy::{Verdict, answer::ServiceAnswer, finding::Finding, verdict::Service};

use super::{
    order::Family,
    question::{self, is_decisive},
    sheet::Sheet,
};
use crate::words::{dates, fill};

/// The sentence under a service's verdict.
pub fn of(sheet: &Sheet<'_>, service: Service) -> String {
    let (answer, words) = (sheet.answer.service(service), sheet.words);
    match answer.verdict {
        Verdict::Eligible => eligible(sheet, service, answer),
        Verdict::NotYet => match answer.opens_on.filter(|day| *day > sheet.today) {
            Some(day) => {
                let days = dates::days(sheet.lang, day.since(sheet.today));
                fill(words.from_day, &[("day", &sheet.day(day)), ("days", &days)])
            }
            None => why(sheet, answer),
        },
        Verdict::NotEligible if answer.remedies.is_empty() => why(sheet, answer),
        Verdict::NotEligible => fill(words.not_possible, &[("why", &why(sheet, answer))]),
        Verdict::MissingFacts => missing(sheet, answer),
        Verdict::AlreadyDone | Verdict::Closed | Verdict::AskAgency | Verdict::NotOffered => {
            why(sheet, answer)
        }
    }
}

fn eligible(sheet: &Sheet<'_>, service: Service, answer: &ServiceAnswer<'_>) -> String {
    let words = sheet.words;
    let last = answer.closes_on.map(|day| match day.since(sheet.today) {
        0 => words.last_day_today.to_owned(),
        days => fill(
            words.last_day_ahead,
            &[
                ("day", &sheet.day(day)),
                ("days", &dates::days(sheet.lang, days)),
            ],
        ),
    });
    if let (Family::Lost, Service::Refund, Some(day)) = (sheet.family, service, answer.closes_on) {
        return fill(words.refund_open, &[("day", &sheet.day(day))]);
    }
    let reached = answer
        .reasons
        .iter()
        .find_map(|reason| match reason.finding {
            Finding::GestationReached {
                days,
                at_least_days,
                ..
            } => Some(fill(
                words.reached,
                &[
                    ("needed", &dates::weeks_short(sheet.lang, at_least_days)),
                    ("now", &dates::weeks(sheet.lang, days)),
                ],
            )),
            _ => None,
        });
    let open = if sheet.family.is_bereaved() {
        words.can_be_done
    } else {
        words.open_now
    };
    let blank = match sheet.lang.spoken() {
        crate::Lang::Zh => "",
        crate::Lang::En => " ",
    };
    let mut said = open.to_owned();
    for more in [reached, last].into_iter().flatten() {
        said.push_str(blank);
        said.push_str(&more);
    }
    said
}

fn missing(sheet: &Sheet<'_>, answer: &ServiceAnswer<'_>) -> String {
    let mut asked = answer
        .missing
        .iter()
        .filter(|missing| is_decisive(**missing));
    match (asked.next(), asked.count()) {
        (Some(one), 0) => fill(
            sheet.words.one_missing,
            &[("question", &question::of(sheet, *one))],
        ),
        (_, more) => fill(
            sheet.words.several_missing,
            &[("count", &(more + 1).to_string())],
        ),
    }
}

/// The sentence of the reason that gave the verdict. Where the documents are silent no reason did.
fn why(sheet: &Sheet<'_>, answer: &ServiceAnswer<'_>) -> String {
    match answer
        .reasons
        .iter()
        .find(|reason| gives(&reason.finding) == answer.verdict)
    {
        Some(reason) if matches!(reason.finding, Finding::GroundDoesNotHold { .. }) => {
            sheet.words.no_ground.to_owned()
        }
        Some(reason) => sheet.says(&reason.finding),
        None => sheet.words.ask_desk.to_owned(),
    }
}

/// The verdict that a finding gives by itself.
pub fn gives(finding: &Finding) -> Verdict {
    use Finding as F;
    match finding {
        F::NotOffered => Verdict::NotOffered,
        F::PreEnrolledAlready
        | F::EnrolledAlready { .. }
        | F::PreEnrolledAndPaid
        | F::EnrolledNoneLiving
        | F::UpdatedAlready { .. }
        | F::RefundedAlready { .. } => Verdict::AlreadyDone,
        F::BornAlready | F::PregnancyEnded | F::LastDayOver { .. } => Verdict::Closed,
        F::ApplicantMayNot { .. }
        | F::MotherUninsured { .. }
        | F::MotherOtherYear { .. }
        | F::MotherElsewhere
        | F::ParentHukouElsewhere { .. }
        | F::NoParentHukouFits
        | F::Lost
        | F::NoneLiving
        | F::EveryBabyHasHukou
        | F::HospitalElsewhere
        | F::NoneLivingOwnService
        | F::NoLocalTie
        | F::NoneDiedWithoutHukou
        | F::NeverPreEnrolled
        | F::NothingPaid
        | F::GroundDoesNotHold { .. } => Verdict::NotEligible,
        F::PregnancyUntold
        | F::MotherCoverUntold
        | F::MotherYearUntold { .. }
        | F::MotherAreaUntold
        | F::ParentHukouUntold
        | F::HospitalUntold
        | F::LocalTieUntold
        | F::BenefitUseUntold => Verdict::MissingFacts,
        F::GestationNotReached { .. }
        | F::NotBornYet
        | F::PaperMissing { .. }
        | F::HukouMissing => Verdict::NotYet,
        F::LastDayOnWeekend { .. } | F::LastDayPastAsk { .. } | F::NoneLivingAskAgency => {
            Verdict::AskAgency
        }
        F::Offered
        | F::NotPreEnrolledYet
        | F::Unborn
        | F::GestationReached { .. }
        | F::ApplicantMay { .. }
        | F::MotherInsured { .. }
        | F::ParentHukouFits { .. }
        | F::PreRegistrationVoid
        | F::Born
        | F::InTime { .. }
        | F::BabyWithoutHukou
        | F::HospitalFits
        | F::NotEnrolledYet
        | F::PaperThere { .. }
        | F::LocalTie
        | F::DiedWithoutHukou
        | F::PreEnrolledBefore
        | F::NotUpdatedYet
        | F::HukouThere
        | F::NotRefundedYet
        | F::SomethingPaid
        | F::GroundHolds { .. }
        | F::RefundAnyTime => Verdict::Eligible,
    }
}
