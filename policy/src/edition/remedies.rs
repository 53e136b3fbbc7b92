//! What would help where a clause stands in the way, whatever a family told: for who is refused by it at the desk, which may
//! know otherwise. Absent: what a family's facts tell by themselves, such as that a last day is over.

use super::Edition;
use crate::verdict::{Remedy, Service};

impl Edition {
    /// The remedies that a service's rules know for a clause, in the remedies' order.
    pub fn remedies_under(&self, service: Service, clause: &str) -> Vec<Remedy> {
        let mut remedies = Vec::new();
        match service {
            Service::PreEnrolment => {
                let rules = self.pre_enrolment.rules();
                let applicant = rules.and_then(|rules| rules.applicant.as_ref());
                remedies.extend(
                    applicant
                        .filter(|rule| &*rule.law.clause == clause)
                        .map(|rule| rule.remedy),
                );
                let mother = rules.and_then(|rules| rules.mother.as_ref());
                if let Some(rule) = mother.filter(|rule| &*rule.law.clause == clause) {
                    remedies.push(Remedy::EnrolMother);
                    remedies.extend(rule.in_area.then_some(Remedy::MoveMother));
                }
            }
            Service::NewbornEnrolment => {
                let paper = Some(&self.newborn_enrolment.paper);
                remedies.extend(
                    paper
                        .filter(|rule| &*rule.law.clause == clause)
                        .map(|rule| rule.remedy),
                );
            }
            Service::HospitalPreRegistration
            | Service::DeceasedNewbornEnrolment
            | Service::InformationUpdate
            | Service::Refund => {}
        }
        remedies
    }
}
