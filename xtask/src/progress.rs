//! What a person sees while they wait: one line when a step begins, one with its time when it ends.

use anyhow::{Context, Result};
use std::time::Instant;

/// Runs a step that says things of its own meanwhile.
pub fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("    …    {what}");
    quick_step(what, work)
}

/// Runs a step that is over before anybody wonders.
pub fn quick_step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let began = Instant::now();
    let done = work().with_context(|| format!("this step failed: {what}"))?;
    println!("{:6.1} s {what}", began.elapsed().as_secs_f64());
    Ok(done)
}
