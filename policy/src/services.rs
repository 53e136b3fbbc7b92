//! The six services. Each file reads like its section of the contract: gates first, then every condition in order.

mod deceased_newborn_enrolment;
mod hospital_pre_registration;
mod information_update;
mod limit;
mod newborn_enrolment;
mod pre_enrolment;
mod refund;

use crate::answer::ServiceAnswer;
use crate::case::Case;
use crate::verdict::Service;

pub use hospital_pre_registration::insured_place;
pub use refund::last_refund_day;

/// What every service answers, in the order of their list. Called one by one: through [`answer`] it takes twice the time.
pub fn answers<'a>(case: &Case<'a>) -> [ServiceAnswer<'a>; 6] {
    [
        pre_enrolment::answer(case),
        hospital_pre_registration::answer(case),
        newborn_enrolment::answer(case),
        deceased_newborn_enrolment::answer(case),
        information_update::answer(case),
        refund::answer(case),
    ]
}

/// What a service answers. None looks at what another says.
pub fn answer<'a>(case: &Case<'a>, service: Service) -> ServiceAnswer<'a> {
    match service {
        Service::PreEnrolment => pre_enrolment::answer(case),
        Service::HospitalPreRegistration => hospital_pre_registration::answer(case),
        Service::NewbornEnrolment => newborn_enrolment::answer(case),
        Service::DeceasedNewbornEnrolment => deceased_newborn_enrolment::answer(case),
        Service::InformationUpdate => information_update::answer(case),
        Service::Refund => refund::answer(case),
    }
}
