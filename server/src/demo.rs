//! The sample families of a demonstration. What `demo/families.toml` tells goes the way a family's own form goes, through
//! the page's checks and the office, on the day it is told for: nothing stands in a sample file that could not stand in a
//! real one.

mod told;

use std::sync::Arc;

use app::{
    Lang,
    forms::check::escape,
    pages::{
        apply::{self, ApplyOutcome, Known},
        sign_in::Sample,
    },
    visit::{Assets, Browser, Visit},
};
use policy::{Areas, Day, phone::Phone};
use registry::{
    ApplicationNumber, Instant,
    entry::{Actor, SenderKey},
    office::{self, Act, Acted, Hand, OfficeFault, SendOutcome},
};

use crate::{chance, portal::Portal, routes::apply::kept};
use told::{Application, Family, Taken};

/// Nine in the morning in China, in seconds after midnight in UTC.
const MORNING: i64 = 3_600;

/// Why a sample family is not there.
#[derive(Debug, thiserror::Error)]
pub enum DemoFault {
    /// The database or a file.
    #[error(transparent)]
    Office(#[from] OfficeFault),
    /// What is told of a family can't be applied for: a fault of ours.
    #[error("the sample of {phone} is not taken: {why}")]
    NotTaken {
        /// The sample's phone, which is nobody's.
        phone: String,
        /// Why.
        why: &'static str,
    },
}

/// The phones that have a sample file, for the door.
pub fn samples(today: Day) -> Arc<[Sample]> {
    told::families(today)
        .into_iter()
        .map(|family| Sample {
            phone: family.phone,
            about: family.about,
        })
        .collect()
}

/// Brings the sample families that are not there yet; how many came.
pub async fn move_in(portal: &Portal) -> Result<usize, DemoFault> {
    let today = portal.clock.today();
    let mut came = 0;
    for family in told::families(today) {
        let phone = Phone::parse(&family.phone).map_err(|_| family.not("its phone is none"))?;
        if portal.office.files_of(&phone).await?.is_empty() {
            for application in &family.applications {
                family.apply(portal, &phone, application, today).await?;
            }
            came += 1;
        }
    }
    Ok(came)
}

impl Family {
    fn not(&self, why: &'static str) -> DemoFault {
        DemoFault::NotTaken {
            phone: self.phone.clone(),
            why,
        }
    }

    /// Sends one application, and takes the steps that followed.
    async fn apply(
        &self,
        portal: &Portal,
        phone: &Phone,
        told: &Application,
        today: Day,
    ) -> Result<(), DemoFault> {
        let on = today.plus_days(-told.days_ago);
        let visit = visit(&portal.assets, portal.areas, on);
        let sent = filled_in(told, &visit).map_err(|why| self.not(why))?;
        let hand = hand(Actor::Family, on);
        let office = &portal.office;
        let SendOutcome::Sent { number, .. } = office.apply(phone, &sent, &hand).await? else {
            return Err(self.not("the office does not take it"));
        };
        for taken in &told.steps {
            self.step(portal, &number, taken, today).await?;
        }
        Ok(())
    }

    async fn step(
        &self,
        portal: &Portal,
        number: &ApplicationNumber,
        taken: &Taken,
        today: Day,
    ) -> Result<(), DemoFault> {
        let by = Actor::Agency(taken.by.clone());
        let hand = hand(by, today.plus_days(-taken.days_ago));
        let act = Act {
            number: number.clone(),
            step: taken.step.clone(),
        };
        match portal.office.act(&act, &hand).await? {
            Acted::Now(_) => Ok(()),
            Acted::NotFrom(_)
            | Acted::NotFinished(_)
            | Acted::NoConsent(_)
            | Acted::Lost
            | Acted::NotThatYear(_)
            | Acted::NotOf(_)
            | Acted::OtherCount { .. }
            | Acted::Differs { .. }
            | Acted::NoSuch
            | Acted::KeyUsed => Err(self.not("a step can't be taken")),
        }
    }
}

fn hand(by: Actor, on: Day) -> Hand {
    let midnight = on.date().and_time(chrono::NaiveTime::MIN).and_utc();
    Hand {
        by,
        at: Instant(midnight.timestamp() * 1_000).plus_seconds(MORNING),
        key: SenderKey(chance::drawn()),
    }
}

/// The application, as the form makes it of what is told.
fn filled_in(told: &Application, visit: &Visit) -> Result<office::Application, &'static str> {
    let key = chance::drawn();
    match apply::submit(
        visit,
        told.service,
        &told.check,
        &body(told),
        key,
        Known::default(),
    ) {
        ApplyOutcome::Ready(ready) => {
            kept::application(&ready.application, &ready.draft).ok_or("its facts do not read")
        }
        ApplyOutcome::Closed(_) => Err("the check says no"),
        ApplyOutcome::Show(_)
        | ApplyOutcome::Review(_)
        | ApplyOutcome::Print(_)
        | ApplyOutcome::Pdf(_)
        | ApplyOutcome::Keep(_)
        | ApplyOutcome::Leave(_) => Err("its form is not whole"),
    }
}

