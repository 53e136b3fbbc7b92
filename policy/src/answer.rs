//! What [`crate::decide`] answers. It borrows the facts and the law; printing it is the caller's.

use crate::areas::Areas;
use crate::clause::{Clause, Law, Text};
use crate::day::Day;
use crate::deadline::{Deadline, Repeat};
use crate::digits;
use crate::edition::Edition;
use crate::facts::{Facts, Role};
use crate::finding::Finding;
use crate::gestation::Gestation;
use crate::identity::Provisional;
use crate::notice::Notice;
use crate::verdict::{EnrolMotherBy, Met, Remedy, Route, Service, Set, Verdict, Warning};

pub use crate::deadline::State;

/// One family's answer, on the day asked about.
#[derive(Clone, Debug)]
pub struct Answer<'a> {
    /// The facts it was made from.
    pub facts: &'a Facts,
    /// The law it was made by.
    pub areas: &'a Areas,
    /// The edition in force for that area on that day.
    pub edition: &'a Edition,
    /// Only while pregnant.
    pub gestation: Option<Gestation>,
    /// One a service, in [`Service::ALL`]'s order.
    pub services: [ServiceAnswer<'a>; 6],
    /// 时限, by day and then by name.
    pub deadlines: Vec<Deadline<'a>>,
    /// Reminders without an end in sight.
    pub repeat: Option<Repeat>,
    /// Things to know that are no bar, of [`Warning::ALL`].
    pub warnings: Set,
}

impl<'a> Answer<'a> {
    /// The answer for one service.
    pub fn service(&self, service: Service) -> &ServiceAnswer<'a> {
        &self.services[service as usize]
    }

    /// The warnings, in their order.
    pub fn warnings(&self) -> impl Iterator<Item = Warning> + use<> {
        self.warnings.members(Warning::ALL)
    }

    /// The clause that a law names.
    pub fn clause(&self, law: &Law) -> Option<&'a Clause> {
        self.areas.clause(&law.clause)
    }
}

/// What one service answers.
#[derive(Clone, Debug)]
pub struct ServiceAnswer<'a> {
    /// 结论.
    pub verdict: Verdict,
    /// The first day it can be done, where known.
    pub opens_on: Option<Day>,
    /// The last day it can be done, where known.
    pub closes_on: Option<Day>,
    /// The day from which the child is covered, with `eligible` alone.
    pub covers_from: Option<Day>,
    /// Every condition looked at.
    pub reasons: Vec<Reason<'a>>,
    /// What isn't told and would matter.
    pub missing: Vec<Missing>,
    /// What would help, of [`Remedy::ALL`].
    pub remedies: Set,
    /// How the mother comes to be insured, with that remedy.
    pub enrol_mother_by: Option<EnrolMotherBy>,
    /// 提示.
    pub notices: Vec<&'a Notice>,
    /// The readings taken, R1 and so on.
    pub readings: Vec<&'a str>,
    /// The names and numbers to be used until the babies have their own.
    pub provisional: Vec<Provisional<'a>>,
    /// 材料.
    pub materials: &'a [Text],
    /// Who pays a refund out.
    pub route: Option<Route>,
}

/// A condition that was looked at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reason<'a> {
    /// Where it stands.
    pub law: &'a Law,
    /// Whether it holds.
    pub met: Met,
    /// What was found.
    pub finding: Finding,
}

/// A fact that isn't told and would matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// `/pregnancy`.
    Pregnancy,
    /// `/mother/enrolment`.
    Enrolment(Role),
    /// `/mother/enrolment/year`.
    EnrolmentYear(Role),
    /// `/mother/enrolment/area`.
    EnrolmentArea(Role),
    /// `/mother/hukou`.
    Hukou(Role),
    /// `/mother/name`.
    Name(Role),
    /// `/mother/id_number`.
    IdNumber(Role),
    /// `/births/0/hospital_area`, by birth order from 0.
    HospitalArea(usize),
    /// `/benefit_used`.
    BenefitUsed,
}

