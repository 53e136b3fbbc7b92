//! 参保登记 of a baby, and the push of it. The baby's fields are 1101's, the mother's those of Foshan's maternity
//! registration (90101), which has every one that the areas' forms ask; `matninfo` is our name for the mother's node.

use async_trait::async_trait;
use policy::Day;
use registry::outside::{
    Agent, Answered, CallId, Enrolled, EnrolmentPush, Fault, Person, PregnancyEnd, PregnancyTold,
    Registration, Update,
};
use serde::Serialize;

use super::{InData, Platform, codes, look_up::Output, update};

/// The whole input.
#[derive(Serialize)]
pub(super) struct Input<'a> {
    data: Baby<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    matninfo: Option<Mother<'a>>,
}

#[derive(Serialize)]
struct Baby<'a> {
    psn_name: &'a str,
    psn_cert_type: &'static str,
    certno: &'a str,
    psn_type: &'static str,
    insutype: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    gend: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    brdy: Option<Day>,
}

#[derive(Serialize)]
struct Mother<'a> {
    psn_name: &'a str,
    psn_cert_type: &'static str,
    certno: &'a str,
    tel: &'a str,
    #[serde(flatten)]
    pregnancy: Option<Pregnancy>,
    #[serde(flatten)]
    spouse: Option<Spouse<'a>>,
    #[serde(flatten)]
    agent: Option<Agnter<'a>>,
    #[serde(flatten)]
    ended: Option<Ended<'a>>,
}

#[derive(Serialize)]
struct Pregnancy {
    #[serde(skip_serializing_if = "Option::is_none")]
    plan_matn_date: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_mena_date: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    geso_val: Option<u8>,
    fetus_cnt: u8,
}

#[derive(Serialize)]
struct Spouse<'a> {
    spus_name: &'a str,
    spus_cert_type: &'static str,
    spus_certno: &'a str,
}

#[derive(Serialize)]
struct Agnter<'a> {
    agnter_name: &'a str,
    agnter_cert_type: &'static str,
    agnter_certno: &'a str,
    agnter_tel: &'a str,
    agnter_rlts: &'a str,
    agnter_addr: &'a str,
}

#[derive(Serialize)]
struct Ended<'a> {
    birctrl_type: &'a str,
    birctrl_matn_date: Day,
    expi_gestation_nub_of_m: u8,
}

impl<'a> From<&'a Registration> for Input<'a> {
    fn from(registration: &'a Registration) -> Input<'a> {
        let baby = &registration.baby;
        Input {
            data: Baby {
                psn_name: baby.name.expose(),
                psn_cert_type: codes::certificate(baby.certificate_kind),
                certno: baby.certificate_number.expose(),
                psn_type: codes::person_type(registration.baby_kind),
                insutype: codes::RESIDENT_INSURANCE,
                gend: registration.sex.map(codes::sex),
                brdy: registration.birthday,
            },
            matninfo: registration.mother.as_ref().map(|mother| Mother {
                psn_name: mother.person.name.expose(),
                psn_cert_type: codes::certificate(mother.person.certificate_kind),
                certno: mother.person.certificate_number.expose(),
                tel: mother.phone.expose(),
                pregnancy: registration.pregnancy.as_ref().map(pregnancy),
                spouse: registration.father.as_ref().map(spouse),
                agent: registration.agent.as_ref().map(agnter),
                ended: registration.ended.as_ref().map(ended),
            }),
        }
    }
}

fn pregnancy(told: &PregnancyTold) -> Pregnancy {
    Pregnancy {
        plan_matn_date: told.due_on,
        last_mena_date: told.last_period_on,
        geso_val: told.gestation_weeks,
        fetus_cnt: told.fetuses,
    }
}

fn spouse(father: &Person) -> Spouse<'_> {
    Spouse {
        spus_name: father.name.expose(),
        spus_cert_type: codes::certificate(father.certificate_kind),
        spus_certno: father.certificate_number.expose(),
    }
}

fn agnter(agent: &Agent) -> Agnter<'_> {
    Agnter {
        agnter_name: agent.person.name.expose(),
        agnter_cert_type: codes::certificate(agent.person.certificate_kind),
        agnter_certno: agent.person.certificate_number.expose(),
        agnter_tel: agent.phone.expose(),
        agnter_rlts: &agent.relation,
        agnter_addr: agent.address.expose(),
    }
}

fn ended(end: &PregnancyEnd) -> Ended<'_> {
    Ended {
        birctrl_type: &end.kind,
        birctrl_matn_date: end.on,
        expi_gestation_nub_of_m: end.gestation_months,
    }
}

#[async_trait]
impl EnrolmentPush for Platform {
    async fn register(&self, _: CallId, registration: &Registration) -> Answered<Enrolled> {
        let infno = self.settings.register_infno.clone();
        let input = Input::from(registration);
        let output: Output = self.call(&infno, &registration.area, &input).await?;
        // Done without a number for the baby is something else than what we asked for: look it up before going on.
        output.enrolled().ok_or(Fault::Unknown)
    }

    async fn update(&self, _: CallId, update: &Update) -> Answered<()> {
        let infno = self.settings.update_infno.clone();
        let input = InData {
            data: update::Data::from(update),
        };
        self.call::<serde::de::IgnoredAny>(&infno, &update.area, &input)
            .await
            .map(drop)
    }
}
