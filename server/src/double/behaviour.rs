//! How the double treats whoever calls.

use std::{
    fmt,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use axum::{body::Body, http::Response};
use serde::{Deserialize, Serialize};

/// A way to treat a call.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Behaviour {
    /// Does it and answers.
    #[default]
    Well,
    /// Does it at once, and answers after so long.
    Slow {
        /// How long.
        milliseconds: u64,
    },
    /// Understands it and refuses it.
    Refuse,
    /// Turns it away for now, undone.
    Busy,
    /// Closes the connection, undone.
    Die,
    /// Does it, and closes the connection.
    Lose,
    /// Does it, and answers twice.
    Twice,
}

impl Behaviour {
    /// Is the thing done that was asked for?
    pub(super) fn does(self) -> bool {
        matches!(
            self,
            Self::Well | Self::Slow { .. } | Self::Lose | Self::Twice
        )
    }

    /// Marks an answer with what is to happen to it on the wire, after whatever wait.
    pub(super) async fn mark(self, mut answer: Response<Body>) -> Response<Body> {
        if let Self::Slow { milliseconds } = self {
            tokio::time::sleep(Duration::from_millis(milliseconds)).await;
        }
        answer.extensions_mut().insert(self);
        answer
    }
}

/// A behaviour and for how many more calls it holds.
#[derive(Debug, Default)]
pub(super) struct Behaving {
    now: Behaviour,
    times: Option<u32>,
}

impl Behaving {
    pub(super) fn new(now: Behaviour, times: Option<u32>) -> Self {
        Self { now, times }
    }

    /// How the next call is treated.
    pub(super) fn next(&mut self) -> Behaviour {
        match &mut self.times {
            None => self.now,
            Some(0) => {
                *self = Self::default();
                self.now
            }
            Some(times) => {
                *times -= 1;
                self.now
            }
        }
    }
}

/// A connection that is to be closed without an answer.
#[derive(Debug)]
pub(super) struct Broken;

impl fmt::Display for Broken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("told to close the connection")
    }
}

impl std::error::Error for Broken {}

/// Does to an answer what its mark says.
pub(super) fn carry_out(
    answer: Response<Body>,
    is_twice: &AtomicBool,
) -> Result<Response<Body>, Broken> {
    match answer.extensions().get::<Behaviour>() {
        Some(Behaviour::Die | Behaviour::Lose) => Err(Broken),
        Some(Behaviour::Twice) => {
            is_twice.store(true, Ordering::Relaxed);
            Ok(answer)
        }
        Some(Behaviour::Well | Behaviour::Slow { .. } | Behaviour::Refuse | Behaviour::Busy)
        | None => Ok(answer),
    }
}

#[cfg(test)]
mod tests {
    use super::{Behaving, Behaviour};

    #[test]
    fn a_behaviour_holds_for_so_many_calls() {
        let mut behaving = Behaving::new(Behaviour::Die, Some(2));
        let next: Vec<_> = (0..4).map(|_| behaving.next()).collect();
        let (die, well) = (Behaviour::Die, Behaviour::Well);
        assert_eq!(next, [die, die, well, well]);
        let mut behaving = Behaving::new(Behaviour::Busy, None);
        assert!((0..9).all(|_| behaving.next() == Behaviour::Busy));
    }
}
