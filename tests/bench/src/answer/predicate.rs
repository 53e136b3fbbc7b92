//! Pre-enrolment in Yangjiang since 2022, as one would write it down in Rust and be done: the verdict alone, one city,
//! one edition. It bounds what any engine can reach.

use policy::Verdict;
use policy::facts::{Applicant, Facts, Insurance};

/// 24 weeks.
const GESTATION_DAYS_MIN: i32 = 168;

/// The verdict of the one service.
pub fn verdict(facts: &Facts) -> Verdict {
    let pregnancy = facts.pregnancy.as_ref();
    if facts.pre_enrolled {
        return Verdict::AlreadyDone;
    }
    if !facts.births.is_empty() || pregnancy.is_some_and(|pregnancy| pregnancy.ended.is_some()) {
        return Verdict::Closed;
    }
    let mother = mother(facts);
    if matches!(facts.applicant, Applicant::Father | Applicant::Guardian)
        || mother == Verdict::NotEligible
    {
        return Verdict::NotEligible;
    }
    match pregnancy {
        None => Verdict::MissingFacts,
        Some(_) if mother == Verdict::MissingFacts => Verdict::MissingFacts,
        Some(pregnancy) if pregnancy.dating.days_on(facts.asked_on) < GESTATION_DAYS_MIN => {
            Verdict::NotYet
        }
        Some(_) => Verdict::Eligible,
    }
}

/// What the mother's cover alone would give.
fn mother(facts: &Facts) -> Verdict {
    let Some(cover) = facts.mother.enrolment else {
        return Verdict::MissingFacts;
    };
    match (cover.insurance, cover.year, cover.area) {
        (Insurance::None, ..) => Verdict::NotEligible,
        (_, None, _) => Verdict::MissingFacts,
        (_, Some(year), _) if year != facts.asked_on.year() => Verdict::NotEligible,
        (_, _, None) => Verdict::MissingFacts,
        (_, _, Some(area)) if !area.is_in("4417") => Verdict::NotEligible,
        _ => Verdict::Eligible,
    }
}
