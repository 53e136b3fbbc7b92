//! One whole answer, typed facts in and typed answer out, against a predicate written by hand and against ZEN.

mod predicate;
#[cfg(feature = "zen")]
mod zen;

use crate::cases::{self, Family};
use crate::places::Places;
use crate::rounds::{Contender, Effort, medians};
use crate::table::Row;
use anyhow::{Result, ensure};
use nix::time::{ClockId, clock_gettime};
#[cfg(feature = "zen")]
use policy::decide_service;
use policy::verdict::Service;
use policy::{Areas, decide};
use std::hint::black_box;
use std::time::Duration;

/// The rules that predicate and table know: those of one area since it has pre-enrolment.
const RULES: &str = "yangjiang";

/// Measures against the predicate, which must first agree with every shared case.
pub fn measure(places: &Places, effort: Effort) -> Result<Vec<Row>> {
    let families = cases::all(places)?;
    let known = known(&families);
    known.iter().try_for_each(|family| agree(family))?;
    let every: Vec<&Family> = families.iter().collect();
    let passes = effort.of(200, 1000);
    let contenders: [Contender<'_>; 2] = [
        Box::new(|| per_family(&every, passes, whole)),
        Box::new(|| {
            per_family(&known, passes * 10, |family| {
                black_box(predicate::verdict(&family.facts));
            })
        }),
    ];
    let [whole, raw] = medians(effort.of(5, 15), contenders)?;
    let row = Row::told(
        "one whole answer, six services, typed in and out",
        format!("{whole:.2} µs"),
        format!(
            "{:.1} ns, hand-written predicate of one service, no reasons",
            raw * 1000.0
        ),
        format!("{:.0} ×", whole / raw),
    );
    Ok(vec![row.at_most(5.0, "µs", whole)])
}

/// Measures against ZEN, which must first agree with every shared case, reason by reason.
#[cfg(feature = "zen")]
pub fn measure_zen(places: &Places, effort: Effort) -> Result<Vec<Row>> {
    use zen::{Reasons, Zen};

    let families = cases::all(places)?;
    let known = known(&families);
    let zen = [Reasons::Left, Reasons::Collected, Reasons::Traced].map(Zen::new);
    let zen: Vec<Zen> = zen.into_iter().collect::<Result<_>>()?;
    for family in &known {
        zen.iter().try_for_each(|zen| zen.agrees(family))?;
    }
    let [passes, zen_passes] = [effort.of(200, 1000), effort.of(10, 50)];
    let contenders: [Contender<'_>; 4] = [
        Box::new(|| per_family(&known, passes * 10, alone)),
        Box::new(|| zen[0].micros_per_family(&known, zen_passes)),
        Box::new(|| zen[1].micros_per_family(&known, zen_passes)),
        Box::new(|| zen[2].micros_per_family(&known, zen_passes)),
    ];
    let [ours, bare, collected, traced] = medians(effort.of(5, 15), contenders)?;
    let row = |figure, zen: f64, how| {
        Row::told(
            figure,
            format!("{ours:.2} µs"),
            format!("{zen:.1} µs, ZEN, {how}"),
            format!("{:.0} × faster", zen / ours),
        )
    };
    Ok(vec![
        row(
            "pre-enrolment alone, with its reasons",
            collected,
            "reasons collected by a table",
        )
        .at_least(100.0, "× faster", collected / ours),
        row("… against ZEN's own explanation", traced, "traced"),
        row("… against ZEN's verdict alone", bare, "no reasons"),
    ])
}

fn whole(family: &Family) {
    drop(black_box(decide(&family.facts, Areas::built_in())));
}

#[cfg(feature = "zen")]
fn alone(family: &Family) {
    let service = Service::PreEnrolment;
    drop(black_box(decide_service(
        &family.facts,
        Areas::built_in(),
        service,
    )));
}

/// The families that predicate and table have rules for.
fn known(families: &[Family]) -> Vec<&Family> {
    families.iter().filter(|family| is_known(family)).collect()
}

fn is_known(family: &Family) -> bool {
    let answer = decide(&family.facts, Areas::built_in());
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
fn agree(family: &Family) -> Result<()> {
    let id = &family.facts.id;
    let answer = decide(&family.facts, Areas::built_in());
    let verdict = answer.service(Service::PreEnrolment).verdict.as_str();
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
    Ok(())
}

/// Time that this thread spends on the processor, which other programs do not lengthen as they do the clock's.
pub fn thread_time(work: impl FnOnce()) -> Result<Duration> {
    let now = || clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).map(Duration::from);
    let before = now()?;
    work();
    Ok(now()?.saturating_sub(before))
}
