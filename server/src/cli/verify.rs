//! `yucan verify`: walks the audit's tree, every family's file, every row beside it and the database's own checks, and
//! names each place where something is not as it was written. Heads and receipts that were kept elsewhere are held against
//! it, for a database that was put back as a whole looks whole to itself. A portal may serve meanwhile: SQLite is looked at
//! in a copy of one moment.

mod copy;
mod kept;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::Args;
use policy::Areas;
use registry::{
    keys::{KeyFile, KeyService as _},
    store::{Head, Store, open_to_look},
    verify::{self, Change, Check, Report},
};

use self::{
    copy::Copy,
    kept::{KeptHeads, KeptReceipt},
};
use super::{Fault, Outcome, files, serve::StopSignals};
use crate::{
    config::{Keeping, KeepingGiven},
    keeping::{self, KeepingFault},
    rules::RulesGiven,
};

/// Changes that are told one by one; of more it is told how many.
const TOLD_MAX: usize = 50;

/// What the command is told.
#[derive(Debug, Args)]
pub struct VerifyGiven {
    /// Heads that `yucan head` printed and that were kept elsewhere, one or more in a file
    #[arg(long, value_name = "FILE", num_args = 1..)]
    head: Vec<PathBuf>,
    /// Families' receipts, as their papers have them
    #[arg(long, value_name = "FILE", num_args = 1..)]
    receipt: Vec<PathBuf>,
    #[command(flatten)]
    rules: RulesGiven,
    #[command(flatten)]
    keeping: KeepingGiven,
}

/// Says no where something was changed.
pub(super) fn run(given: VerifyGiven, config: Option<&Path>) -> Result<Outcome, Fault> {
    let (settings, from_file) = files::settings(given.keeping, config)?;
    let areas = given.rules.load(from_file.areas)?;
    keeping::database_there(&settings)?;
    let keys = keeping::keys_there(&settings)?;
    let heads = KeptHeads::read(&given.head, &keys.public_key())?;
    let receipts = KeptReceipt::read(&given.receipt)?;
    files::run(async {
        let mut told_to_stop = StopSignals::new().map_err(Fault::Runtime)?;
        let work = with_store(&settings, &keys, async |store: &dyn Store| {
            let known = known(&heads, &receipts, &keys);
            let looked = look(store, &keys, &known, Some(areas)).await?;
            let held = kept::hold(store, &keys, &receipts).await?;
            Ok(worst(&[heads.outcome, looked, held]))
        });
        tokio::select! {
            outcome = work => outcome,
            // what was copied is taken away with the work
            () = told_to_stop.wait() => Err(Fault::Stopped),
        }
    })
}

/// The heads that were kept, those on receipts among them: only what is ours can be held against the tree.
fn known(heads: &KeptHeads, receipts: &[KeptReceipt], keys: &KeyFile) -> Vec<Head> {
    let public_key = keys.public_key();
    let on_receipts = receipts
        .iter()
        .filter_map(|kept| kept.receipt.as_ref().ok())
        .filter(|receipt| receipt.verify(&public_key).is_ok())
        .map(|receipt| receipt.head.clone());
    heads.heads.iter().cloned().chain(on_receipts).collect()
}

/// Opens what is to be looked at, and lets go of it.
async fn with_store(
    settings: &Keeping,
    keys: &Arc<KeyFile>,
    work: impl AsyncFnOnce(&dyn Store) -> Result<Outcome, Fault>,
) -> Result<Outcome, Fault> {
    let copy = match settings.file() {
        Some(file) => Some(Copy::of(&file).await?),
        None => None,
    };
    let address = match &copy {
        Some(copy) => copy.address(),
        None => settings.database.clone(),
    };
    let opened = open_to_look(&address).await;
    let store = opened.map_err(KeepingFault::Open)?;
    let outcome = if verify::is_written_with(&*store, &**keys).await? {
        work(&*store).await
    } else {
        Err(KeepingFault::KeysOfAnother(settings.keys.clone()).into())
    };
    store.close().await;
    outcome
}

/// Looks at the entries, their tree and its heads, and tells what it found: what a copy must be before it takes a
/// database's place. Rows that are made again by `yucan rebuild` are no reason to refuse it.
pub(super) async fn check(store: &dyn Store, keys: &Arc<KeyFile>) -> Result<Outcome, Fault> {
    look(store, keys, &[], None).await
}

async fn look(
    store: &dyn Store,
    keys: &Arc<KeyFile>,
    known: &[Head],
    areas: Option<&Areas>,
) -> Result<Outcome, Fault> {
    let public_key = keys.public_key();
    let check = Check {
        public_key: &public_key,
        known,
        keys: Some(&**keys),
        areas,
    };
    let report = verify::verify(store, check).await?;
    Ok(tell(&report))
}

fn tell(report: &Report) -> Outcome {
    println!(
        "{} entries of {} families under {} signed heads; {} bodies opened, {} families destroyed",
        report.entries, report.families, report.heads, report.opened, report.destroyed
    );
    if report.known > 0 {
        println!("{} heads kept elsewhere hold", report.known);
    }
    let Some(first) = report.first() else {
        return Outcome::Done;
    };
    let others = report.changes.iter().filter(|change| *change != first);
    for change in std::iter::once(first).chain(others).take(TOLD_MAX) {
        eprintln!("yucan verify: {change}");
    }
    let told = report.changes.len().min(TOLD_MAX);
    let more = report.changes.len() - told;
    let more = report
        .more
        .saturating_add(u64::try_from(more).unwrap_or(u64::MAX));
    if more > 0 {
        eprintln!("yucan verify: and {more} changes more");
    }
    eprintln!("yucan verify: {}", way_out(report));
    Outcome::SaidNo
}

fn way_out(report: &Report) -> &'static str {
    if report.more == 0 && report.changes.iter().all(Change::is_made_again) {
        "the entries are whole, and `yucan rebuild` makes these rows again; look who could write them"
    } else {
        "keep this database as it is, look who could write it, and bring the last whole copy back with `yucan restore`"
    }
}

fn worst(outcomes: &[Outcome]) -> Outcome {
    if outcomes.contains(&Outcome::SaidNo) {
        Outcome::SaidNo
    } else {
        Outcome::Done
    }
}
