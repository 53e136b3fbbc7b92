//! One family, one edition, one day: held together, so that views can't be mixed.

use crate::areas::Areas;
use crate::day::Day;
use crate::edition::{Edition, Late, Limit, LimitFrom};
use crate::facts::{Birth, Facts};
use crate::finding::Finding;
use crate::gestation::Gestation;

/// What the services look at.
pub struct Case<'a> {
    pub facts: &'a Facts,
    pub edition: &'a Edition,
    /// Only while pregnant.
    pub gestation: Option<Gestation>,
    /// The earliest birth of a living baby.
    pub birth_day: Option<Day>,
    pub state: Family,
    /// The premium of every living baby's birth year is paid, and there is one.
    pub are_birth_years_paid: bool,
    /// Every living baby has a hukou, and there is one.
    pub is_hukou_registered: bool,
}

/// Where a family stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Neither a pregnancy nor a birth is told.
    Untold,
    /// A pregnancy is told, not ended, and no birth.
    Pregnant,
    /// The pregnancy ended and no birth is told.
    Lost,
    /// Born, and a baby lives.
    Living,
    /// Born, and none lives.
    NoneLiving,
}

/// Where the day asked about stands to a last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    InTime,
    /// Past a last day on a weekend, up to and including the Monday.
    OnWeekend,
    /// Past it, and the documents leave it to the agency.
    Ask,
    Over,
}

impl Standing {
    /// The finding for a last day.
    pub fn finding(self, last: Day) -> Finding {
        match self {
            Standing::InTime => Finding::InTime { last },
            Standing::OnWeekend => Finding::LastDayOnWeekend { last },
            Standing::Ask => Finding::LastDayPastAsk { last },
            Standing::Over => Finding::LastDayOver { last },
        }
    }
}

impl<'a> Case<'a> {
    pub fn new(facts: &'a Facts, areas: &'a Areas) -> Case<'a> {
        let living = || facts.births.iter().filter(|birth| birth.is_living());
        let birth_day = living().map(|birth| birth.on).min();
        let state = match (&facts.pregnancy, facts.births.is_empty()) {
            (_, false) if birth_day.is_some() => Family::Living,
            (_, false) => Family::NoneLiving,
            (Some(pregnancy), true) if pregnancy.ended.is_some() => Family::Lost,
            (Some(_), true) => Family::Pregnant,
            (None, true) => Family::Untold,
        };
        let dating = facts
            .pregnancy
            .as_ref()
            .filter(|_| state == Family::Pregnant)
            .map(|pregnancy| pregnancy.dating);
        Case {
            facts,
            edition: areas.edition(facts.area, facts.asked_on),
            gestation: dating.map(|dating| Gestation::new(dating, facts.asked_on)),
            birth_day,
            state,
            are_birth_years_paid: birth_day.is_some()
                && living().all(|birth| is_paid(facts, birth.on.year())),
            is_hukou_registered: birth_day.is_some() && living().all(|birth| birth.hukou.is_some()),
        }
    }

    /// The living babies.
    pub fn living(&self) -> impl Iterator<Item = &'a Birth> + use<'a> {
        self.facts.births.iter().filter(|birth| birth.is_living())
    }

    /// Is the premium of this year paid, and not paid back since?
    pub fn is_paid(&self, year: i32) -> bool {
        is_paid(self.facts, year)
    }

    /// Enrolled under its own or a provisional name, so that nothing is left to enrol.
    pub fn is_enrolled(&self) -> bool {
        self.facts.enrolled_on.is_some() || (self.facts.pre_enrolled && self.are_birth_years_paid)
    }

    /// The day on which the first living baby got its hukou.
    pub fn hukou_day(&self) -> Option<Day> {
        self.living()
            .filter_map(|birth| birth.hukou.as_ref())
            .map(|hukou| hukou.on)
            .min()
    }

    /// The last day of a limit, where what it is counted from has come.
    pub fn last_day(&self, limit: &Limit) -> Option<Day> {
        let from = match limit.from {
            LimitFrom::Birth => self.birth_day,
            LimitFrom::Hukou => self.hukou_day(),
        };
        from.map(|day| day.plus(limit.span))
    }

    /// Where the day asked about stands to a last day of that limit.
    pub fn standing(&self, limit: &Limit, last: Day) -> Standing {
        let asked_on = self.facts.asked_on;
        match limit.late {
            _ if asked_on <= last => Standing::InTime,
            Late::AskAgency => Standing::Ask,
            Late::Closed if limit.weekend.is_some() && asked_on < last.over_from() => {
                Standing::OnWeekend
            }
            Late::Closed => Standing::Over,
        }
    }
}

fn is_paid(facts: &Facts, year: i32) -> bool {
    let is_kept = |paid_on: Day| {
        facts
            .refunded_on
            .is_none_or(|refunded_on| refunded_on < paid_on)
    };
    facts
        .payments
        .iter()
        .any(|payment| payment.year == year && is_kept(payment.on))
}
