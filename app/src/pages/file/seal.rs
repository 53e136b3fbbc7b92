//! The agency's seal on the form (盖章), where the form has room for one: when it is set, and what it is good for. It is set
//! once the agency has entered the babies, so that nobody is sent to the desk before. Absent: the paper.

use leptos::prelude::*;
use policy::Areas;
use registry::{Stage, Standing, standing::Application};

use super::next;
use crate::{
    answer::clause_name,
    visit::Visit,
    words::pages::{Entered, File, Papers},
};

/// The field of a form on which the agency sets its seal.
const SEAL: &str = "seal";

/// What is to be done about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seal {
    /// Nothing, until the babies are entered.
    Later,
    /// To have it set, before the birth.
    Now,
    /// To keep the form with it, until the baby stands under its own name and number.
    Keep,
}

/// What is to be done about it now, and the clause that asks for it; none where the form has no room for a seal, or
/// nobody needs it any more.
pub fn of<'a>(
    areas: &'a Areas,
    standing: &Standing,
    application: &Application,
) -> Option<(Seal, &'a str)> {
    let sent = &application.sent;
    let edition = areas.edition(sent.area()?, application.sent_at.day());
    let form = areas.form_worded(edition, sent.service, &sent.form)?;
    let field = form.field(SEAL)?;
    Some((when(standing, application)?, &*field.clause))
}

fn when(standing: &Standing, application: &Application) -> Option<Seal> {
    let is_born = application
        .told
        .facts()
        .is_some_and(|facts| !facts.births.is_empty());
    match application.stage {
        Stage::Sent | Stage::AskedBack | Stage::Accepted => Some(Seal::Later),
        Stage::Registered | Stage::Paid | Stage::Done => {
            match (is_born, next::entered(standing, application)) {
                (false, _) => Some(Seal::Now),
                (true, Entered::Nobody | Entered::Otherwise) => Some(Seal::Keep),
                (true, Entered::ByIdNumber | Entered::Changing | Entered::Changed) => None,
            }
        }
        Stage::Refused | Stage::Expired | Stage::Void | Stage::Withdrawn => None,
    }
}

/// The sentence beside what comes next; while the family has something to mend that comes first.
pub fn says(words: &'static File, seal: Seal, stage: Stage) -> Option<&'static str> {
    (stage != Stage::AskedBack).then_some(match seal {
        Seal::Later => words.stamp_later,
        Seal::Now => words.stamp,
        Seal::Keep => words.stamp_keep,
    })
}

/// What the form's paper is for.
pub fn purpose(words: &'static Papers, seal: Option<Seal>) -> &'static str {
    match seal {
        Some(Seal::Later) => words.form_purpose_later,
        Some(Seal::Now) => words.form_purpose_now,
        Some(Seal::Keep) => words.form_purpose_keep,
        None => words.form_purpose,
    }
}

/// The sentence with its law.
pub fn view(
    visit: &Visit,
    words: &'static File,
    application: &Application,
    standing: &Standing,
) -> Option<AnyView> {
    let (seal, clause) = of(visit.areas, standing, application)?;
    let says = says(words, seal, application.stage)?;
    let law = next::law_link(clause, clause_name(visit.areas, clause));
    Some(view! { <p data-stamp>{says}" "{law}</p> }.into_any())
}
