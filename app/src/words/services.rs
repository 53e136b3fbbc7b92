//! What the services are called.

use policy::verdict::Service;

use super::group;
use crate::Lang;

group! {
    /// Names of the services.
    Services {
        pre_enrolment: "预参保登记", "Enrolment before the birth";
        hospital_pre_registration: "在医院办预参保登记", "Pre-registration at the hospital";
        newborn_enrolment: "新生儿参保登记", "Newborn enrolment";
        deceased_newborn_enrolment: "离世新生儿参保登记", "Enrolment of a newborn who died";
        information_update: "换成宝宝自己的姓名和号码", "Changing to the baby's own name and number";
        refund: "退费", "Refund";
    }
}

/// What a service is called in a language.
pub fn service_name(lang: Lang, service: Service) -> &'static str {
    let names = match lang.spoken() {
        Lang::Zh => &Services::ZH,
        Lang::En => &Services::EN,
    };
    match service {
        Service::PreEnrolment => names.pre_enrolment,
        Service::HospitalPreRegistration => names.hospital_pre_registration,
        Service::NewbornEnrolment => names.newborn_enrolment,
        Service::DeceasedNewbornEnrolment => names.deceased_newborn_enrolment,
        Service::InformationUpdate => names.information_update,
        Service::Refund => names.refund,
    }
}
