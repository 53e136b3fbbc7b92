//! Which services rest on an article, and which notices belong to them.
//! Absent: the order in which a decision looks at them, and services that an area doesn't have.

use policy::{
    Areas,
    clause::Law,
    edition::{Edition, HospitalPreRegistration, Offer, PreEnrolment, ProvisionalRule},
    notice::Notice,
    verdict::Service,
};

/// An area's edition, and those of its services that cite the article.
pub struct Citing {
    /// The edition.
    pub edition: &'static Edition,
    /// Its services, in the contract's order.
    pub services: Vec<Service>,
}

/// Every edition that cites the article.
pub fn citing(areas: &'static Areas, clause: &str) -> Vec<Citing> {
    areas
        .editions()
        .iter()
        .map(|edition| Citing {
            edition,
            services: services(edition, clause),
        })
        .filter(|citing| !citing.services.is_empty())
        .collect()
}

/// The notices of an edition's service.
pub fn notices(edition: &'static Edition, service: Service) -> &'static [Notice] {
    match service {
        Service::PreEnrolment => edition
            .pre_enrolment
            .rules()
            .map_or(&[], |rules| &rules.notices),
        Service::HospitalPreRegistration => edition
            .hospital_pre_registration
            .rules()
            .map_or(&[], |rules| &rules.notices),
        Service::NewbornEnrolment => &edition.newborn_enrolment.notices,
        Service::DeceasedNewbornEnrolment | Service::InformationUpdate | Service::Refund => &[],
    }
}

fn services(edition: &Edition, clause: &str) -> Vec<Service> {
    Service::ALL
        .iter()
        .copied()
        .filter(|service| {
            laws(edition, *service)
                .iter()
                .any(|law| &*law.clause == clause)
        })
        .collect()
}

fn laws(edition: &Edition, service: Service) -> Vec<&Law> {
    match service {
        Service::PreEnrolment => offered(&edition.pre_enrolment, of_pre_enrolment),
        Service::HospitalPreRegistration => {
            offered(&edition.hospital_pre_registration, of_hospital)
        }
        Service::NewbornEnrolment => {
            let rules = &edition.newborn_enrolment;
            let mut laws = vec![
                &rules.once,
                &rules.born,
                &rules.none_living.law,
                &rules.paper.law,
            ];
            laws.extend(rules.last_day.iter().map(|limit| &limit.law));
            laws.extend(rules.local.iter().map(|rule| &rule.law));
            laws
        }
        Service::DeceasedNewbornEnrolment => {
            offered(&edition.deceased_newborn_enrolment, |rules| {
                vec![&rules.law, &rules.last_day.law]
            })
        }
        Service::InformationUpdate => {
            let rules = &edition.information_update;
            let mut laws = vec![&rules.law, &rules.hukou];
            laws.extend(rules.last_day.iter().map(|limit| &limit.law));
            laws
        }
        Service::Refund => {
            let rules = &edition.refund;
            let mut laws = vec![&rules.law];
            laws.extend(rules.grounds.iter().map(|rule| &rule.law));
            laws.extend(rules.routes.iter().map(|routes| &routes.law));
            laws
        }
    }
}

fn offered<T>(offer: &Offer<T>, of: impl Fn(&T) -> Vec<&Law>) -> Vec<&Law> {
    match offer {
        Offer::NotOffered(_) => Vec::new(),
        Offer::Offered(rules) => of(rules),
    }
}

fn of_pre_enrolment(rules: &PreEnrolment) -> Vec<&Law> {
    let mut laws = vec![
        &rules.offered,
        &rules.once,
        &rules.unborn,
        &rules.gestation.law,
    ];
    laws.extend(rules.applicant.iter().map(|rule| &rule.law));
    laws.extend(rules.parent_hukou.iter().map(|rule| &rule.law));
    if let Some(mother) = &rules.mother {
        laws.push(&mother.law);
        laws.extend(&mother.ways.special_groups);
        laws.extend(mother.ways.from_employee.iter().map(|way| &way.law));
    }
    laws.extend(rules.provisional.iter().flat_map(of_provisional));
    laws
}

fn of_hospital(rules: &HospitalPreRegistration) -> Vec<&Law> {
    let mut laws = vec![
        &rules.once,
        &rules.parent.law,
        &rules.born,
        &rules.last_day.law,
    ];
    laws.extend([
        &rules.without_hukou,
        &rules.hospital.law,
        &rules.insured_place,
    ]);
    laws.extend(&rules.void_unless_paid);
    laws.extend(of_provisional(&rules.provisional));
    laws
}

fn of_provisional(rule: &ProvisionalRule) -> Vec<&Law> {
    match rule {
        ProvisionalRule::Tail(rule) => vec![&rule.law, &rule.several],
        ProvisionalRule::BySex(rule) => vec![&rule.law, &rule.several],
        ProvisionalRule::DrawnByAgency(law) => vec![law],
    }
}
