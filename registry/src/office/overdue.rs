//! Time acts on applications that wait for the family, as far as the rules say so: asked back and never mended until the
//! service is closed, or registered and unpaid until the entry is void. `policy` says both, asked about today; where it
//! leaves a last day to the agency or knows none, nothing ends by itself.

use policy::{
    Areas, Day, decide,
    finding::Finding,
    verdict::{Service, Verdict},
};

use super::{Act, Acted, Done, Hand, Office};
use crate::{
    application::{ApplicationNumber, Stage},
    entry::{Actor, SenderKey, Step},
    family::FamilyId,
    instant::Instant,
    standing::Application,
};

/// Families looked at in one go.
const PAGE: u32 = 100;

/// What one look came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ended {
    /// Applications that ended.
    pub applications: u32,
    /// After whom to go on; none where everybody was looked at.
    pub next: Option<FamilyId>,
}

impl Office {
    /// Looks at some families after one, and ends what the rules end by now.
    pub async fn end_overdue(&self, after: Option<FamilyId>, now: Instant) -> Done<Ended> {
        let families = self.store.waiting(after, PAGE).await?;
        let is_whole = families.len() < PAGE as usize;
        let next = families.last().copied().filter(|_| !is_whole);
        let mut ended = Ended {
            next,
            ..Ended::default()
        };
        for family in families {
            ended.applications += self.end_overdue_of(family, now).await?;
        }
        Ok(ended)
    }

    async fn end_overdue_of(&self, family: FamilyId, now: Instant) -> Done<u32> {
        let Some(file) = self.file(family).await? else {
            return Ok(0);
        };
        let today = now.day();
        let mut ended = 0;
        for application in &file.standing().applications {
            let Some(step) = end(application, self.areas, today) else {
                continue;
            };
            let number = application.sent.number.clone();
            let hand = Hand {
                by: Actor::Portal,
                at: now,
                key: self.clock_key(&number),
            };
            let act = Act { number, step };
            // Asked once more with the file as it is when the step is written: the family may be mending just now.
            let holds = |there: &Application| {
                let still = end(there, self.areas, today).filter(|step| *step == act.step);
                still.map(drop).ok_or(Acted::NotFrom(there.stage))
            };
            let acted = self.act_where(&act, &hand, holds).await?;
            ended += u32::from(matches!(acted, Acted::Now(_)));
        }
        Ok(ended)
    }

    /// An application ends once, whoever's clock says so first.
    fn clock_key(&self, number: &ApplicationNumber) -> SenderKey {
        let name = self
            .keys
            .blinds()
            .name("clock", number.to_string().as_bytes());
        let mut key = [0; 16];
        key.copy_from_slice(&name[..16]);
        SenderKey(key)
    }
}

/// How an application ends by that day, if it does.
fn end(application: &Application, areas: &Areas, today: Day) -> Option<Step> {
    let service = application.sent.service;
    let mut facts = application.told.facts()?.clone();
    facts.asked_on = today;
    match application.stage {
        Stage::AskedBack => {
            let is_closed = decide(&facts, areas).service(service).verdict == Verdict::Closed;
            is_closed.then_some(Step::Expire)
        }
        Stage::Registered if service == Service::HospitalPreRegistration => {
            facts.pre_enrolled = true;
            let answer = decide(&facts, areas);
            let mut reasons = answer.service(service).reasons.iter();
            let void = reasons.find(|reason| reason.finding == Finding::PreRegistrationVoid)?;
            let why = answer.clause(void.law)?.summary_zh.to_string();
            Some(Step::Void { why })
        }
        _ => None,
    }
}
