//! 1101 人员信息获取.

use async_trait::async_trait;
use registry::outside::{Answered, Enrolled, EnrolmentLookUp, Fault, Person, Personal};
use serde::{Deserialize, Serialize};

use super::{InData, Platform, codes, envelope::NOT_FOUND};

const INFNO: &str = "1101";

/// What is asked.
#[derive(Serialize)]
pub(super) struct Data<'a> {
    mdtrt_cert_type: &'static str,
    mdtrt_cert_no: &'a str,
    card_sn: &'static str,
    begntime: &'static str,
    psn_cert_type: &'static str,
    certno: &'a str,
    psn_name: &'a str,
}

impl<'a> From<&'a Person> for Data<'a> {
    fn from(person: &'a Person) -> Data<'a> {
        Data {
            mdtrt_cert_type: codes::BY_NUMBER,
            mdtrt_cert_no: person.certificate_number.expose(),
            card_sn: "",
            begntime: "",
            psn_cert_type: codes::certificate(person.certificate_kind),
            certno: person.certificate_number.expose(),
            psn_name: person.name.expose(),
        }
    }
}

/// What is answered: one object in some places, a list of them in others.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Output {
    Several(Vec<Found>),
    One(Found),
    None(()),
}

#[derive(Deserialize)]
pub(super) struct Found {
    baseinfo: Option<Base>,
    #[serde(default)]
    insuinfo: Vec<Insured>,
}

#[derive(Deserialize)]
struct Base {
    #[serde(default)]
    psn_no: Box<str>,
    psn_name: Box<str>,
    certno: Box<str>,
}

#[derive(Deserialize)]
struct Insured {
    insutype: String,
}

impl Output {
    /// The person, if there is one.
    pub(super) fn enrolled(self) -> Option<Enrolled> {
        let found = match self {
            Output::Several(list) => list.into_iter().next()?,
            Output::One(found) => found,
            Output::None(()) => return None,
        };
        let base = found.baseinfo.filter(|base| !base.psn_no.is_empty())?;
        Some(Enrolled {
            person_number: Personal::new(base.psn_no),
            name: Personal::new(base.psn_name),
            certificate_number: Personal::new(base.certno),
            is_resident_insured: found
                .insuinfo
                .iter()
                .any(|one| one.insutype == codes::RESIDENT_INSURANCE),
        })
    }
}

#[async_trait]
impl EnrolmentLookUp for Platform {
    async fn find(&self, area: &str, person: &Person) -> Answered<Option<Enrolled>> {
        let input = InData {
            data: Data::from(person),
        };
        match self.call::<Output>(INFNO, area, &input).await {
            Ok(output) => Ok(output.enrolled()),
            Err(Fault::Refused { code }) if code.as_str() == NOT_FOUND => Ok(None),
            Err(fault) => Err(fault),
        }
    }
}
