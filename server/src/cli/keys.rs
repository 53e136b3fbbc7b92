//! `yucan keys create|show|rotate|rewrap|retire`: the keys that wrap families' keys, exchanged while the portal serves.
//! What is to be done in an embedded database is done by the portal that serves from it, a small step at a time; else
//! here. `docs/keys.md` says in which order, and why.

mod place;

use std::{path::Path, sync::Arc};

use clap::{Args, Subcommand};
use registry::keys::{KeyFault, KeyFile, KeyService as _};

use self::place::Place;
use super::{Fault, Outcome, files};
use crate::{
    config::{Keeping, KeepingGiven},
    control::Walked,
    keeping::{self, KeepingFault},
};

/// What the command is told.
#[derive(Debug, Args)]
pub struct KeysGiven {
    #[command(subcommand)]
    step: KeysStep,
    #[command(flatten)]
    keeping: KeepingGiven,
}

#[derive(Debug, Subcommand)]
enum KeysStep {
    /// Make a key file for a new database; one that is there is never touched
    Create,
    /// Tell the wrapping keys, and how many families are under each; never a key itself
    Show,
    /// Add a wrapping key, which writes from now on; the portal that serves takes it up by itself
    Rotate,
    /// Wrap every family's key again under the newest one; may be killed and begun again
    Rewrap,
    /// Take an old wrapping key out of the file, once no family is under it
    Retire {
        /// The wrapping key's number
        id: u32,
    },
}

/// Says no where something stands in the way.
pub(super) fn run(given: KeysGiven, config: Option<&Path>) -> Result<Outcome, Fault> {
    let (settings, _) = files::settings(given.keeping, config)?;
    files::run(async {
        if matches!(given.step, KeysStep::Create) {
            return create(&settings).await;
        }
        let keys = keeping::keys_there(&settings)?;
        match given.step {
            KeysStep::Create | KeysStep::Show => show(&settings, &keys).await,
            KeysStep::Rotate => rotate(&settings, &keys),
            KeysStep::Rewrap => rewrap(&settings, &keys).await,
            KeysStep::Retire { id } => retire(&settings, &keys, id).await,
        }
    })
}

async fn create(settings: &Keeping) -> Result<Outcome, Fault> {
    keeping::create_keys(settings).await?;
    eprintln!(
        "yucan keys: {} is made; copy it to another place than the database's backups",
        settings.keys.display()
    );
    Ok(Outcome::Done)
}

async fn show(settings: &Keeping, keys: &Arc<KeyFile>) -> Result<Outcome, Fault> {
    let place = Place::open(settings, keys).await?;
    let count = place.tally().await?;
    place.close().await;
    let ids = keys.wrapping_ids();
    let public = keys.public_key();
    println!("signing key {}: {}", public.id(), public.hex());
    for (id, left) in ids.iter().zip((0..ids.len()).rev()) {
        let families = count.under.get(id).copied().unwrap_or(0);
        let newest = if left == 0 { ", the newest" } else { "" };
        println!("wrapping key {id}{newest}: {families} families");
    }
    println!("destroyed: {} families", count.destroyed);
    let mut outcome = Outcome::Done;
    for (id, families) in count.under.iter().filter(|(id, _)| !ids.contains(id)) {
        eprintln!(
            "yucan keys: {families} families are under wrapping key {id}, which is not in {}",
            settings.keys.display()
        );
        outcome = Outcome::SaidNo;
    }
    Ok(outcome)
}

fn rotate(settings: &Keeping, keys: &KeyFile) -> Result<Outcome, Fault> {
    let id = keys
        .rotate()
        .map_err(|fault| of_the_file(settings, fault))?;
    println!("wrapping key {id} writes from now on");
    eprintln!(
        "yucan keys: back {} up anew, give it to every server, then run `yucan keys rewrap`",
        settings.keys.display()
    );
    Ok(Outcome::Done)
}

/// Walks all families, and tells how far it is: often at the beginning, then each time a tenth more is done.
async fn rewrap(settings: &Keeping, keys: &Arc<KeyFile>) -> Result<Outcome, Fault> {
    let place = Place::open(settings, keys).await?;
    place.reload().await?;
    let mut sum = Walked::default();
    let mut told_at = 0;
    loop {
        let page = place.rewrap(sum.last.clone()).await?;
        if page.seen == 0 {
            break;
        }
        sum = Walked {
            seen: sum.seen + page.seen,
            rewrapped: sum.rewrapped + page.rewrapped,
            destroyed: sum.destroyed + page.destroyed,
            left: sum.left + page.left,
            last: page.last,
        };
        if sum.seen >= told_at + told_at / 10 {
            told_at = sum.seen;
            eprintln!(
                "yucan keys: {} families seen, {} wrapped again",
                sum.seen, sum.rewrapped
            );
        }
    }
    place.close().await;
    println!(
        "{} families, {} of them wrapped again, {} destroyed",
        sum.seen, sum.rewrapped, sum.destroyed
    );
    if sum.left > 0 {
        return Ok(no(&format!(
            "{} families were changed by somebody else meanwhile; run it again",
            sum.left
        )));
    }
    Ok(Outcome::Done)
}

async fn retire(settings: &Keeping, keys: &Arc<KeyFile>, id: u32) -> Result<Outcome, Fault> {
    let ids = keys.wrapping_ids();
    if !ids.contains(&id) {
        return Ok(no(&format!("there is no wrapping key {id}")));
    }
    if ids.last() == Some(&id) {
        return Ok(no(&format!(
            "wrapping key {id} is the newest and stays; `yucan keys rotate` adds another"
        )));
    }
    let place = Place::open(settings, keys).await?;
    // From here on nothing lands under it: whatever began before the rotation has ended.
    place.reload().await?;
    let count = place.tally().await?;
    let under = count.under.get(&id).copied().unwrap_or(0);
    let hindrance = match (under, count.unreadable) {
        (0, 0) => None,
        (0, unreadable) => Some(format!(
            "{unreadable} families' keys do not read; run `yucan verify`"
        )),
        (under, _) => Some(format!(
            "{under} families are still under wrapping key {id}; run `yucan keys rewrap` first"
        )),
    };
    if let Some(why) = hindrance {
        place.close().await;
        return Ok(no(&why));
    }
    keys.retire(id)
        .map_err(|fault| of_the_file(settings, fault))?;
    place.reload().await?;
    place.close().await;
    println!("wrapping key {id} is gone");
    eprintln!(
        "yucan keys: take it out of the key file's copies too; backups from before `rewrap` open no more"
    );
    Ok(Outcome::Done)
}

fn no(why: &str) -> Outcome {
    eprintln!("yucan keys: {why}");
    Outcome::SaidNo
}

fn of_the_file(settings: &Keeping, fault: KeyFault) -> KeepingFault {
    KeepingFault::Keys(settings.keys.clone(), fault)
}
