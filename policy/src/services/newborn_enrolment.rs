//! 新生儿参保登记: the newborn under its own name, covered from its birth.

use super::limit;
use crate::answer::{Missing, ServiceAnswer};
use crate::case::{Case, Family, Standing};
use crate::day::Day;
use crate::edition::{CoverFrom, LocalRule, NewbornEnrolment, NoneLiving, Paper, PaperRule};
use crate::facts::{Birth, Insurance, Role};
use crate::finding::Finding;
use crate::verdict::{Remedy, Verdict};

pub fn answer<'a>(case: &Case<'a>) -> ServiceAnswer<'a> {
    let rules = &case.edition.newborn_enrolment;
    let mut answer = ServiceAnswer::open();
    answer.materials = &rules.materials;
    answer.notices.extend(
        rules
            .notices
            .iter()
            .filter(|notice| notice.on <= case.facts.asked_on),
    );
    once(&mut answer, case, rules);
    match case.state {
        Family::Untold | Family::Pregnant => {
            answer.fails(&rules.born, Finding::NotBornYet, Verdict::NotYet);
        }
        Family::Lost => answer.fails(&rules.born, Finding::Lost, Verdict::NotEligible),
        Family::NoneLiving => none_living(&mut answer, case, &rules.none_living),
        Family::Living => {
            answer.holds(&rules.born, Finding::Born);
            if let Some((limit, last)) = rules
                .last_day
                .as_ref()
                .and_then(|limit| Some((limit, case.last_day(limit)?)))
            {
                limit::look(&mut answer, case, limit, last);
            }
            paper(&mut answer, case, &rules.paper);
            if let Some(rule) = &rules.local {
                local(&mut answer, case, rule);
            }
        }
    }
    if answer.verdict == Verdict::Eligible {
        answer.covers_from = case.birth_day.map(|birth| covers_from(case, rules, birth));
    }
    answer
}

fn once<'a>(answer: &mut ServiceAnswer<'a>, case: &Case<'a>, rules: &'a NewbornEnrolment) {
    match case.facts.enrolled_on {
        Some(on) => answer.fails(
            &rules.once,
            Finding::EnrolledAlready { on },
            Verdict::AlreadyDone,
        ),
        None if case.is_enrolled() => answer.fails(
            &rules.once,
            Finding::PreEnrolledAndPaid,
            Verdict::AlreadyDone,
        ),
        None => answer.holds(&rules.once, Finding::NotEnrolledYet),
    }
}

/// A service of their own where none had a hukou, as long as it isn't over for one of them; else the agency knows.
fn none_living<'a>(answer: &mut ServiceAnswer<'a>, case: &Case<'a>, rule: &'a NoneLiving) {
    let births = &case.facts.births;
    if !rule.has_own_service || births.iter().any(|birth| birth.hukou.is_some()) {
        return answer.is_unclear(&rule.law, Finding::NoneLivingAskAgency, Verdict::AskAgency);
    }
    answer.fails(
        &rule.law,
        Finding::NoneLivingOwnService,
        Verdict::NotEligible,
    );
    let limit = case
        .edition
        .deceased_newborn_enrolment
        .rules()
        .map(|rules| &rules.last_day);
    let is_open = |birth: &Birth| {
        limit.is_some_and(|limit| case.standing(limit, birth.on.plus(limit.span)) != Standing::Over)
    };
    if births.iter().any(is_open) {
        answer.helps(Remedy::DeceasedNewbornEnrolment);
    }
}

/// One living baby's paper is enough; what helps the others stays among the remedies. Which paper is named goes by the
/// rule's order, not by the babies'.
fn paper<'a>(answer: &mut ServiceAnswer<'a>, case: &Case<'a>, rule: &'a PaperRule) {
    let has = |birth: &Birth, paper: Paper| match paper {
        Paper::BirthCertificate => birth.birth_certificate,
        Paper::Hukou => birth.hukou.is_some(),
    };
    let mut papers = rule.any_of.iter().copied();
    match papers.find(|paper| case.living().any(|birth| has(birth, *paper))) {
        Some(paper) => answer.holds(&rule.law, Finding::PaperThere { paper }),
        None => {
            let paper = rule.any_of.first().copied().unwrap_or(Paper::Hukou);
            answer.fails(&rule.law, Finding::PaperMissing { paper }, Verdict::NotYet);
        }
    }
    let has_any = |birth: &Birth| rule.any_of.iter().any(|paper| has(birth, *paper));
    if !case.living().all(has_any) {
        answer.helps(rule.remedy);
    }
}

/// A parent's hukou or cover in the area, whichever the rules count.
fn local<'a>(answer: &mut ServiceAnswer<'a>, case: &Case<'a>, rule: &'a LocalRule) {
    let parents = || {
        Role::ALL
            .iter()
            .map(|role| (*role, case.facts.parent(*role)))
    };
    let has_hukou = || {
        parents().any(|(_, parent)| {
            parent
                .hukou
                .is_some_and(|area| area.is_in_any(&rule.within))
        })
    };
    let has_cover = || {
        let covers = parents().filter_map(|(_, parent)| parent.enrolment);
        let mut insured = covers.filter(|cover| cover.insurance != Insurance::None);
        insured.any(|cover| cover.area.is_some_and(|area| area.is_in_any(&rule.within)))
    };
    if (rule.by_hukou && has_hukou()) || (rule.by_cover && has_cover()) {
        return answer.holds(&rule.law, Finding::LocalTie);
    }
    let mut missing = Vec::new();
    for (role, parent) in parents() {
        if rule.by_hukou && parent.hukou.is_none() {
            missing.push(Missing::Hukou(role));
        }
        match parent.enrolment {
            None if rule.by_cover => missing.push(Missing::Enrolment(role)),
            Some(cover)
                if rule.by_cover && cover.insurance != Insurance::None && cover.area.is_none() =>
            {
                missing.push(Missing::EnrolmentArea(role));
            }
            _ => {}
        }
    }
    if missing.is_empty() {
        return answer.fails(&rule.law, Finding::NoLocalTie, Verdict::NotEligible);
    }
    answer.is_unclear(&rule.law, Finding::LocalTieUntold, Verdict::MissingFacts);
    missing.into_iter().for_each(|fact| answer.misses(fact));
}

/// The first tier that fits.
fn covers_from(case: &Case<'_>, rules: &NewbornEnrolment, birth: Day) -> Day {
    let asked_on = case.facts.asked_on;
    let tier = rules.cover.iter().find(|tier| {
        let in_time = tier.within.is_none_or(|span| asked_on <= birth.plus(span));
        in_time && (!tier.birth_year_paid || case.is_paid(birth.year()))
    });
    match tier.map_or(CoverFrom::Birth, |tier| tier.from) {
        CoverFrom::Birth => birth,
        CoverFrom::Enrolment => asked_on,
        CoverFrom::NextMonth => asked_on.next_month(),
        CoverFrom::StartOfYear => asked_on.start_of_year().max(birth),
    }
}
