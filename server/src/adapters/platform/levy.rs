//! The assessed amount on its way to the tax side, and 90100 缴费查询 (Foshan's), by which the arrival is seen.
//! `clct_amt` is our name: no interface for the push is found in the open. How much a year costs the agency tells in its
//! settings, as each year has its own notice.

use async_trait::async_trait;
use registry::outside::{Answered, Arrival, Assessment, CallId, Fault, Levy, LevyState, Month};
use serde::{Deserialize, Serialize};

use super::{InData, Platform, codes, envelope::NOT_FOUND};
use crate::{adapters::shanghai::read_time, config::Premiums};

const PAYMENTS: &str = "90100";

/// What is told.
#[derive(Serialize)]
pub(super) struct Data<'a> {
    psn_no: &'a str,
    insutype: &'static str,
    accrym_begn: String,
    accrym_end: String,
    clct_amt: String,
}

impl<'a> Data<'a> {
    pub(super) fn new(assessment: &'a Assessment, fen: u64) -> Data<'a> {
        Data {
            psn_no: assessment.person_number.expose(),
            insutype: codes::RESIDENT_INSURANCE,
            accrym_begn: assessment.covers_from.to_string(),
            accrym_end: assessment.covers_to.to_string(),
            clct_amt: format!("{}.{:02}", fen / 100, fen % 100),
        }
    }
}

/// What is asked.
#[derive(Serialize)]
pub(super) struct Question<'a> {
    pub(super) psn_no: &'a str,
}

/// One row of what is answered.
#[derive(Deserialize)]
pub(super) struct Payment {
    insutype: String,
    clct_flag: String,
    accrym_begn: String,
    accrym_end: String,
    #[serde(default)]
    clct_time: Option<String>,
    #[serde(default)]
    clct_amt: Option<String>,
}

/// Where the levy stands by these rows.
pub(super) fn state(assessment: &Assessment, payments: &[Payment]) -> Answered<LevyState> {
    let is_meant = |payment: &&Payment| {
        payment.insutype == codes::RESIDENT_INSURANCE
            && month(&payment.accrym_begn) == Some(assessment.covers_from)
            && month(&payment.accrym_end) == Some(assessment.covers_to)
    };
    let meant: Vec<&Payment> = payments.iter().filter(is_meant).collect();
    match meant
        .iter()
        .find(|payment| payment.clct_flag == codes::ARRIVED)
    {
        Some(payment) => {
            let clct_time = payment.clct_time.as_deref().unwrap_or_default();
            Ok(LevyState::Arrived(Arrival {
                arrived_at: read_time(clct_time).ok_or(Fault::Unknown)?,
                amount_fen: payment.clct_amt.as_deref().and_then(Premiums::fen),
                covers_from: assessment.covers_from,
                covers_to: assessment.covers_to,
            }))
        }
        None if meant.is_empty() => Ok(LevyState::Absent),
        None => Ok(LevyState::Waiting),
    }
}

/// A month, or the month of a day: both are seen.
fn month(text: &str) -> Option<Month> {
    let digits: String = text.chars().filter(|c| *c != '-').take(6).collect();
    Month::parse(&digits)
}

#[async_trait]
impl Levy for Platform {
    async fn push(&self, _: CallId, assessment: &Assessment) -> Answered<()> {
        let year = assessment.covers_to.year;
        let fen = self.settings.premiums.of(&assessment.area, year);
        // Not told by the agency, so never said by us: the desk sees it, and has it said again once it is told.
        let fen = fen.ok_or_else(|| Fault::refused("no_premium_told"))?;
        let infno = self.settings.levy_infno.clone();
        let input = InData {
            data: Data::new(assessment, fen),
        };
        self.call::<serde::de::IgnoredAny>(&infno, &assessment.area, &input)
            .await
            .map(drop)
    }

    async fn state(&self, assessment: &Assessment) -> Answered<LevyState> {
        let input = InData {
            data: Question {
                psn_no: assessment.person_number.expose(),
            },
        };
        let asked = self
            .call::<Option<Vec<Payment>>>(PAYMENTS, &assessment.area, &input)
            .await;
        match asked {
            Ok(payments) => state(assessment, &payments.unwrap_or_default()),
            Err(Fault::Refused { code }) if code.as_str() == NOT_FOUND => Ok(LevyState::Absent),
            Err(fault) => Err(fault),
        }
    }
}
