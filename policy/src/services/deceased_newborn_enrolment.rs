//! 出生后死亡未办户口: a baby that died before it had a hukou, in a parent's name.

use super::limit;
use crate::answer::ServiceAnswer;
use crate::case::{Case, Family};
use crate::day::Day;
use crate::edition::{DeceasedNewbornEnrolment, Offer};
use crate::facts::Birth;
use crate::finding::Finding;
use crate::identity;
use crate::verdict::Verdict;

pub fn answer<'a>(case: &Case<'a>) -> ServiceAnswer<'a> {
    let rules = match &case.edition.deceased_newborn_enrolment {
        Offer::NotOffered(law) => {
            return ServiceAnswer::gate(law, Finding::NotOffered, Verdict::NotOffered);
        }
        Offer::Offered(rules) => rules,
    };
    if concerned(case).next().is_none() {
        return ServiceAnswer::gate(
            &rules.law,
            Finding::NoneDiedWithoutHukou,
            Verdict::NotEligible,
        );
    }
    let mut answer = ServiceAnswer::open();
    answer.materials = &rules.materials;
    answer.holds(&rules.law, Finding::DiedWithoutHukou);
    if case.facts.enrolled_on.is_some() && case.state == Family::NoneLiving {
        answer.fails(
            &rules.law,
            Finding::EnrolledNoneLiving,
            Verdict::AlreadyDone,
        );
    } else if case.facts.enrolled_on.is_none() {
        answer.holds(&rules.law, Finding::NotEnrolledYet);
    }
    last_day(&mut answer, case, rules);
    if answer.verdict == Verdict::Eligible {
        let in_time = concerned(case).filter(|birth| case.facts.asked_on <= last(birth, rules));
        identity::of_deceased(
            &mut answer,
            case.facts,
            rules,
            in_time.map(|birth| birth.on),
        );
    }
    answer
}

/// Babies that died without hukou.
fn concerned<'a>(case: &Case<'a>) -> impl Iterator<Item = &'a Birth> + use<'a> {
    case.facts
        .births
        .iter()
        .filter(|birth| birth.died_on.is_some() && birth.hukou.is_none())
}

/// Each baby has its own last day, by its own birth.
fn last(birth: &Birth, rules: &DeceasedNewbornEnrolment) -> Day {
    birth.on.plus(rules.last_day.span)
}

/// The earliest last day that isn't over; where all are, the latest.
fn last_day<'a>(
    answer: &mut ServiceAnswer<'a>,
    case: &Case<'a>,
    rules: &'a DeceasedNewbornEnrolment,
) {
    let days = || concerned(case).map(|birth| last(birth, rules));
    let ahead = days().filter(|day| case.facts.asked_on <= *day).min();
    let Some(day) = ahead.or_else(|| days().max()) else {
        return;
    };
    limit::look(answer, case, &rules.last_day, day);
}
