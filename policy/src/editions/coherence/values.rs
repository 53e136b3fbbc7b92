//! Values that the shape allows but no law can mean.

use std::collections::BTreeSet;

use super::{Fault, Source};
use crate::day::Span;
use crate::edition::{
    BySexRule, Edition, HospitalPreRegistration, NewbornEnrolment, NoGround, Offer, PreEnrolment,
    ProvisionalRule,
};
use crate::facts::BABIES_MAX;
use crate::gestation;
use crate::notice::{Notice, NoticeWhen};

/// No span of the law is longer, counted in days.
const SPAN_DAYS_MAX: u32 = 36_600;

/// A line's words, and what is wrong with them.
type Wrong = (&'static str, &'static str);

/// Every fault in a file's values.
pub fn faults(source: &Source, found: &mut Vec<Fault>) {
    let edition = &source.edition;
    let mut wrong = Vec::new();
    if let Some(rules) = edition.pre_enrolment.rules() {
        before_birth(rules, &mut wrong);
    }
    if let Some(rules) = edition.hospital_pre_registration.rules() {
        at_hospital(rules, &mut wrong);
    }
    after_birth(&edition.newborn_enrolment, &mut wrong);
    let has_no_way = matches!(edition.deceased_newborn_enrolment, Offer::NotOffered(_));
    if edition.newborn_enrolment.none_living.has_own_service && has_no_way {
        wrong.push((
            "none_living",
            "these rules have no service of their own for babies that died",
        ));
    }
    if let Some(rules) = edition.deceased_newborn_enrolment.rules()
        && rules.number_prefix.is_empty()
    {
        wrong.push(("number_prefix", "nothing stands before the date of birth"));
    }
    if edition.refund.grounds.is_empty() && edition.refund.no_ground == NoGround::NotEligible {
        wrong.push((
            "grounds",
            "no ground will do, so nothing could ever be paid back",
        ));
    }
    spans(edition, &mut wrong);
    if edition.update_reminder_every_days == 0 {
        wrong.push((
            "update_reminder_every_days",
            "a reminder every 0 days would never end",
        ));
    }
    found.extend(
        wrong
            .into_iter()
            .map(|(words, reason)| source.fault(words, reason.to_owned())),
    );
}

fn before_birth(rules: &PreEnrolment, wrong: &mut Vec<Wrong>) {
    if i32::from(rules.gestation.at_least_days) > gestation::DAYS_MAX {
        wrong.push(("at_least_days", "no pregnancy lasts so many days"));
    }
    if rules
        .mother
        .as_ref()
        .is_some_and(|mother| mother.by.is_empty())
    {
        wrong.push((
            "by = ",
            "the mother's cover names no insurance, so nobody could ever apply",
        ));
    }
    if rules
        .applicant
        .as_ref()
        .is_some_and(|applicant| applicant.may.is_empty())
    {
        wrong.push(("may = ", "nobody may apply"));
    }
    if rules
        .parent_hukou
        .as_ref()
        .is_some_and(|rule| rule.within.is_empty())
    {
        wrong.push((
            "parent_hukou",
            "no place will do, so nobody could ever apply",
        ));
    }
    match &rules.provisional {
        Some(ProvisionalRule::BySex(_)) => {
            wrong.push(("by_sex", "a letter by sex can't be known before the birth"));
        }
        Some(ProvisionalRule::Tail(rule)) if rule.tail.is_empty() => wrong.push((
            "tail = ",
            "without a tail the baby would have its mother's own number",
        )),
        Some(ProvisionalRule::Tail(_) | ProvisionalRule::DrawnByAgency(_)) | None => {}
    }
}

fn at_hospital(rules: &HospitalPreRegistration, wrong: &mut Vec<Wrong>) {
    if rules.parent.within.is_empty() {
        wrong.push((
            "parent = ",
            "no place will do, so nobody could ever register",
        ));
    }
    if rules.hospital.within.is_empty() {
        wrong.push((
            "hospital = ",
            "no hospital will do, so nobody could ever register",
        ));
    }
    match &rules.provisional {
        ProvisionalRule::Tail(_) => wrong.push((
            "provisional",
            "a tail numbers the unborn, and here they are born",
        )),
        ProvisionalRule::BySex(rule) if !has_enough_letters(rule) => wrong.push((
            "further = ",
            "nine babies need eight further letters, each its own",
        )),
        ProvisionalRule::BySex(_) | ProvisionalRule::DrawnByAgency(_) => {}
    }
    only_always(&rules.notices, wrong);
}

/// Would any number of babies get numbers of their own?
fn has_enough_letters(rule: &BySexRule) -> bool {
    let (girl, boy) = (&rule.girl, &rule.boy);
    let further: BTreeSet<char> = rule.further.chars().collect();
    let firsts = [&girl.first, &girl.second, &boy.first, &boy.second];
    let tails: BTreeSet<&str> = firsts.iter().map(|tail| &***tail).collect();
    let is_taken = |letter: &char| tails.contains(letter.encode_utf8(&mut [0; 4]) as &str);
    rule.further.chars().count() == further.len()
        && further.len() >= BABIES_MAX - 1
        && !further.iter().any(is_taken)
        && tails.len() == firsts.len()
        && !tails.contains("")
}

fn after_birth(rules: &NewbornEnrolment, wrong: &mut Vec<Wrong>) {
    if rules.paper.any_of.is_empty() {
        wrong.push((
            "any_of",
            "no paper will do, so nobody could ever be enrolled",
        ));
    }
    if !rules
        .cover
        .last()
        .is_some_and(|tier| tier.within.is_none() && !tier.birth_year_paid)
    {
        wrong.push(("cover", "the last tier of cover must fit everybody"));
    }
    if let Some(rule) = &rules.local
        && (rule.within.is_empty() || !(rule.by_hukou || rule.by_cover))
    {
        wrong.push((
            "local = ",
            "neither hukou nor cover will do, so nobody could ever be enrolled",
        ));
    }
    only_always(&rules.notices, wrong);
}

/// Insuring the mother first is a remedy of pre-enrolment alone.
fn only_always(notices: &[Notice], wrong: &mut Vec<Wrong>) {
    if notices
        .iter()
        .any(|notice| notice.when == NoticeWhen::EnrolMother)
    {
        wrong.push((
            "when = \"enrol_mother\"",
            "only a notice of pre_enrolment can hang on insuring the mother",
        ));
    }
}

fn spans(edition: &Edition, wrong: &mut Vec<Wrong>) {
    let limits = edition.limits().into_iter().map(|limit| limit.span);
    let routes = edition.refund.routes.as_ref();
    let last_days: Vec<Span> = limits
        .chain(routes.map(|routes| routes.after_payment))
        .collect();
    if last_days
        .iter()
        .any(|span| matches!(span, Span::Days(..=-1)))
    {
        wrong.push((
            "days = -",
            "a last day can't lie before the day it is counted from",
        ));
    }
    let tiers = edition.newborn_enrolment.cover.iter();
    let deadlines = edition.deadlines.iter().map(|rule| rule.span);
    let mut all = last_days
        .into_iter()
        .chain(tiers.filter_map(|tier| tier.within))
        .chain(deadlines);
    let is_too_long = |span: Span| match span {
        Span::Days(days) => days.unsigned_abs() > SPAN_DAYS_MAX,
        Span::Months(months) => months > SPAN_DAYS_MAX / 30,
        Span::Years(years) => years > SPAN_DAYS_MAX / 366,
        Span::EndOfYear => false,
    };
    if all.any(is_too_long) {
        wrong.push(("span", "no span of the law is longer than a hundred years"));
    }
}
