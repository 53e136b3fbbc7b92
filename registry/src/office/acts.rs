//! What the agency does with an application (经办), and what a family may still do with its own.

use policy::{Areas, Day, verdict::Service};

use super::{
    Change, Done, Hand, Office,
    change::Changed,
    consents::{lacking, works_on},
    entering::{Part, hold},
    errands::{errands, years},
    send::{phones, tell},
};
use crate::{
    application::{ApplicationNumber, Stage},
    calls::{MESSAGES, TO_BOTH, What},
    entry::{Actor, Consent, Event, Step},
    file::File,
    outside::Template,
    shortfall::Ahead,
    standing::{Application, Standing},
    store::Silence,
};

/// A step at an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// Which application.
    pub number: ApplicationNumber,
    /// Which step.
    pub step: Step,
}

/// What became of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Acted {
    /// It was taken; so far the application is now.
    Now(Stage),
    /// It can't be taken from where the application is.
    NotFrom(Stage),
    /// It can't be finished before this is done.
    NotFinished(Ahead),
    /// The family withdrew this consent, on which the step rests.
    NoConsent(Consent),
    /// The family told that the pregnancy or the baby that it is about is lost.
    Lost,
    /// It does not owe that year's premium, but these, or may be about these alone where somebody looked.
    NotThatYear(Vec<i32>),
    /// Babies are to be entered, and not as many as the application is for.
    OtherCount {
        /// How many that is.
        form: usize,
    },
    /// A baby is to be entered under what is neither the rules' nor the form's, nor a number of its own.
    Differs {
        /// Its place in what was to be entered, from 0.
        place: usize,
        /// What of it.
        part: Part,
    },
    /// What is applied for has no such step.
    NotOf(Service),
    /// There is no such application.
    NoSuch,
    /// The key was used for another step.
    KeyUsed,
}

impl Office {
    /// Takes a step, tells the family, and has said outside what follows from it.
    pub async fn act(&self, act: &Act, hand: &Hand) -> Done<Acted> {
        let today = hand.at.day();
        let holds = |application: &Application| act.holds(self.areas, application, today, false);
        self.act_where(act, hand, holds).await
    }

    /// The same where somebody looked: babies are entered as they are written, whatever the rules or the form say, and a
    /// premium may be of a year that is not owed, but that it may be about.
    pub async fn act_as_written(&self, act: &Act, hand: &Hand) -> Done<Acted> {
        let today = hand.at.day();
        let holds = |application: &Application| act.holds(self.areas, application, today, true);
        self.act_where(act, hand, holds).await
    }

    /// Takes a step if the application still stands as the step supposes.
    pub(super) async fn act_where(
        &self,
        act: &Act,
        hand: &Hand,
        holds: impl Fn(&Application) -> Result<(), Acted>,
    ) -> Done<Acted> {
        let Some(file) = self.file_with(&act.number).await? else {
            return Ok(Acted::NoSuch);
        };
        let moved = act.moved();
        let is_it = |event: &Event| *event == moved;
        let work_out = |file: &File| self.step(file, act, hand, &holds);
        let changed = self.change(file.family, hand, is_it, work_out).await?;
        Ok(match changed {
            Changed::Kept { file, .. } => {
                let standing = file.standing();
                let now = standing.application(&act.number);
                now.map_or(Acted::NoSuch, |application| Acted::Now(application.stage))
            }
            Changed::Not(why) => why,
            Changed::KeyUsed => Acted::KeyUsed,
            Changed::NoFile => Acted::NoSuch,
        })
    }

