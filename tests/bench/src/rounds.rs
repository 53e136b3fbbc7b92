//! Interleaved rounds: ours, the yardstick, ours, the yardstick, so that what else the machine does falls on both.

use anyhow::{Context, Result};
use nix::sys::resource::{UsageWho, getrusage};
use std::process::Command;
use std::time::Duration;

/// How long to measure.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Effort {
    /// Under three minutes in all.
    Quick,
    /// For figures to be quoted.
    Full,
}

impl Effort {
    /// One of two numbers.
    pub fn of(self, quick: usize, full: usize) -> usize {
        match self {
            Effort::Quick => quick,
            Effort::Full => full,
        }
    }
}

/// Something that is measured once a round.
pub type Contender<'a> = Box<dyn FnMut() -> Result<f64> + 'a>;

/// Each contender's median over so many rounds; a first round warms caches and is not counted.
pub fn medians<const N: usize>(
    rounds: usize,
    mut contenders: [Contender<'_>; N],
) -> Result<[f64; N]> {
    let mut seen: [Vec<f64>; N] = std::array::from_fn(|_| Vec::with_capacity(rounds));
    for round in 0..=rounds {
        for (contender, seen) in contenders.iter_mut().zip(&mut seen) {
            let figure = contender()?;
            if round > 0 {
                seen.push(figure);
            }
        }
    }
    Ok(seen.map(|figures| median(&figures)))
}

/// The middle one; of an even number the mean of the two.
pub fn median(figures: &[f64]) -> f64 {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    match (sorted.len(), sorted.len() / 2) {
        (0, _) => f64::NAN,
        (length, middle) if length % 2 == 1 => sorted[middle],
        (_, middle) => (sorted[middle - 1] + sorted[middle]) / 2.0,
    }
}

/// Time that a program spends on the processor, in itself and in the system for it. It must exit with 0.
pub fn program_time(command: &mut Command) -> Result<Duration> {
    let before = spent(UsageWho::RUSAGE_CHILDREN)?;
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command
        .status()
        .with_context(|| format!("cannot start {program}"))?;
    anyhow::ensure!(status.success(), "{program} ended with {status}");
    Ok(spent(UsageWho::RUSAGE_CHILDREN)?.saturating_sub(before))
}

/// Time on the processor so far, of ourselves or of the programs we ran, in the system for them too.
pub fn spent(whose: UsageWho) -> Result<Duration> {
    let usage = getrusage(whose)?;
    let micros = |time: nix::sys::time::TimeVal| {
        Duration::from_micros(time.tv_sec() as u64 * 1_000_000 + time.tv_usec() as u64)
    };
    Ok(micros(usage.user_time()) + micros(usage.system_time()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_one() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), 2.5);
    }
}
