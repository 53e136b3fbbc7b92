//! 院端新生儿预参保登记: at the maternity hospital, for a newborn without hukou.

use super::limit;
use crate::answer::{Missing, ServiceAnswer};
use crate::case::{Case, Family, Standing};
use crate::edition::{HospitalPreRegistration, HukouRule, Offer};
use crate::facts::{Insurance, Role};
use crate::finding::Finding;
use crate::identity;
use crate::verdict::{Remedy, Verdict};

pub fn answer<'a>(case: &Case<'a>) -> ServiceAnswer<'a> {
    let rules = match &case.edition.hospital_pre_registration {
        Offer::NotOffered(law) => {
            return ServiceAnswer::gate(law, Finding::NotOffered, Verdict::NotOffered);
        }
        Offer::Offered(rules) => rules,
    };
    let mut answer = ServiceAnswer::open();
    answer.materials = &rules.materials;
    answer.notices.extend(
        rules
            .notices
            .iter()
            .filter(|notice| notice.on <= case.facts.asked_on),
    );
    once(&mut answer, case, rules);
    let parent = parent(&mut answer, case, &rules.parent);
    match case.state {
        Family::Untold | Family::Pregnant => {
            answer.fails(&rules.born, Finding::NotBornYet, Verdict::NotYet);
        }
        Family::Lost => answer.fails(&rules.born, Finding::Lost, Verdict::NotEligible),
        Family::NoneLiving => answer.fails(&rules.born, Finding::NoneLiving, Verdict::NotEligible),
        Family::Living => {
            answer.holds(&rules.born, Finding::Born);
            if let Some(last) = case.last_day(&rules.last_day) {
                limit::look(&mut answer, case, &rules.last_day, last);
            }
            babies(&mut answer, case, rules);
        }
    }
    if let Some(role) = parent.filter(|_| answer.verdict == Verdict::Eligible) {
        identity::of_newborns(&mut answer, case.facts, role, rules);
    }
    answer
}

fn once<'a>(answer: &mut ServiceAnswer<'a>, case: &Case<'a>, rules: &'a HospitalPreRegistration) {
    match &rules.void_unless_paid {
        _ if !case.facts.pre_enrolled => answer.holds(&rules.once, Finding::NotPreEnrolledYet),
        Some(law) if is_void(case, rules) => answer.holds(law, Finding::PreRegistrationVoid),
        _ => answer.fails(
            &rules.once,
            Finding::PreEnrolledAlready,
            Verdict::AlreadyDone,
        ),
    }
}

/// A living baby, its birth year not paid, and the last day over for good.
fn is_void(case: &Case<'_>, rules: &HospitalPreRegistration) -> bool {
    let is_over = case
        .last_day(&rules.last_day)
        .is_some_and(|last| case.standing(&rules.last_day, last) == Standing::Over);
    is_over && !case.are_birth_years_paid
}

/// Looks at the parents' hukou, also before the birth; the parent under whom the baby joins, where there is one.
fn parent<'a>(
    answer: &mut ServiceAnswer<'a>,
    case: &Case<'a>,
    rule: &'a HukouRule,
) -> Option<Role> {
    let hukou = |role: Role| case.facts.parent(role).hukou;
    let fits = |role: Role| hukou(role).is_some_and(|area| area.is_in_any(&rule.within));
    let Some(chosen) = case.facts.insured_parent else {
        return either_parent(answer, case, rule);
    };
    if fits(chosen) {
        answer.holds(&rule.law, Finding::ParentHukouFits { role: chosen });
        return Some(chosen);
    }
    if hukou(chosen).is_none() {
        answer.lacks(
            &rule.law,
            Finding::ParentHukouUntold,
            Missing::Hukou(chosen),
        );
        return None;
    }
    answer.fails(
        &rule.law,
        Finding::ParentHukouElsewhere { role: chosen },
        Verdict::NotEligible,
    );
    if fits(chosen.other()) {
        answer.helps(Remedy::ChooseOtherParent);
    }
    None
}

fn either_parent<'a>(
    answer: &mut ServiceAnswer<'a>,
    case: &Case<'a>,
    rule: &'a HukouRule,
) -> Option<Role> {
    let hukou = |role: Role| case.facts.parent(role).hukou;
    let fitting = Role::ALL
        .iter()
        .copied()
        .find(|role| hukou(*role).is_some_and(|area| area.is_in_any(&rule.within)));
    if let Some(role) = fitting {
        answer.holds(&rule.law, Finding::ParentHukouFits { role });
        return Some(role);
    }
    let mut untold = Role::ALL
        .iter()
        .filter(|role| hukou(**role).is_none())
        .peekable();
    if untold.peek().is_none() {
        answer.fails(&rule.law, Finding::NoParentHukouFits, Verdict::NotEligible);
    } else {
        answer.is_unclear(&rule.law, Finding::ParentHukouUntold, Verdict::MissingFacts);
        untold.for_each(|role| answer.misses(Missing::Hukou(*role)));
    }
    None
}

/// A living baby without hukou, and of those one whose hospital may register.
fn babies<'a>(answer: &mut ServiceAnswer<'a>, case: &Case<'a>, rules: &'a HospitalPreRegistration) {
    let without = || {
        case.facts
            .births
            .iter()
            .enumerate()
            .filter(|(_, birth)| birth.is_living() && birth.hukou.is_none())
    };
    if without().next().is_none() {
        answer.fails(
            &rules.without_hukou,
            Finding::EveryBabyHasHukou,
            Verdict::NotEligible,
        );
        answer.helps(Remedy::NewbornEnrolment);
        return;
    }
    answer.holds(&rules.without_hukou, Finding::BabyWithoutHukou);
    let law = &rules.hospital.law;
    let untold = || without().filter(|(_, birth)| birth.hospital_area.is_none());
    if without().any(|(_, birth)| {
        birth
            .hospital_area
            .is_some_and(|area| area.is_in_any(&rules.hospital.within))
    }) {
        answer.holds(law, Finding::HospitalFits);
    } else if untold().next().is_some() {
        answer.is_unclear(law, Finding::HospitalUntold, Verdict::MissingFacts);
        untold().for_each(|(place, _)| answer.misses(Missing::HospitalArea(place)));
    } else {
        answer.fails(law, Finding::HospitalElsewhere, Verdict::NotEligible);
    }
}

/// What the hospital's system will ask about: the insured place of the parent who qualifies.
pub fn insured_place(case: &Case<'_>, verdict: Verdict) -> Option<crate::verdict::Warning> {
    use crate::verdict::Warning;
    let rules = case.edition.hospital_pre_registration.rules()?;
    let fits = |role: &Role| {
        case.facts
            .parent(*role)
            .hukou
            .is_some_and(|area| area.is_in_any(&rules.parent.within))
    };
    let role = match case.facts.insured_parent {
        Some(chosen) => Some(chosen).filter(fits)?,
        None => Role::ALL.iter().copied().find(fits)?,
    };
    let parent = case.facts.parent(role);
    let cover = parent
        .enrolment
        .filter(|_| matches!(verdict, Verdict::Eligible | Verdict::NotYet))?;
    if cover.insurance == Insurance::None {
        return Some(Warning::InsuredPlaceUnknown);
    }
    let differs = cover
        .area
        .zip(parent.hukou)
        .is_some_and(|(insured, hukou)| !insured.is_same_pool(hukou));
    differs.then_some(Warning::InsuredPlaceDiffers)
}
