//! `yucan case NUMBER accept|ask-back|…`: acts for the agency until its desk stands; `yucan case NUMBER` shows how far one
//! is, and `yucan case tasks` what waits for it. Where a portal serves from the same file, both go through it, by a socket that only this user can open; else through
//! the file itself.

mod said;

use std::path::Path;

use clap::{Args, Subcommand};
use policy::{Areas, Day};
use registry::{
    ApplicationNumber,
    entry::{Actor, Registered, SenderKey, Step},
    office::{Act, Acted, Hand, Met, Part},
};

use self::said::{NO_SUCH, ends_otherwise, not_finished, other_year};
use super::{Fault, Outcome, files};
use crate::{
    chance,
    clock::{Clock as _, SystemClock},
    config::{Keeping, KeepingGiven},
    control, keeping,
    rules::RulesGiven,
};

/// What the command is told.
#[derive(Debug, Args)]
pub struct CaseGiven {
    /// The application's number, as the family was told it; without a step, how far it is and where else the same was
    /// applied for. Or `tasks`, to list the calls that were given up
    number: String,
    #[command(subcommand)]
    step: Option<StepGiven>,
    /// Who acts; stands in the family's file
    #[arg(long, global = true, default_value = "desk")]
    by: String,
    #[command(flatten)]
    rules: RulesGiven,
    #[command(flatten)]
    keeping: KeepingGiven,
}

/// What the agency does.
#[derive(Debug, Subcommand)]
enum StepGiven {
    /// 受理: the papers are in order
    Accept,
    /// 退回补正: the family is to mend something
    AskBack {
        /// What, in words for the family
        why: String,
        /// The form's fields at fault
        #[arg(long, value_delimiter = ',')]
        fields: Vec<String>,
    },
    /// 不予受理
    Refuse {
        /// Why, in words for the family
        why: String,
        /// The clause it rests on
        #[arg(long)]
        clause: String,
    },
    /// 登记: entered in the national system
    Register {
        /// NAME=NUMBER for each baby, in birth order; case is kept
        #[arg(required = true)]
        identities: Vec<String>,
        /// The national system has them so, though the rules or the form name them otherwise
        #[arg(long)]
        as_written: bool,
    },
    /// 缴费到账
    Paid {
        /// The premium's year
        year: i32,
        /// The day of payment
        #[arg(long)]
        on: Option<String>,
        /// It came for a year that the application was sent for, though the due date has moved out of it since
        #[arg(long)]
        as_written: bool,
    },
    /// 办结
    Finish {
        /// The day
        #[arg(long)]
        on: Option<String>,
    },
    /// 退费到账
    PaidBack {
        /// The day
        #[arg(long)]
        on: Option<String>,
    },
    /// 作废
    Void {
        /// Why, in words for the family
        why: String,
    },
    /// 过期
    Expire,
    /// Say again what was given up
    Again,
    /// Take the last step back
    Undo {
        /// Why
        why: String,
    },
}

/// The word in a number's place that asks for what waits.
const TASKS: &str = "tasks";