    fn step(
        &self,
        file: &File,
        act: &Act,
        hand: &Hand,
        holds: impl Fn(&Application) -> Result<(), Acted>,
    ) -> Result<Change, Acted> {
        let before = file.standing();
        let application = before.application(&act.number).ok_or(Acted::NoSuch)?;
        let (stage, service) = (application.stage, application.sent.service);
        if !act.step.is_of(service) {
            return Err(Acted::NotOf(service));
        }
        if let Step::Finish { .. } = act.step
            && let Some(ahead) = before.ahead(application, hand.at.day())
        {
            return Err(Acted::NotFinished(ahead));
        }
        if application.after(&act.step).is_none() {
            return Err(Acted::NotFrom(stage));
        }
        if works_on(application, &act.step)
            && let Some(consent) = lacking(self.areas, &before, application)
        {
            return Err(Acted::NoConsent(consent));
        }
        if works_on(application, &act.step) && application.is_silent() {
            return Err(Acted::Lost);
        }
        let held = holds(application);
        let is_short = matches!(held, Err(Acted::OtherCount { .. }));
        if is_there(application, &act.step) && !is_short {
            return Ok(Change::default());
        }
        held?;
        let moved = act.moved();
        let standing = before.after(&hand.entry(moved.clone()));
        let application = standing.application(&act.number).ok_or(Acted::NoSuch)?;
        let is_told = application.stage != stage || !matches!(act.step, Step::Register { .. });
        let mut calls = Vec::new();
        if is_told {
            calls = tellings(&standing, application, &act.step, &hand.by);
        }
        let today = hand.at.day();
        calls.extend(errands(self.areas, &standing, application, today));
        Ok(Change {
            events: vec![moved],
            calls,
            about: Some(act.number.clone()),
            silences: silence(&standing, application, is_told)
                .into_iter()
                .collect(),
            area: application.sent.area.clone(),
            ..Change::default()
        })
    }
}

impl Act {
    fn holds(
        &self,
        areas: &Areas,
        application: &Application,
        today: Day,
        is_as_written: bool,
    ) -> Result<(), Acted> {
        match &self.step {
            Step::Register { identities } => hold(areas, application, identities, is_as_written),
            Step::Pay { year, .. } => {
                let years = years(application, today, is_as_written);
                match years.is_empty() || years.contains(year) {
                    true => Ok(()),
                    false => Err(Acted::NotThatYear(years)),
                }
            }
            _ => Ok(()),
        }
    }

    fn moved(&self) -> Event {
        Event::Moved {
            number: self.number.clone(),
            step: self.step.clone(),
        }
    }
}

/// Did the platform's own answer bring what the desk types now?
fn is_there(application: &Application, step: &Step) -> bool {
    let Step::Register { identities } = step else {
        return false;
    };
    let there = application.identities.iter();
    application.stage == Stage::Registered
        && there
            .map(|one| (&one.name, &one.number))
            .eq(identities.iter().map(|one| (&one.name, &one.number)))
}

/// What was to be said of where an application stood before: a step has all that follows from it said anew, and a notice
/// of an earlier one that still waits would outlive its truth. `is_told` says whether the step has a notice; the desk that types the
/// babies once more has none, and takes none back. That it was sent in the mother's name is said as long as she may
/// still take it back.
pub(super) fn silence(
    standing: &Standing,
    application: &Application,
    is_told: bool,
) -> Option<Silence> {
    let is_still = application.stage.is_over() || application.is_silent();
    let may_withdraw = application.after(&Step::Withdraw).is_some();
    Some(Silence {
        place: standing.place_of(&application.sent.number)?,
        but_to: match (is_told, may_withdraw) {
            _ if is_still => &[],
            (true, true) => &[TO_BOTH],
            (true, false) => &[],
            (false, true) => &[MESSAGES, TO_BOTH],
            (false, false) => &[MESSAGES],
        },
    })
}

/// What a family is told of a step: the mother and whoever acts for her. Nothing is sent for what takes a slip back, nor
/// to who took the step, nor to a family that lost its baby.
pub(super) fn tellings(
    standing: &Standing,
    application: &Application,
    step: &Step,
    by: &Actor,
) -> Vec<What> {
    let template = match step {
        Step::Undo { .. } => return Vec::new(),
        Step::Withdraw => Template::Withdrawn,
        Step::AskBack { .. } => Template::AskedBack,
        Step::Accept => Template::Accepted,
        Step::Refuse { .. } => Template::Refused,
        Step::Register { .. } => Template::RegisteredNotPaid,
        Step::Pay { .. } => Template::Paid,
        Step::Finish { .. } => Template::Finished,
        Step::PayBack { .. } => Template::PaidBack,
        Step::Void { .. } => Template::Void,
        Step::Expire => Template::Expired,
    };
    if application.is_silent() {
        return Vec::new();
    }
    let number = application.sent.number.to_string();
    let fields = &application.sent.fields;
    let own = match (step, by) {
        (Step::Withdraw, Actor::Named(phone)) => phone,
        (Step::Withdraw, _) => standing.phone.as_str(),
        _ => "",
    };
    phones(&standing.phone, fields)
        .into_iter()
        .filter(|phone| *phone != own)
        .filter_map(|phone| tell(phone, template, &number))
        .collect()
}