fn visit(assets: &Arc<Assets>, areas: &'static Areas, on: Day) -> Visit {
    Visit {
        lang: Lang::Zh,
        elder: false,
        path_and_query: String::new(),
        today: on,
        browser: Browser::default(),
        assets: Arc::clone(assets),
        areas,
        remembered_area: None,
        calendar: app::calendar::Key::default(),
        session: None,
    }
}

/// The form's body as a browser sends it, with everything agreed to that a form may ask for.
fn body(told: &Application) -> String {
    let agreed = [
        ("act", "send"),
        ("shown", "eligible"),
        ("promise_0", "yes"),
        ("promise_1", "yes"),
        ("promise_2", "yes"),
        ("consent_form", "yes"),
        ("consent_child", "yes"),
        ("consent_health", "yes"),
        ("signature", &told.signed_as),
    ];
    let typed = told.fields.iter().map(|(name, value)| (&**name, &**value));
    let mut body = String::new();
    for (name, value) in agreed.into_iter().chain(typed) {
        body.push_str(name);
        body.push('=');
        escape(value, &mut body);
        body.push('&');
    }
    body
}

#[cfg(test)]
mod tests {
    use registry::entry::Step;

    use super::*;

    fn assets() -> Arc<Assets> {
        Arc::new(Assets {
            style: "",
            boot: "",
            scripts: app::visit::Scripts::default(),
            islands: None,
            icons: "",
            favicon: "",
        })
    }

    /// The babies that the desk entered, name and number.
    fn entered(told: &Application) -> Vec<(String, String)> {
        let identities = told.steps.iter().filter_map(|taken| match &taken.step {
            Step::Register { identities } => Some(identities),
            _ => None,
        });
        let identities = identities.flatten();
        identities
            .map(|baby| (baby.name.clone(), baby.number.clone()))
            .collect()
    }

    #[test]
    fn every_registered_baby_has_the_name_and_number_that_the_rules_give_it() {
        let (assets, areas) = (assets(), Areas::built_in());
        let today = Day::new(2026, 11, 20).unwrap();
        let (mut by_rule, mut by_form) = (0, 0);
        for family in told::families(today) {
            let mut earlier = Vec::new();
            for told in &family.applications {
                let on = today.plus_days(-told.days_ago);
                let sent = filled_in(told, &visit(&assets, areas, on)).unwrap();
                let answer = policy::decide(&sent.facts, areas);
                let rule = answer.service(told.service).provisional.iter();
                let rule: Vec<_> = rule
                    .map(|baby| (baby.name.to_string(), baby.number.to_string()))
                    .collect();
                let field = |id: &str| told.fields.get(id).cloned().unwrap_or_default();
                let entered = entered(told);
                if !rule.is_empty() && !entered.is_empty() {
                    assert_eq!(entered, rule, "{}", family.phone);
                    by_rule += entered.len();
                } else if !entered.is_empty() {
                    let own = (field("baby_name"), field("baby_certificate"));
                    assert_eq!(entered, [own], "{}", family.phone);
                    by_form += 1;
                }
                // what is updated was entered before
                let before = field("baby_number");
                let mut known = earlier.iter().map(|(_, number)| number);
                assert!(before.is_empty() || known.any(|known| *known == before));
                earlier.extend(entered);
            }
        }
        assert_eq!((by_rule, by_form), (3, 1));
    }

    #[test]
    fn every_sample_is_taken_on_every_day() {
        let assets = assets();
        let first = Day::new(2026, 11, 20).unwrap();
        // Each day about the turn of the year, and each week of a year.
        for days in (0..60).chain((60..430).step_by(7)) {
            let today = first.plus_days(days);
            for family in told::families(today) {
                for told in &family.applications {
                    let on = today.plus_days(-told.days_ago);
                    let taken = filled_in(told, &visit(&assets, Areas::built_in(), on));
                    let taken = taken.map(|sent| sent.service);
                    assert_eq!(taken, Ok(told.service), "{} on {today}", family.phone);
                }
            }
        }
    }
}
