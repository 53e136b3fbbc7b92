//! 时限: the dates a family must keep, and whether each is kept.

use crate::case::{Case, Family};
use crate::clause::Law;
use crate::day::Day;
use crate::edition::{DeadlineRule, DeadlineWhen, Done, DueFrom};
use crate::facts::words;
use crate::services;
use crate::verdict::Verdict;

words! {
    /// Where the day asked about stands to a deadline.
    State {
        /// Kept.
        Done = "done",
        /// Ahead.
        Upcoming = "upcoming",
        /// Today.
        DueToday = "due_today",
        /// Past, and not kept.
        Overdue = "overdue",
    }
}

impl State {
    /// That of a day which is done with, or not, as seen on another.
    pub fn of(is_done: bool, due_on: Day, today: Day) -> State {
        match due_on.cmp(&today) {
            _ if is_done => State::Done,
            std::cmp::Ordering::Greater => State::Upcoming,
            std::cmp::Ordering::Equal => State::DueToday,
            std::cmp::Ordering::Less => State::Overdue,
        }
    }
}

/// One date to keep.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Deadline<'a> {
    /// Its rule, with its name, its words and where it stands.
    pub rule: &'a DeadlineRule,
    /// The day, which is still in time.
    pub due_on: Day,
    /// Does it rest on a due date?
    pub is_estimated: bool,
    /// Kept, ahead, today or past.
    pub state: State,
}

impl<'a> Deadline<'a> {
    /// Its name on the wire.
    pub fn what(&self) -> &'a str {
        &self.rule.what
    }

    /// Where it stands.
    pub fn law(&self) -> &'a Law {
        &self.rule.law
    }
}

/// A reminder without an end in sight: the family is reminded until it has updated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// Days between two of them.
    pub every_days: u16,
}

/// Every deadline of the case, by day and then by name.
pub fn deadlines<'a>(case: &Case<'a>) -> Vec<Deadline<'a>> {
    let mut deadlines: Vec<Deadline<'a>> = Vec::with_capacity(case.edition.deadlines.len());
    for rule in &case.edition.deadlines {
        // There are few, and a sort would be half a kilobyte of what a phone loads.
        if let Some(next) = deadline(case, rule) {
            let is_later =
                |other: &Deadline<'_>| (other.due_on, other.what()) > (next.due_on, next.what());
            let place = deadlines.iter().position(is_later);
            deadlines.insert(place.unwrap_or(deadlines.len()), next);
        }
    }
    deadlines
}

fn deadline<'a>(case: &Case<'a>, rule: &'a DeadlineRule) -> Option<Deadline<'a>> {
    if !rule.when.iter().all(|when| concerns(case, *when)) {
        return None;
    }
    let (from, is_estimated) = match rule.from {
        DueFrom::DueDate => (case.gestation?.due_date, true),
        DueFrom::GestationThreshold => {
            let threshold = &case.edition.pre_enrolment.rules()?.gestation;
            (
                case.gestation?.reaches(i32::from(threshold.at_least_days)),
                true,
            )
        }
        DueFrom::Birth => (case.birth_day?, false),
        DueFrom::Hukou => (case.hukou_day()?, false),
        DueFrom::RefundLastDay => (services::last_refund_day(case)?, false),
    };
    let due_on = from.plus(rule.span);
    let asked_on = case.facts.asked_on;
    let state = State::of(is_done(case, rule.done, due_on), due_on, asked_on);
    Some(Deadline {
        rule,
        due_on,
        is_estimated,
        state,
    })
}

fn concerns(case: &Case<'_>, when: DeadlineWhen) -> bool {
    match when {
        DeadlineWhen::Pregnant => case.state == Family::Pregnant,
        DeadlineWhen::Living => case.state == Family::Living,
        DeadlineWhen::PreEnrolled => case.facts.pre_enrolled,
        DeadlineWhen::BornInLastDaysOfYear(days) => case
            .birth_day
            .is_some_and(|birth| birth.end_of_year().since(birth) < i32::from(days)),
    }
}

fn is_done(case: &Case<'_>, done: Done, due_on: Day) -> bool {
    let facts = case.facts;
    match done {
        Done::DayCome => due_on <= facts.asked_on,
        Done::EnrolmentYearPaid => case
            .gestation
            .is_some_and(|gestation| case.is_paid(gestation.enrolment_year())),
        Done::BirthYearsPaid => case.are_birth_years_paid,
        Done::NextYearPaid => case
            .birth_day
            .is_some_and(|birth| case.is_paid(birth.year() + 1)),
        Done::Enrolled => case.is_enrolled(),
        Done::HukouRegistered => case.is_hukou_registered,
        Done::Updated => facts.updated_on.is_some(),
        Done::Refunded => facts.refunded_on.is_some(),
    }
}

/// The family is reminded to update where it can, or where the agency must be asked, and no last day lies ahead.
pub fn repeat(case: &Case<'_>, update: Verdict, deadlines: &[Deadline<'_>]) -> Option<Repeat> {
    let is_open = matches!(update, Verdict::Eligible | Verdict::AskAgency);
    let is_ahead = |deadline: &Deadline<'_>| {
        deadline.rule.done == Done::Updated
            && matches!(deadline.state, State::Upcoming | State::DueToday)
    };
    let every_days = case.edition.update_reminder_every_days;
    (is_open && !deadlines.iter().any(is_ahead)).then_some(Repeat { every_days })
}
