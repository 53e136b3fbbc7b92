//! Why an application was not taken, on the form's last page: everything typed is still there. Absent: finding it out.

use super::{entrance::Entrance, review};
use crate::{
    Reply,
    forms::apply::{Sent, check},
    parts::{FieldError, Mistake},
};

/// Why an application was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hindrance {
    /// The same was applied for before, under this number, and is still on its way.
    AlreadyThere(String),
    /// More than any family applies for.
    TooMany,
    /// This form was sent before, with something else in it.
    KeyUsed,
    /// The rules do not take it today.
    NotOpen,
    /// Nothing can be kept just now: the disk is full, or the database is away.
    Away,
}

/// The page with a sentence on top.
pub fn page(entrance: &Entrance<'_>, sent: &Sent, hindrance: &Hindrance) -> Reply {
    let checked = check(entrance.form, &sent.answers, &sent.spoilt, &entrance.facts);
    let words = &entrance.visit.look().words().pages.sign_in;
    let (code, sentence) = match hindrance {
        Hindrance::AlreadyThere(number) => (
            "already_there",
            crate::words::fill(words.already_there, &[("number", number)]),
        ),
        Hindrance::TooMany => ("too_many", words.too_many.to_owned()),
        Hindrance::KeyUsed => ("key_used", words.key_used.to_owned()),
        Hindrance::NotOpen => ("not_open", entrance.words.fault_not_open.to_owned()),
        Hindrance::Away => ("not_kept", words.not_kept.to_owned()),
    };
    let mistake = Mistake {
        control_id: String::new(),
        error: FieldError {
            code,
            sentence: sentence.into(),
        },
    };
    let page = review::page(entrance, sent, &checked, &[mistake]);
    match hindrance {
        Hindrance::Away => Reply {
            status: 503,
            ..page
        },
        _ => page,
    }
}
