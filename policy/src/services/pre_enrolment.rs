//! 预参保 / 准新生儿参保登记: the unborn, from a gestation on.

use crate::answer::{Missing, ServiceAnswer};
use crate::case::{Case, Family};
use crate::edition::{
    ApplicantRule, EnrolMotherWays, GestationRule, HukouRule, MotherRule, Offer, PreEnrolment,
};
use crate::facts::{Insurance, Parent, PreviousInsurance, Role};
use crate::finding::Finding;
use crate::identity;
use crate::notice::NoticeWhen;
use crate::verdict::{EnrolMotherBy, Remedy, Verdict};

pub fn answer<'a>(case: &Case<'a>) -> ServiceAnswer<'a> {
    let rules = match &case.edition.pre_enrolment {
        Offer::NotOffered(law) => {
            return ServiceAnswer::gate(law, Finding::NotOffered, Verdict::NotOffered);
        }
        Offer::Offered(rules) => rules,
    };
    let mut answer = ServiceAnswer::open();
    answer.materials = &rules.materials;
    answer.holds(&rules.offered, Finding::Offered);
    once(&mut answer, case, rules);
    unborn(&mut answer, case, rules);
    gestation(&mut answer, case, &rules.gestation);
    if let Some(rule) = &rules.applicant {
        applicant(&mut answer, case, rule);
    }
    if let Some(rule) = &rules.mother {
        mother(&mut answer, case, rule);
    }
    if let Some(rule) = &rules.parent_hukou {
        parent_hukou(&mut answer, case, rule);
    }
    let is_open_or_ahead = matches!(answer.verdict, Verdict::Eligible | Verdict::NotYet);
    if let Some(rule) = rules
        .provisional
        .as_ref()
        .filter(|_| is_open_or_ahead && case.state == Family::Pregnant)
    {
        identity::of_unborn(&mut answer, case.facts, rule);
    }
    answer.notices.extend(rules.notices.iter().filter(|notice| {
        let is_shown = match notice.when {
            NoticeWhen::Always => true,
            NoticeWhen::EnrolMother => answer.remedies.contains(Remedy::EnrolMother as usize),
        };
        is_shown && notice.on <= case.facts.asked_on
    }));
    answer
}

fn once<'a>(answer: &mut ServiceAnswer<'a>, case: &Case<'a>, rules: &'a PreEnrolment) {
    if case.facts.pre_enrolled {
        answer.fails(
            &rules.once,
            Finding::PreEnrolledAlready,
            Verdict::AlreadyDone,
        );
    } else {
        answer.holds(&rules.once, Finding::NotPreEnrolledYet);
    }
}

fn unborn<'a>(answer: &mut ServiceAnswer<'a>, case: &Case<'a>, rules: &'a PreEnrolment) {
    match case.state {
        Family::Pregnant => answer.holds(&rules.unborn, Finding::Unborn),
        Family::Untold => answer.lacks(&rules.unborn, Finding::PregnancyUntold, Missing::Pregnancy),
        Family::Lost => answer.fails(&rules.unborn, Finding::PregnancyEnded, Verdict::Closed),
        Family::Living | Family::NoneLiving => {
            answer.fails(&rules.unborn, Finding::BornAlready, Verdict::Closed);
        }
    }
}

fn gestation<'a>(answer: &mut ServiceAnswer<'a>, case: &Case<'a>, rule: &'a GestationRule) {
    let Some(gestation) = case.gestation else {
        return;
    };
    let (days, at_least_days) = (gestation.days, i32::from(rule.at_least_days));
    let on = gestation.reaches(at_least_days);
    answer.opens_on = Some(on);
    if days >= at_least_days {
        answer.holds(
            &rule.law,
            Finding::GestationReached {
                days,
                at_least_days,
                on,
            },
        );
    } else {
        answer.fails(
            &rule.law,
            Finding::GestationNotReached {
                days,
                at_least_days,
                on,
            },
            Verdict::NotYet,
        );
    }
}

