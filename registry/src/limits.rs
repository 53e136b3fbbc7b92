//! How often a code may be sent and tried. One table, for those who run the portal and those who audit it.

use crate::{blind::BlindKeys, store::Counter};

/// A limit: so many in so long a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// What is counted, in a word; part of the counter's name.
    pub what: &'static str,
    /// The window, in seconds.
    pub seconds: i64,
    /// So many in it are allowed.
    pub most: u32,
}

/// One code a minute to a number.
pub const NUMBER_SHORT: Limit = limit("code to a number, a minute", 60, 1);
/// Five codes a day to a number: more would be a flood of messages.
pub const NUMBER_DAY: Limit = limit("code to a number, a day", 86_400, 5);
/// Three codes a browser in ten minutes.
pub const SESSION: Limit = limit("code for a browser", 600, 3);
/// Many families stand behind one address of a carrier, so it may ask for many.
pub const ADDRESS: Limit = limit("code from an address", 300, 25);
/// Numbers that share seven digits are often bought together.
pub const PREFIX: Limit = limit("code to neighbouring numbers, an hour", 3600, 30);
/// What messages may cost a day, by their number.
pub const ALL: Limit = limit("codes, a day", 86_400, 20_000);
/// Beyond them, for numbers that a file has: whoever uses up a day keeps nobody from its own file.
pub const RESERVE: Limit = limit("codes beyond the day's, a day", 86_400, 10_000);

/// A code lives five minutes.
pub const CODE_SECONDS: i64 = 300;
/// And is tried five times at most.
pub const CODE_TRIES_MAX: u32 = 5;

/// A signed-in phone that is left lying.
pub const SESSION_IDLE_SECONDS: i64 = 15 * 60;
/// A signed-in phone in all.
pub const SESSION_SECONDS: i64 = 12 * 3600;
/// So long before its end a page says so.
pub const SESSION_WARN_SECONDS: i64 = 150;
/// A session's last use is written down at most so often.
pub const SESSION_TOUCH_SECONDS: i64 = 60;

/// A draft that nobody touches.
pub const DRAFT_SECONDS: i64 = 30 * 86_400;
/// A file from which nothing was sent, after what happened in it last. It was opened to keep a draft, and without one
/// nothing in it is of use any more; asking again costs a family one tick.
pub const UNUSED_SECONDS: i64 = DRAFT_SECONDS;
/// Drafts a family may have at once.
pub const DRAFTS_MAX: usize = 20;
/// Applications a family may send in all.
pub const APPLICATIONS_MAX: usize = 60;
/// Entries a family's file may have.
pub const ENTRIES_MAX: u32 = 5_000;
/// A paper's address lives an hour.
pub const PAPER_SECONDS: i64 = 3600;
/// Papers of one family: each is an entry in its file.
pub const PAPER_FAMILY: Limit = limit("paper of a family, a day", 86_400, 40);
/// Papers of forms that nobody has sent, from one network: each lies in the database for an hour.
pub const PAPER_ADDRESS: Limit = limit("paper for an address", 300, 40);

/// By so much the clocks of the portal's machines may differ, and a clock be set without anybody being told. What is
/// further ahead was written by a clock that was wrong.
pub const CLOCKS_DIFFER_SECONDS: i64 = 300;

const fn limit(what: &'static str, seconds: i64, most: u32) -> Limit {
    Limit {
        what,
        seconds,
        most,
    }
}

impl Limit {
    /// Its counter for one thing that is counted, named by a keyed hash of both.
    pub fn counter(self, keys: &BlindKeys, whose: &[u8]) -> Counter {
        Counter {
            name: keys.name(self.what, whose),
            seconds: self.seconds,
        }
    }
}