/// Takes the step; says no where it can't be taken from where the application is.
pub(super) fn run(given: CaseGiven, config: Option<&Path>) -> Result<Outcome, Fault> {
    let (settings, from_file) = files::settings(given.keeping, config)?;
    let areas = given.rules.load(from_file.areas)?;
    if given.step.is_none() && given.number == TASKS {
        return tasks(&settings, areas);
    }
    let Some(number) = ApplicationNumber::parse(&given.number) else {
        return Ok(misused(
            "no application has this number; a letter may be mistyped",
        ));
    };
    let Some(step) = given.step else {
        return show(&settings, areas, &number);
    };
    let clock = SystemClock::begin();
    let hand = Hand {
        by: Actor::Agency(given.by),
        at: clock.now(),
        key: SenderKey(chance::drawn()),
    };
    let is_as_written = matches!(
        step,
        StepGiven::Register {
            as_written: true,
            ..
        } | StepGiven::Paid {
            as_written: true,
            ..
        }
    );
    let step = match step.step(clock.today()) {
        Ok(Some(step)) => step,
        Ok(None) => return again(&settings, areas, &number, &hand),
        Err(why) => return Ok(misused(why)),
    };
    let act = Act { number, step };
    let goes_on = matches!(act.step, Step::Accept | Step::Register { .. });
    let (acted, met) = files::run(async {
        if let Some(acted) = control::act(&settings, &act, is_as_written, &hand).await? {
            let met = match goes_on {
                true => control::meet(&settings, &act.number).await?.flatten(),
                false => None,
            };
            return Ok((acted, met));
        }
        let office = keeping::office_there(&settings, areas).await?;
        let acted = match is_as_written {
            true => office.act_as_written(&act, &hand).await?,
            false => office.act(&act, &hand).await?,
        };
        let met = match goes_on {
            true => office.meet(&act.number).await?,
            false => None,
        };
        Ok((acted, met))
    })?;
    Ok(match acted {
        Acted::Now(stage) => {
            println!("{} {}", act.number, stage.as_str());
            tell_elsewhere(met.as_ref());
            Outcome::Done
        }
        Acted::NotFrom(stage) => no(&format!(
            "this can't be done while it is {}",
            stage.as_str()
        )),
        Acted::NotFinished(ahead) => no(not_finished(ahead)),
        Acted::NoConsent(consent) => no(&format!(
            "the family withdrew its consent ({}), so nothing more may be done with it: ask the family, \
             by `ask-back` too, which has it agree again as it sends it; or it takes the application back",
            consent.as_str()
        )),
        Acted::Lost => no(
            "the family told that this pregnancy ended, or that the baby died, so it is not worked on: end it by `void` \
             or `refuse`, of which the family is sent nothing; if it was told by mistake, the family takes that back at \
             its own page, and this can be done then",
        ),
        Acted::NotThatYear(years) => no(&other_year(&years)),
        Acted::OtherCount { form: 1 } => {
            no("it is for 1 baby: write that one as NAME=NUMBER, and no other")
        }
        Acted::OtherCount { form } => no(&format!(
            "it is for {form} babies: write each of the {form} as NAME=NUMBER, in birth order"
        )),
        Acted::Differs { place, part } => no(&format!(
            "the {} of baby {} is neither the provisional one by the rules, case counted, nor the form's, nor the number \
             of an identity card of its own. Nothing was entered. Look at it again; if the national system has it just \
             so, add --as-written",
            match part {
                Part::Name => "name",
                Part::Number => "number",
            },
            place + 1
        )),
        Acted::NotOf(service) => no(ends_otherwise(service)),
        Acted::NoSuch => no(NO_SUCH),
        Acted::KeyUsed => no("this was done already"),
    })
}

/// Shows how far an application is, and where else the same was applied for.
fn show(
    settings: &Keeping,
    areas: &'static Areas,
    number: &ApplicationNumber,
) -> Result<Outcome, Fault> {
    Ok(match meet(settings, areas, number)? {
        Some(met) => {
            println!("{number} {}", met.stage.as_str());
            tell_elsewhere(Some(&met));
            Outcome::Done
        }
        None => no(NO_SUCH),
    })
}

fn meet(
    settings: &Keeping,
    areas: &'static Areas,
    number: &ApplicationNumber,
) -> Result<Option<Met>, Fault> {
    files::run(async {
        if let Some(met) = control::meet(settings, number).await? {
            return Ok(met);
        }
        let office = keeping::office_there(settings, areas).await?;
        Ok(office.meet(number).await?)
    })
}