fn applicant<'a>(answer: &mut ServiceAnswer<'a>, case: &Case<'a>, rule: &'a ApplicantRule) {
    let applicant = case.facts.applicant;
    if rule.may.contains(&applicant) {
        answer.holds(&rule.law, Finding::ApplicantMay { applicant });
    } else {
        answer.fails(
            &rule.law,
            Finding::ApplicantMayNot { applicant },
            Verdict::NotEligible,
        );
        answer.helps(rule.remedy);
    }
}

/// The first of these that holds gives the reason: not told, none, year not told, another year, area not told,
/// another area.
fn mother<'a>(answer: &mut ServiceAnswer<'a>, case: &Case<'a>, rule: &'a MotherRule) {
    let (law, year) = (&rule.law, case.facts.asked_on.year());
    let Some(cover) = case.facts.mother.enrolment else {
        return answer.lacks(
            law,
            Finding::MotherCoverUntold,
            Missing::Enrolment(Role::Mother),
        );
    };
    if cover.insurance == Insurance::None || !rule.by.contains(&cover.insurance) {
        return uninsured(answer, case, rule, Finding::MotherUninsured { year });
    }
    match cover.year {
        None => {
            return answer.lacks(
                law,
                Finding::MotherYearUntold { year },
                Missing::EnrolmentYear(Role::Mother),
            );
        }
        Some(told) if told != year => {
            return uninsured(answer, case, rule, Finding::MotherOtherYear { told, year });
        }
        Some(_) => {}
    }
    if !rule.in_area {
        return answer.holds(law, Finding::MotherInsured { year });
    }
    match cover.area {
        None => answer.lacks(
            law,
            Finding::MotherAreaUntold,
            Missing::EnrolmentArea(Role::Mother),
        ),
        Some(area) if area.is_same_pool(case.facts.area) => {
            answer.holds(law, Finding::MotherInsured { year });
        }
        Some(_) => {
            answer.fails(law, Finding::MotherElsewhere, Verdict::NotEligible);
            answer.helps(Remedy::MoveMother);
        }
    }
}

fn uninsured<'a>(
    answer: &mut ServiceAnswer<'a>,
    case: &Case<'a>,
    rule: &'a MotherRule,
    finding: Finding,
) {
    answer.fails(&rule.law, finding, Verdict::NotEligible);
    answer.helps(Remedy::EnrolMother);
    answer.enrol_mother_by = Some(way(&case.facts.mother, &rule.ways));
}

fn way(mother: &Parent, ways: &EnrolMotherWays) -> EnrolMotherBy {
    if mother.special_group.is_some() && ways.special_groups.is_some() {
        return EnrolMotherBy::SpecialGroup;
    }
    let previous = mother
        .previous
        .filter(|previous| previous.insurance == Some(PreviousInsurance::Employee));
    let told = previous.and_then(|previous| Some((previous.unbroken_years?, previous.gap_months?)));
    match (&ways.from_employee, told) {
        (Some(way), Some((years, gap))) if years >= way.unbroken_years_at_least => {
            if gap <= way.gap_months_at_most {
                EnrolMotherBy::FromEmployeeAtOnce
            } else {
                EnrolMotherBy::FromEmployeeNextMonth
            }
        }
        _ => EnrolMotherBy::NextSeason,
    }
}

/// One parent's hukou is enough.
fn parent_hukou<'a>(answer: &mut ServiceAnswer<'a>, case: &Case<'a>, rule: &'a HukouRule) {
    let hukou = |role: Role| case.facts.parent(role).hukou;
    let fits = Role::ALL
        .iter()
        .find(|role| hukou(**role).is_some_and(|area| area.is_in_any(&rule.within)));
    let untold = || Role::ALL.iter().filter(|role| hukou(**role).is_none());
    match fits {
        Some(&role) => answer.holds(&rule.law, Finding::ParentHukouFits { role }),
        None if untold().next().is_some() => {
            answer.is_unclear(&rule.law, Finding::ParentHukouUntold, Verdict::MissingFacts);
            untold().for_each(|role| answer.misses(Missing::Hukou(*role)));
        }
        None => answer.fails(&rule.law, Finding::NoParentHukouFits, Verdict::NotEligible),
    }
}
