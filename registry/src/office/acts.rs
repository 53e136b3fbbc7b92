//! What the agency does with an application (经办), and what a family may still do with its own.

use super::{Change, Done, Hand, Office, change::Changed, send::tell};
use crate::{
    application::{ApplicationNumber, Stage},
    calls::What,
    entry::{Event, Step},
    outside::Template,
    standing::{Application, Standing},
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
    /// There is no such application.
    NoSuch,
    /// The key was used for another step.
    KeyUsed,
}

impl Office {
    /// Takes a step, and tells the family.
    pub async fn act(&self, act: &Act, hand: &Hand) -> Done<Acted> {
        let Some(file) = self.file_with(&act.number).await? else {
            return Ok(Acted::NoSuch);
        };
        let moved = Event::Moved {
            number: act.number.clone(),
            step: act.step.clone(),
        };
        let is_it = |event: &Event| *event == moved;
        let changed = self
            .change(file.family, hand, is_it, |file| {
                let standing = file.standing();
                let application = standing.application(&act.number).ok_or(Acted::NoSuch)?;
                let Some(stage) = application.after(&act.step) else {
                    return Err(Acted::NotFrom(application.stage));
                };
                Ok(Change {
                    events: vec![moved.clone()],
                    calls: tellings(&standing, application, stage, &act.step),
                    area: application.sent.area.clone(),
                    ..Change::default()
                })
            })
            .await?;
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
}

/// What a family is told of a step. Nothing is sent for what it did itself, nor for what takes a slip back.
fn tellings(
    standing: &Standing,
    application: &Application,
    stage: Stage,
    step: &Step,
) -> Vec<What> {
    let template = match step {
        Step::Undo { .. }
        | Step::Withdraw
        | Step::Finish { .. }
        | Step::PayBack { .. }
        | Step::Void { .. }
        | Step::Expire => return Vec::new(),
        Step::AskBack { .. } => Template::AskedBack,
        Step::Accept => Template::Accepted,
        Step::Refuse { .. } => Template::Refused,
        Step::Register { .. } => Template::RegisteredNotPaid,
        Step::Pay { .. } => Template::Paid,
    };
    debug_assert!(stage != Stage::Sent, "only sending leads there");
    let number = application.sent.number.to_string();
    tell(&standing.phone, template, &number)
        .into_iter()
        .collect()
}
