//! The one function that decides. Everything else shows.

use crate::answer::{Answer, ServiceAnswer};
use crate::areas::Areas;
use crate::case::Case;
use crate::deadline;
use crate::facts::Facts;
use crate::services;
use crate::verdict::{Service, Set, Warning};

/// What the rules of the family's area, in force on the day it asks, say to its facts. Pure and total.
pub fn decide<'a>(facts: &'a Facts, areas: &'a Areas) -> Answer<'a> {
    let case = Case::new(facts, areas);
    let services = services::answers(&case);
    let deadlines = deadline::deadlines(&case);
    let repeat = deadline::repeat(
        &case,
        services[Service::InformationUpdate as usize].verdict,
        &deadlines,
    );
    let mut warnings = Set::default();
    let hospital = services[Service::HospitalPreRegistration as usize].verdict;
    if let Some(warning) = services::insured_place(&case, hospital) {
        warnings.insert(warning as usize);
    }
    if case
        .gestation
        .is_some_and(|gestation| gestation.birth_years().0 != gestation.birth_years().1)
    {
        warnings.insert(Warning::TwoPossibleBirthYears as usize);
    }
    Answer {
        facts,
        areas,
        edition: case.edition,
        gestation: case.gestation,
        services,
        deadlines,
        repeat,
        warnings,
    }
}

/// What [`decide`] answers of one service, for whoever asks nothing else.
pub fn decide_service<'a>(
    facts: &'a Facts,
    areas: &'a Areas,
    service: Service,
) -> ServiceAnswer<'a> {
    services::answer(&Case::new(facts, areas), service)
}
