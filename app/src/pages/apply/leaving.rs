//! A form that is left to change a fact where it was told, in the check. What is typed goes into a draft first where one
//! may be kept; else the device has it, and the page said so before. Absent: keeping it.

use policy::{
    form::{Asked, By},
    verdict::Service,
};

use super::{
    entrance::{Entrance, GoesOn, to_check},
    keeping::Keeping,
};
use crate::forms::apply::{Act, Sent};

/// A form that is left, with what may be kept of it.
pub struct Leaving {
    /// What was typed.
    pub keeping: Keeping,
    service: Service,
    query: String,
    mark: String,
    goes_on: GoesOn,
}

/// Is a fact to be changed that the check was told?
pub fn is_left(entrance: &Entrance<'_>, sent: &Sent) -> bool {
    let Act::Change(field) = &sent.act else {
        return false;
    };
    let is_of_check = |one: &Asked<'_>| {
        one.is_wanted && one.field.by == By::Family && !one.is_typed(&entrance.facts)
    };
    let mut asked = entrance.asked(&sent.answers).into_iter();
    asked.any(|one| one.id == *field && is_of_check(&one))
}

impl Leaving {
    /// Of what was sent.
    pub fn of(entrance: &Entrance<'_>, sent: Sent) -> Leaving {
        Leaving {
            service: entrance.service,
            query: entrance.query.clone(),
            mark: entrance.mark(),
            goes_on: GoesOn::of(&sent),
            keeping: Keeping::of(entrance, sent),
        }
    }

    /// The check, from which the way leads back to the draft of that name; to the form as it was left without one.
    pub fn to(&self, draft: Option<String>) -> String {
        let goes_on = GoesOn {
            draft: draft.unwrap_or_else(|| self.goes_on.draft.clone()),
            mend: self.goes_on.mend.clone(),
            ..GoesOn::default()
        };
        to_check(self.service, &self.query, &self.mark, &goes_on)
    }
}
