//! What an application owes, and what it falls short of by the facts of today, though it was entered or paid for: the premium
//! of a year that is needed, a baby that is not entered. Nothing of it is stored: it follows from where the family stands.
//!
//! Absent: any rule of the law. Which year a pregnancy is enrolled for, and in which years its birth may fall, is the
//! calendar's.

use policy::{
    Day, Facts,
    gestation::{DAYS_MAX, Gestation},
    verdict::Service,
};
use serde::{Deserialize, Serialize};

use crate::{
    application::Stage,
    standing::{Application, Standing, is_entered},
};

/// What is short. `unpaid` or `babies` says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortfall {
    /// Years whose premium is needed and did not come.
    pub unpaid: Vec<i32>,
    /// Years whose premium came.
    pub paid: Vec<i32>,
    /// How many babies are entered, and how many there are, where those are more.
    pub babies: Option<(usize, usize)>,
}

/// The years whose premium is needed on that day for what is applied for: before the birth the enrolment year, after it that
/// of each birth it is about.
pub fn owed(service: Service, facts: &Facts, day: Day) -> Vec<i32> {
    if !is_entered(service) {
        return Vec::new();
    }
    if let Some(gestation) = gestation(facts, day) {
        return vec![gestation.enrolment_year()];
    }
    let is_of_living = service != Service::DeceasedNewbornEnrolment;
    let meant = facts.births.iter();
    let meant = meant.filter(|birth| birth.is_living() == is_of_living);
    in_order(meant.map(|birth| birth.on.year()).collect())
}

/// The years into which the birth may yet fall; none after it.
pub fn possible(facts: &Facts, day: Day) -> Vec<i32> {
    let years = gestation(facts, day).map(Gestation::birth_years);
    in_order(years.map_or_else(Vec::new, |(first, last)| vec![first, last]))
}

/// The years whose premium came.
pub fn paid(facts: &Facts) -> Vec<i32> {
    in_order(facts.payments.iter().map(|payment| payment.year).collect())
}

/// What is needed on that day and did not come.
pub fn unpaid(service: Service, facts: &Facts, day: Day) -> Vec<i32> {
    let paid = paid(facts);
    let mut years = owed(service, facts, day);
    years.retain(|year| !paid.contains(year));
    years
}

fn in_order(mut years: Vec<i32>) -> Vec<i32> {
    years.sort_unstable();
    years.dedup();
    years
}

/// Only while pregnant. No pregnancy goes on for ever: where a birth is never told of, its year is not that of some later
/// day.
fn gestation(facts: &Facts, day: Day) -> Option<Gestation> {
    let expected = facts
        .pregnancy
        .as_ref()
        .filter(|pregnancy| facts.births.is_empty() && pregnancy.ended.is_none())?;
    let beyond = (expected.dating.days_on(day) - DAYS_MAX).max(0);
    Some(Gestation::new(expected.dating, day.plus_days(-beyond)))
}

/// How many babies there are: those expected, or those that live.
pub fn babies(facts: &Facts) -> usize {
    match &facts.pregnancy {
        Some(pregnancy) if facts.births.is_empty() => pregnancy.fetuses.into(),
        _ => facts
            .births
            .iter()
            .filter(|birth| birth.is_living())
            .count(),
    }
}

/// What an application waits for before it can be finished (办结).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ahead {
    /// That its papers are accepted.
    Acceptance,
    /// That each baby is entered.
    Entry,
    /// That the premium came.
    Payment,
}

impl Application {
    /// What is to be done before it may be finished. Who is entered has no cover before the premium came, so that no
    /// entry ends without it.
    pub fn ahead(&self) -> Option<Ahead> {
        match self.stage {
            Stage::Sent => Some(Ahead::Acceptance),
            Stage::Accepted => is_entered(self.sent.service).then_some(Ahead::Entry),
            Stage::Registered => Some(Ahead::Payment),
            Stage::Paid | Stage::AskedBack => None,
            Stage::Refused | Stage::Done | Stage::Expired | Stage::Void | Stage::Withdrawn => None,
        }
    }
}

impl Standing {
    /// The same by the facts of today too: another baby is to be entered, or another year's premium is needed than came.
    pub fn ahead(&self, application: &Application, today: Day) -> Option<Ahead> {
        application.ahead().or_else(|| {
            if application.stage.is_over() {
                return None;
            }
            let short = self.shortfall(application, today)?;
            Some(match short.babies {
                Some(_) => Ahead::Entry,
                None => Ahead::Payment,
            })
        })
    }

    /// What an application that was entered or paid for is short of; none where nothing is.
    pub fn shortfall(&self, application: &Application, today: Day) -> Option<Shortfall> {
        if application.is_silent() {
            return None;
        }
        let facts = self.facts_of(&application.told, today)?;
        let entered = application.identities.len();
        let babies = Some((entered, babies(&facts)))
            .filter(|(entered, all)| application.is_before_hukou() && entered < all);
        let unpaid = match application.stage {
            // Its stage says by itself that nothing is paid.
            Stage::Registered => Vec::new(),
            Stage::Paid | Stage::Done => unpaid(application.sent.service, &facts, today),
            _ => return None,
        };
        let is_short = babies.is_some() || !unpaid.is_empty();
        is_short.then(|| Shortfall {
            unpaid,
            paid: paid(&facts),
            babies,
        })
    }
}
