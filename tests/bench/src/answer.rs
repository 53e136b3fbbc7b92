//! One whole answer, typed facts in and typed answer out, against a predicate written by hand and against ZEN.

mod predicate;
mod zen;

use crate::cases::{self, Family};
use crate::places::Places;
use crate::rounds::{Contender, Effort, medians};
use crate::table::Row;
use anyhow::{Result, ensure};
use nix::time::{ClockId, clock_gettime};
use policy::verdict::Service;
use policy::{Areas, decide};
use std::hint::black_box;
use std::time::Duration;
use zen::{Reasons, Zen};

/// The rules that predicate and table know: those of one area since it has pre-enrolment.
const RULES: &str = "yangjiang";

/// Measures; every engine must first agree with every shared case.
pub fn measure(places: &Places, effort: Effort) -> Result<Vec<Row>> {
    let areas = Areas::built_in();
    let families = cases::all(places)?;
    let known: Vec<&Family> = families
        .iter()
        .filter(|family| is_known(family, areas))
        .collect();
    let zen = [Reasons::Left, Reasons::Collected, Reasons::Traced].map(Zen::new);
    let zen: Vec<Zen> = zen.into_iter().collect::<Result<_>>()?;
    agree(&known, areas, &zen)?;

    let [passes, zen_passes] = [effort.of(200, 1000), effort.of(10, 50)];
    let every: Vec<&Family> = families.iter().collect();
    let contenders: [Contender<'_>; 6] = [
        Box::new(|| {
            per_family(&every, passes, |family| {
                drop(black_box(decide(&family.facts, areas)))
            })
        }),
        Box::new(|| {
            per_family(&known, passes, |family| {
                drop(black_box(decide(&family.facts, areas)))
            })
        }),
        Box::new(|| {
            per_family(&known, passes * 10, |family| {
                drop(black_box(predicate::verdict(&family.facts)))
            })
        }),
        Box::new(|| zen[0].micros_per_family(&known, zen_passes)),
        Box::new(|| zen[1].micros_per_family(&known, zen_passes)),
        Box::new(|| zen[2].micros_per_family(&known, zen_passes)),
    ];
    let [whole, ours, raw, bare, collected, traced] = medians(effort.of(5, 15), contenders)?;
    Ok(vec![
        Row::told(
            "one whole answer, six services, typed in and out",
            format!("{whole:.2} µs"),
            format!(
                "{:.1} ns, hand-written predicate of one service, no reasons",
                raw * 1000.0
            ),
            format!("{:.0} ×", whole / raw),
        )
        .at_most(5.0, "µs", whole),
        Row::told(
            "pre-enrolment with its reasons (ours: the whole answer)",
            format!("{ours:.2} µs"),
            format!("{collected:.1} µs, ZEN, reasons collected by a table"),
            format!("{:.0} × faster", collected / ours),
        )
        .at_least(100.0, "× faster", collected / ours),
        Row::told(
            "… against ZEN's own explanation",
            format!("{ours:.2} µs"),
            format!("{traced:.1} µs, ZEN, traced"),
            format!("{:.0} × faster", traced / ours),
        ),
        Row::told(
            "… against ZEN's verdict alone",
            format!("{ours:.2} µs"),
            format!("{bare:.1} µs, ZEN, no reasons"),
            format!("{:.0} × faster", bare / ours),
        ),
    ])
}

fn is_known(family: &Family, areas: &Areas) -> bool {
    let answer = decide(&family.facts, areas);
    let is_offered = answer.service(Service::PreEnrolment).verdict != policy::Verdict::NotOffered;
    &*answer.edition.rules == RULES && is_offered
}

/// Microseconds on the processor for one family, over so many passes.
fn per_family(families: &[&Family], passes: usize, mut work: impl FnMut(&Family)) -> Result<f64> {
    let time = thread_time(|| {
        for _ in 0..passes {
            for family in families {
                work(black_box(family));
            }
        }
    })?;
    Ok(time.as_secs_f64() * 1e6 / (passes * families.len()) as f64)
}

/// A yardstick that answers something else measures nothing.
fn agree(families: &[&Family], areas: &Areas, zen: &[Zen]) -> Result<()> {
    for family in families {
        let answer = decide(&family.facts, areas);
        let ours = answer.service(Service::PreEnrolment);
        let verdict = ours.verdict.as_str();
        let id = &family.facts.id;
        let expected = &family.expected["services"]["pre_enrolment"]["verdict"];
        ensure!(
            expected.is_null() || expected == verdict,
            "{id}: we say {verdict}, the case {expected}"
        );
        let raw = predicate::verdict(&family.facts).as_str();
        ensure!(
            raw == verdict,
            "{id}: we say {verdict}, the predicate {raw}"
        );
        let mut reasons: Vec<String> = ours
            .reasons
            .iter()
            .map(|reason| format!("{} {}", reason.law.clause, reason.met.as_str()))
            .collect();
        reasons.sort();
        for zen in zen {
            let told = zen.answer(family)?;
            ensure!(
                told.verdict == verdict,
                "{id}: we say {verdict}, ZEN {}",
                told.verdict
            );
            let is_same = told.reasons.is_none_or(|told| told == reasons);
            ensure!(is_same, "{id}: ZEN gives other reasons than {reasons:?}");
        }
    }
    Ok(())
}

/// Time that this thread spends on the processor, which other programs do not lengthen as they do the clock's.
pub fn thread_time(work: impl FnOnce()) -> Result<Duration> {
    let now = || clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).map(Duration::from);
    let before = now()?;
    work();
    Ok(now()?.saturating_sub(before))
}
