//! Papers drawn lately (刚印好的). A link is often opened twice: in WeChat and then outside it, by a viewer that asks again,
//! by a finger that taps twice. Drawing takes milliseconds of a core, so it is done once.
//!
//! A paper is known by all that stands on it: one that differs in a letter is another. Whether a link may be opened is not
//! asked here, and is asked before each time. Absent: the browser's own memory and the database, which keep no drawn paper.

use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard},
    time::{Duration, Instant},
};

use axum::body::Bytes;
use papers::Paper;

/// At most so many: some two megabytes.
const LIMIT: usize = 32;
/// Long enough to get from WeChat to another browser.
const KEPT_FOR: Duration = Duration::from_secs(120);

/// The newest last.
#[derive(Default)]
pub struct Drawn(Mutex<VecDeque<Kept>>);

struct Kept {
    paper: Paper,
    pdf: Bytes,
    since: Instant,
}

impl Drawn {
    /// The same paper, if it was drawn a moment ago.
    pub fn find(&self, paper: &Paper, now: Instant) -> Option<Bytes> {
        let shelf = self.shelf();
        let kept = shelf.iter().find(|kept| kept.paper == *paper)?;
        kept.is_fresh(now).then(|| kept.pdf.clone())
    }

    /// Keeps a paper that was just drawn; the oldest makes room.
    pub fn keep(&self, paper: Paper, pdf: Bytes, now: Instant) {
        let mut shelf = self.shelf();
        shelf.retain(|kept| kept.paper != paper && kept.is_fresh(now));
        if shelf.len() == LIMIT {
            shelf.pop_front();
        }
        shelf.push_back(Kept {
            paper,
            pdf,
            since: now,
        });
    }

    /// Lets go of what was kept long enough.
    pub fn tidy(&self, now: Instant) {
        self.shelf().retain(|kept| kept.is_fresh(now));
    }

    fn shelf(&self) -> MutexGuard<'_, VecDeque<Kept>> {
        self.0.lock().expect("no one panics while holding it")
    }
}

impl Kept {
    fn is_fresh(&self, now: Instant) -> bool {
        now.duration_since(self.since) < KEPT_FOR
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use papers::Copies;

    fn titled(title: usize) -> Paper {
        Paper {
            title: title.to_string(),
            number: None,
            dated: None,
            blocks: Vec::new(),
            code: None,
            copies: Copies::One,
            footer: None,
        }
    }

    #[test]
    fn the_newest_are_kept_for_a_moment() {
        let drawn = Drawn::default();
        let pdf = |number: usize| Bytes::from(number.to_string());
        let first = Instant::now();
        let (half, whole) = (first + KEPT_FOR / 2, first + KEPT_FOR);
        for number in 0..=LIMIT {
            drawn.keep(titled(number), pdf(number), first);
        }
        assert_eq!(drawn.find(&titled(0), first), None, "it made room");
        for number in 1..=LIMIT {
            assert_eq!(drawn.find(&titled(number), half), Some(pdf(number)));
        }
        drawn.keep(titled(1), pdf(1), half);
        assert_eq!(drawn.shelf().len(), LIMIT, "each stands there once");
        assert_eq!(drawn.find(&titled(2), whole), None, "its time is over");
        assert_eq!(drawn.find(&titled(1), whole), Some(pdf(1)));
        drawn.tidy(whole);
        assert_eq!(drawn.shelf().len(), 1);
    }
}
