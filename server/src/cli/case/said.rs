//! Why a step of the agency's was not taken, in words for its desk.

use policy::verdict::Service;
use registry::shortfall::Ahead;

/// Which premium it is about.
pub(super) fn other_year(years: &[i32]) -> String {
    let years: Vec<String> = years.iter().map(i32::to_string).collect();
    let about = years.join(" or ");
    format!(
        "by what the family told last it owes the premium of {about}; another year's does not pay it. If one came all the \
         same, for a year into which the birth may fall or for which it was sent, add --as-written: the family then sees \
         for which year it paid, and which is still needed"
    )
}

/// What is to be done first: what the family reads of a finished application must not leave it uninsured.
pub(super) fn not_finished(ahead: Ahead) -> &'static str {
    match ahead {
        Ahead::Acceptance => {
            "it can't be finished yet: its papers are not accepted. `accept` them first; to end it without that, \
             `refuse` or `void` it"
        }
        Ahead::Entry => {
            "it can't be finished yet: not every baby is entered in the national system. `register` them first, then \
             `paid` once the premium came; to end it without that, `void` it"
        }
        Ahead::Payment => {
            "it can't be finished yet: the premium that is needed has not come, and without it there is no cover. Say \
             `paid` once it came; to end it without that, `void` it"
        }
    }
}

/// Why a service has no such step, and which it has instead.
pub(super) fn ends_otherwise(service: Service) -> &'static str {
    match service {
        Service::Refund => {
            "a refund is neither registered nor paid for: accept it, then say `paid-back` once the money went out"
        }
        Service::InformationUpdate => {
            "an information update is neither registered nor paid for: accept it, then `finish` it"
        }
        Service::PreEnrolment
        | Service::HospitalPreRegistration
        | Service::NewbornEnrolment
        | Service::DeceasedNewbornEnrolment => {
            "money goes back for a refund alone; the family applies for one of its own"
        }
    }
}

/// No application has that number.
pub(super) const NO_SUCH: &str = "there is no such application";
