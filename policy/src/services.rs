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

pub use hospital_pre_registration::insured_place;
pub use refund::last_refund_day;

/// What every service answers, in the order of their list.
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