impl std::fmt::Display for Missing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (role, field) = match self {
            Missing::Pregnancy => return f.write_str("/pregnancy"),
            Missing::BenefitUsed => return f.write_str("/benefit_used"),
            Missing::HospitalArea(baby) => {
                f.write_str("/births/")?;
                digits::write(f, *baby as i32)?;
                return f.write_str("/hospital_area");
            }
            Missing::Enrolment(role) => (role, "/enrolment"),
            Missing::EnrolmentYear(role) => (role, "/enrolment/year"),
            Missing::EnrolmentArea(role) => (role, "/enrolment/area"),
            Missing::Hukou(role) => (role, "/hukou"),
            Missing::Name(role) => (role, "/name"),
            Missing::IdNumber(role) => (role, "/id_number"),
        };
        f.write_str("/")?;
        f.write_str(role.as_str())?;
        f.write_str(field)
    }
}

impl<'a> ServiceAnswer<'a> {
    /// Nothing looked at yet: open until a condition says otherwise.
    pub(crate) fn open() -> ServiceAnswer<'a> {
        ServiceAnswer {
            verdict: Verdict::Eligible,
            opens_on: None,
            closes_on: None,
            covers_from: None,
            reasons: Vec::with_capacity(6),
            missing: Vec::new(),
            remedies: Set::default(),
            enrol_mother_by: None,
            notices: Vec::new(),
            readings: Vec::new(),
            provisional: Vec::new(),
            materials: &[],
            route: None,
        }
    }

    /// A gate that failed: its verdict, and nothing more.
    pub(crate) fn gate(law: &'a Law, finding: Finding, verdict: Verdict) -> ServiceAnswer<'a> {
        let mut answer = ServiceAnswer::open();
        answer.fails(law, finding, verdict);
        answer.verdict = verdict;
        answer
    }

    /// A condition that holds.
    pub(crate) fn holds(&mut self, law: &'a Law, finding: Finding) {
        self.look(law, Met::Met, finding);
    }

    /// A condition that doesn't, and what it gives.
    pub(crate) fn fails(&mut self, law: &'a Law, finding: Finding, verdict: Verdict) {
        self.look(law, Met::NotMet, finding);
        self.verdict = self.verdict.min(verdict);
    }

    /// A condition that can't be said to hold or not, and what it gives.
    pub(crate) fn is_unclear(&mut self, law: &'a Law, finding: Finding, verdict: Verdict) {
        self.look(law, Met::Unknown, finding);
        self.verdict = self.verdict.min(verdict);
    }

    /// A condition that hangs on something not told.
    pub(crate) fn lacks(&mut self, law: &'a Law, finding: Finding, missing: Missing) {
        self.is_unclear(law, finding, Verdict::MissingFacts);
        self.misses(missing);
    }

    fn look(&mut self, law: &'a Law, met: Met, finding: Finding) {
        self.reasons.push(Reason { law, met, finding });
        self.reads(law);
    }

    /// Notes the reading taken of a clause.
    pub(crate) fn reads(&mut self, law: &'a Law) {
        if let Some(reading) = &law.reading {
            self.reads_as(reading);
        }
    }

    /// Notes a reading by its id.
    pub(crate) fn reads_as(&mut self, reading: &'a str) {
        if !self.readings.contains(&reading) {
            self.readings.push(reading);
        }
    }

    /// Notes a fact that isn't told.
    pub(crate) fn misses(&mut self, missing: Missing) {
        if !self.missing.contains(&missing) {
            self.missing.push(missing);
        }
    }

    /// Notes what would help.
    pub(crate) fn helps(&mut self, remedy: Remedy) {
        self.remedies.insert(remedy as usize);
    }

    /// What would help, in the remedies' order.
    pub fn remedies(&self) -> impl Iterator<Item = Remedy> + use<> {
        self.remedies.members(Remedy::ALL)
    }

    /// Would this help?
    pub fn has_remedy(&self, remedy: Remedy) -> bool {
        self.remedies.contains(remedy as usize)
    }
}
