//! A last day as a condition of a service.

use crate::answer::ServiceAnswer;
use crate::case::{Case, Standing};
use crate::day::Day;
use crate::edition::Limit;
use crate::verdict::Verdict;

/// Looks at a last day: `closes_on`, the reason, and what comes after it.
pub fn look<'a>(
    answer: &mut ServiceAnswer<'a>,
    case: &Case<'a>,
    limit: &'a Limit,
    last: Day,
) -> Standing {
    answer.closes_on = Some(last);
    let standing = case.standing(limit, last);
    let finding = standing.finding(last);
    match standing {
        Standing::InTime => answer.holds(&limit.law, finding),
        Standing::Ask => answer.is_unclear(&limit.law, finding, Verdict::AskAgency),
        Standing::OnWeekend => {
            answer.is_unclear(&limit.law, finding, Verdict::AskAgency);
            if let Some(reading) = &limit.weekend {
                answer.reads_as(reading);
            }
        }
        Standing::Over => {
            answer.fails(&limit.law, finding, Verdict::Closed);
            if let Some(remedy) = limit.remedy {
                answer.helps(remedy);
            }
        }
    }
    standing
}
