//! What an application falls short of by the facts of today, though it was entered or paid for: a premium of another year
//! than the birth's, a baby that is not entered. Nothing of it is stored: it follows from where the family stands.
//!
//! Absent: any rule of the law. In which years a birth may fall is the calendar's.

use policy::{Day, Facts, gestation::Gestation};
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

/// The years of which one's premium is the one needed: those in which the birth may fall before it, asked about on that
/// day, that of each living baby's birth after.
pub fn years(facts: &Facts, day: Day) -> Vec<i32> {
    let living = facts.births.iter().filter(|birth| birth.is_living());
    let mut years: Vec<i32> = living.map(|birth| birth.on.year()).collect();
    if let Some(gestation) = gestation(facts, day) {
        let (first, last) = gestation.birth_years();
        years.extend([gestation.enrolment_year(), first, last]);
    }
    years.sort_unstable();
    years.dedup();
    years
}

/// Only while pregnant.
fn gestation(facts: &Facts, day: Day) -> Option<Gestation> {
    let expected = facts
        .pregnancy
        .as_ref()
        .filter(|pregnancy| facts.births.is_empty() && pregnancy.ended.is_none())?;
    Some(Gestation::new(expected.dating, day))
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
            let short = self.shortfall(application, today)?;
            Some(match short.babies {
                Some(_) => Ahead::Entry,
                None => Ahead::Payment,
            })
        })
    }

    /// What an application that was entered or paid for is short of; none where nothing is.
    pub fn shortfall(&self, application: &Application, today: Day) -> Option<Shortfall> {
        if !application.is_before_hukou() || application.is_silent() {
            return None;
        }
        let facts = self.facts_of(&application.told, today)?;
        let entered = application.identities.len();
        let babies = Some((entered, babies(&facts))).filter(|(entered, all)| entered < all);
        let paid = paid(&facts);
        let unpaid = match application.stage {
            Stage::Registered => Vec::new(),
            Stage::Paid => unpaid(&facts, today, &paid),
            _ => return None,
        };
        let is_short = babies.is_some() || !unpaid.is_empty();
        is_short.then_some(Shortfall {
            unpaid,
            paid,
            babies,
        })
    }
}

fn paid(facts: &Facts) -> Vec<i32> {
    let mut paid: Vec<i32> = facts.payments.iter().map(|payment| payment.year).collect();
    paid.sort_unstable();
    paid.dedup();
    paid
}

/// Before the birth one of the years it may fall into is enough; after it, each living baby's counts.
fn unpaid(facts: &Facts, today: Day, paid: &[i32]) -> Vec<i32> {
    let mut years = years(facts, today);
    if let Some(gestation) = gestation(facts, today) {
        if years.iter().any(|year| paid.contains(year)) {
            return Vec::new();
        }
        years = vec![gestation.enrolment_year()];
    }
    years.retain(|year| !paid.contains(year));
    years
}
