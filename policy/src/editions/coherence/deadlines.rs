//! Deadlines that concern nobody, that nothing can finish, or that share a name.

use super::{Fault, Source};
use crate::edition::{DeadlineRule, DeadlineWhen, Done, DueFrom};

/// Every fault in a file's deadlines.
pub fn faults(source: &Source, found: &mut Vec<Fault>) {
    let rules = &source.edition.deadlines;
    for (place, rule) in rules.iter().enumerate() {
        let what = format!("what = \"{}\"", rule.what);
        if !is_name(&rule.what) {
            let reason = "a deadline's name is made of small letters and _".to_owned();
            found.push(source.fault(&what, reason));
        }
        if rules[..place]
            .iter()
            .any(|earlier| earlier.what == rule.what)
        {
            let reason = format!("deadline {} stands twice", rule.what);
            found.push(source.fault_at_last(&what, reason));
        }
        if let Some(reason) = nobody(rule).or_else(|| unfinishable(rule, source)) {
            found.push(source.fault(&what, format!("deadline {} {reason}", rule.what)));
        }
    }
}

/// Names on the wire, such as enrol_newborn.
fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

/// Why this deadline concerns nobody, where that is so.
fn nobody(rule: &DeadlineRule) -> Option<&'static str> {
    let has = |when: DeadlineWhen| rule.when.contains(&when);
    if has(DeadlineWhen::Pregnant) && has(DeadlineWhen::Living) {
        return Some("concerns nobody: a family isn't pregnant and delivered at once");
    }
    let last_days = rule.when.iter().any(
        |when| matches!(when, DeadlineWhen::BornInLastDaysOfYear(days) if !(1..=366).contains(days)),
    );
    last_days.then_some("concerns nobody: a year has 1 to 366 last days")
}

/// Why nothing can ever finish this deadline, where that is so.
fn unfinishable(rule: &DeadlineRule, source: &Source) -> Option<&'static str> {
    let has = |when: DeadlineWhen| rule.when.contains(&when);
    let (pregnant, living) = (has(DeadlineWhen::Pregnant), has(DeadlineWhen::Living));
    let edition = &source.edition;
    let reason = match rule.done {
        Done::EnrolmentYearPaid if !pregnant => {
            "is settled by the enrolment year's premium, which is known only while pregnant"
        }
        Done::BirthYearsPaid | Done::NextYearPaid | Done::HukouRegistered | Done::Enrolled
            if !living =>
        {
            "is settled by something that only a living baby can have"
        }
        Done::Updated if !has(DeadlineWhen::PreEnrolled) || !living => {
            "is settled by an update, which only living babies that were pre-enrolled need"
        }
        Done::Refunded if edition.refund.routes.is_none() => {
            "is settled by a refund that no last day binds"
        }
        _ => match rule.from {
            DueFrom::DueDate | DueFrom::GestationThreshold if !pregnant => {
                "is counted from a pregnancy that it doesn't ask for"
            }
            DueFrom::GestationThreshold if edition.pre_enrolment.rules().is_none() => {
                "is counted from a gestation that nothing asks for"
            }
            DueFrom::Birth | DueFrom::Hukou if !living => {
                "is counted from a birth that it doesn't ask for"
            }
            DueFrom::RefundLastDay if edition.refund.routes.is_none() => {
                "is counted from a refund that no last day binds"
            }
            _ => return None,
        },
    };
    Some(reason)
}