/// The desk alone is told: a number that was typed in is no proof of whose it is.
fn tell_elsewhere(met: Option<&Met>) {
    for other in met.iter().flat_map(|met| &met.elsewhere) {
        eprintln!(
            "yucan case: another file with the same ID number has applied for the same: {other}. Look at both before either \
             goes on (within five minutes `undo` takes a step back before anything of it goes out), and tell neither family of the other"
        );
    }
}

/// Lists the calls that were given up: since when, about which application, to whom, why.
fn tasks(settings: &Keeping, areas: &'static Areas) -> Result<Outcome, Fault> {
    let tasks = files::run(async {
        if let Some(tasks) = control::tasks(settings).await? {
            return Ok(tasks);
        }
        let office = keeping::office_there(settings, areas).await?;
        Ok(office.tasks().await?)
    })?;
    for task in tasks {
        let (hour, minute) = task.since.hour_and_minute();
        let number = task
            .number
            .map_or_else(|| "-".to_owned(), |number| number.to_string());
        println!(
            "{} {hour:02}:{minute:02} {number} {} {}",
            task.since.day(),
            task.to,
            task.why
        );
    }
    Ok(Outcome::Done)
}

/// Has what was given up about an application said again.
fn again(
    settings: &Keeping,
    areas: &'static Areas,
    number: &ApplicationNumber,
    hand: &Hand,
) -> Result<Outcome, Fault> {
    let calls = files::run(async {
        if let Some(calls) = control::again(settings, number, hand).await? {
            return Ok(calls);
        }
        let office = keeping::office_there(settings, areas).await?;
        Ok(office.again(number, hand).await?)
    })?;
    Ok(match calls {
        Some(0) => no("nothing about it was given up"),
        Some(calls) => {
            println!("{number} {calls} to be said again");
            Outcome::Done
        }
        None => no(NO_SUCH),
    })
}

fn no(why: &str) -> Outcome {
    eprintln!("yucan case: {why}");
    Outcome::SaidNo
}

fn misused(why: &str) -> Outcome {
    no(why);
    Outcome::Misused
}

impl StepGiven {
    /// The step in the file; none for what is no step.
    fn step(self, today: Day) -> Result<Option<Step>, &'static str> {
        let day = |on: Option<String>| match on {
            None => Ok(today.to_string()),
            Some(on) => Day::parse(&on)
                .map(|day| day.to_string())
                .map_err(|_| "that is no day; write it as 2026-11-20"),
        };
        Ok(Some(match self {
            StepGiven::Again => return Ok(None),
            StepGiven::Accept => Step::Accept,
            StepGiven::AskBack { why, fields } => Step::AskBack { why, fields },
            StepGiven::Refuse { why, clause } => Step::Refuse { why, clause },
            StepGiven::Register { identities, .. } => Step::Register {
                identities: identities
                    .iter()
                    .map(|pair| registered(pair))
                    .collect::<Option<_>>()
                    .ok_or("write each baby as NAME=NUMBER, the number at most 50 characters")?,
            },
            StepGiven::Paid { year, on, .. } => Step::Pay {
                year,
                on: day(on)?,
                fen: None,
            },
            StepGiven::Finish { on } => Step::Finish { on: day(on)? },
            StepGiven::PaidBack { on } => Step::PayBack { on: day(on)? },
            StepGiven::Void { why } => Step::Void { why },
            StepGiven::Expire => Step::Expire,
            StepGiven::Undo { why } => Step::Undo { why },
        }))
    }
}

/// Longer than any number the national platform takes.
const NUMBER_CHARACTERS_MAX: usize = 50;

fn registered(pair: &str) -> Option<Registered> {
    let (name, number) = pair.split_once('=')?;
    let fits = !name.is_empty()
        && !number.is_empty()
        && number.chars().count() <= NUMBER_CHARACTERS_MAX
        && name.chars().count() <= NUMBER_CHARACTERS_MAX + 3;
    fits.then(|| Registered {
        name: name.to_owned(),
        number: number.to_owned(),
        person_number: None,
    })
}
