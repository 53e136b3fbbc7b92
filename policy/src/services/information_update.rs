//! 参保信息变更 / 正式参保登记: the child's own name and number in place of the provisional ones.

use super::limit;
use crate::answer::ServiceAnswer;
use crate::case::{Case, Family};
use crate::finding::Finding;
use crate::verdict::{Remedy, Verdict};

pub fn answer<'a>(case: &Case<'a>) -> ServiceAnswer<'a> {
    let rules = &case.edition.information_update;
    let gate = |finding| ServiceAnswer::gate(&rules.law, finding, Verdict::NotEligible);
    match case.state {
        _ if !case.facts.pre_enrolled => return gate(Finding::NeverPreEnrolled),
        Family::Lost => return gate(Finding::Lost),
        Family::NoneLiving => return gate(Finding::NoneLiving),
        Family::Untold | Family::Pregnant | Family::Living => {}
    }
    let mut answer = ServiceAnswer::open();
    answer.materials = &rules.materials;
    answer.holds(&rules.law, Finding::PreEnrolledBefore);
    match case.facts.updated_on {
        Some(on) => answer.fails(
            &rules.law,
            Finding::UpdatedAlready { on },
            Verdict::AlreadyDone,
        ),
        None => answer.holds(&rules.law, Finding::NotUpdatedYet),
    }
    if case.state != Family::Living {
        answer.fails(&rules.hukou, Finding::NotBornYet, Verdict::NotYet);
        return answer;
    }
    if case.living().any(|birth| birth.hukou.is_some()) {
        answer.holds(&rules.hukou, Finding::HukouThere);
    } else {
        answer.fails(&rules.hukou, Finding::HukouMissing, Verdict::NotYet);
    }
    if !case.is_hukou_registered {
        answer.helps(Remedy::RegisterHukou);
    }
    if let Some((limit, last)) = rules
        .last_day
        .as_ref()
        .and_then(|limit| Some((limit, case.last_day(limit)?)))
    {
        limit::look(&mut answer, case, limit, last);
    }
    answer
}
