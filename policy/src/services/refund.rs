//! 退费: what was paid comes back where a ground holds.

use crate::answer::{Missing, ServiceAnswer};
use crate::case::{Case, Family};
use crate::day::Day;
use crate::edition::{Ground, NoGround, Refund, RefundRoutes};
use crate::finding::Finding;
use crate::verdict::Verdict;

pub fn answer<'a>(case: &Case<'a>) -> ServiceAnswer<'a> {
    let rules = &case.edition.refund;
    if let Some(on) = case.facts.refunded_on {
        return ServiceAnswer::gate(
            &rules.law,
            Finding::RefundedAlready { on },
            Verdict::AlreadyDone,
        );
    }
    if case.facts.payments.is_empty() {
        return ServiceAnswer::gate(&rules.law, Finding::NothingPaid, Verdict::NotEligible);
    }
    let mut answer = ServiceAnswer::open();
    answer.materials = &rules.materials;
    answer.holds(&rules.law, Finding::NotRefundedYet);
    answer.holds(&rules.law, Finding::SomethingPaid);
    grounds(&mut answer, case, rules);
    if let Some(routes) = &rules.routes {
        route(&mut answer, case, routes);
    }
    answer
}

fn grounds<'a>(answer: &mut ServiceAnswer<'a>, case: &Case<'a>, rules: &'a Refund) {
    if has_ground(case) {
        for rule in rules.grounds.iter().filter(|rule| holds(rule.ground, case)) {
            answer.holds(
                &rule.law,
                Finding::GroundHolds {
                    ground: rule.ground,
                },
            );
        }
        return;
    }
    let verdict = match rules.no_ground {
        NoGround::AskAgency => Verdict::AskAgency,
        NoGround::NotEligible => Verdict::NotEligible,
    };
    let mut is_untold = false;
    for rule in &rules.grounds {
        if rule.ground == Ground::BenefitUnused
            && is_born(case)
            && case.facts.benefit_used.is_none()
        {
            answer.lacks(&rule.law, Finding::BenefitUseUntold, Missing::BenefitUsed);
            is_untold = true;
        }
    }
    // Where one ground may still hold, the others alone don't make a "no".
    let verdict = if is_untold {
        Verdict::MissingFacts
    } else {
        verdict
    };
    for rule in rules
        .grounds
        .iter()
        .filter(|rule| !(is_untold && rule.ground == Ground::BenefitUnused))
    {
        answer.fails(
            &rule.law,
            Finding::GroundDoesNotHold {
                ground: rule.ground,
            },
            verdict,
        );
    }
    if rules.grounds.is_empty() {
        answer.is_unclear(
            &rules.law,
            Finding::GroundDoesNotHold {
                ground: Ground::OtherCover,
            },
            verdict,
        );
    }
}

fn is_born(case: &Case<'_>) -> bool {
    matches!(case.state, Family::Living | Family::NoneLiving)
}

/// Does one of the edition's grounds hold?
fn has_ground(case: &Case<'_>) -> bool {
    case.edition
        .refund
        .grounds
        .iter()
        .any(|rule| holds(rule.ground, case))
}

fn holds(ground: Ground, case: &Case<'_>) -> bool {
    let facts = case.facts;
    match ground {
        // A newborn's period begins at birth, for a later year's premium on that year's 1 January.
        Ground::OtherCover => {
            let is_ahead = |year: i32| !is_born(case) || facts.asked_on.year() < year;
            facts.other_cover.is_some()
                && facts.payments.iter().any(|payment| is_ahead(payment.year))
        }
        Ground::Lost => case.state == Family::Lost,
        Ground::BenefitUnused => is_born(case) && facts.benefit_used == Some(false),
        Ground::Assisted => facts.assisted,
    }
}

fn route<'a>(answer: &mut ServiceAnswer<'a>, case: &Case<'a>, routes: &'a RefundRoutes) {
    if case.facts.assisted {
        answer.route = Some(routes.assisted);
        return answer.holds(&routes.law, Finding::RefundAnyTime);
    }
    answer.route = Some(routes.others);
    let Some(last) = last_day(case, routes) else {
        return;
    };
    answer.closes_on = Some(last);
    if case.facts.asked_on <= last {
        answer.holds(&routes.law, Finding::InTime { last });
    } else {
        answer.fails(&routes.law, Finding::LastDayOver { last }, Verdict::Closed);
    }
}

/// Counted from the latest payment.
fn last_day(case: &Case<'_>, routes: &RefundRoutes) -> Option<Day> {
    let latest = case.facts.payments.iter().map(|payment| payment.on).max();
    latest.map(|day| day.plus(routes.after_payment))
}

/// The last day of a refund, where a ground holds and a last day binds; also after the refund.
pub fn last_refund_day(case: &Case<'_>) -> Option<Day> {
    let routes = case
        .edition
        .refund
        .routes
        .as_ref()
        .filter(|_| !case.facts.assisted)?;
    last_day(case, routes).filter(|_| has_ground(case))
}
