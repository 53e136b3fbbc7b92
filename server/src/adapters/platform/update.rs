//! 信息变更: another certificate and name for the same `psn_no`.

use registry::outside::Update;
use serde::Serialize;

use super::codes;

/// What is told.
#[derive(Serialize)]
pub(super) struct Data<'a> {
    psn_no: &'a str,
    psn_cert_type: &'static str,
    certno: &'a str,
    psn_name: &'a str,
}

impl<'a> From<&'a Update> for Data<'a> {
    fn from(update: &'a Update) -> Data<'a> {
        Data {
            psn_no: update.person_number.expose(),
            psn_cert_type: codes::certificate(update.person.certificate_kind),
            certno: update.person.certificate_number.expose(),
            psn_name: update.person.name.expose(),
        }
    }
}
