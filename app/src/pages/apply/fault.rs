//! How to mend an answer, in a sentence.

use policy::{
    Code,
    form::{Asked, Kind, Person},
};

use crate::{forms::apply::FieldFault, parts::FieldError, words::pages::Apply};

/// What stands at a field that can't be taken.
pub fn error(words: &'static Apply, asked: &Asked<'_>, fault: &FieldFault) -> FieldError {
    let sentence = match fault.is_last_off {
        true => words.fault_id_last,
        false => sentence(words, asked, fault.code),
    };
    FieldError {
        code: fault.code.as_str(),
        sentence: sentence.into(),
    }
}

fn sentence(words: &'static Apply, asked: &Asked<'_>, code: Code) -> &'static str {
    let (kind, about) = (asked.field.kind, asked.field.about);
    match code {
        Code::MissingField => match kind {
            Kind::Choice => words.fault_choose,
            Kind::Tick => words.fault_tick,
            _ => words.fault_missing,
        },
        Code::SexMismatch => match about {
            Some(Person::Mother) => words.fault_sex_mother,
            Some(Person::Father) => words.fault_sex_father,
            _ => words.fault_sex_baby,
        },
        Code::InvalidIdNumber if about == Some(Person::Baby) => words.fault_id_baby,
        Code::InvalidIdNumber => words.fault_id_number,
        Code::InvalidName => words.fault_name,
        Code::InvalidPhone => words.fault_phone,
        Code::InvalidDate => words.fault_date,
        Code::DateInFuture | Code::DatesOutOfOrder => words.fault_future,
        _ => value(words, kind),
    }
}

/// A value of the right kind that can't be.
fn value(words: &'static Apply, kind: Kind) -> &'static str {
    match kind {
        Kind::Choice => words.fault_choose,
        Kind::Tick => words.fault_tick,
        Kind::IdNumber => words.fault_same_number,
        Kind::Address => words.fault_address,
        Kind::Account => words.fault_account,
        Kind::Certificate => words.fault_certificate,
        Kind::ProvisionalNumber => words.fault_provisional,
        Kind::Year | Kind::Count => words.fault_year,
        Kind::Name => words.fault_name,
        Kind::Phone => words.fault_phone,
        Kind::Day | Kind::Month => words.fault_date,
        Kind::Text | Kind::Insured => words.fault_text,
    }
}
