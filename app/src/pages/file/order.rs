//! In which order a file's applications stand: the next step first. Absent: what that step is.

use registry::{Stage, standing::Application};

use super::{Shelf, lacking, next, short, way};
use crate::visit::Visit;

/// On whom an application waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Waits {
    /// The family is to do something.
    OnFamily,
    /// It goes its way, and nothing is to be done.
    OnAgency,
    /// It is over.
    OnNobody,
}

/// Those that wait for the family first, then those on their way, then those that are over; the newest first of each.
pub fn applications<'a>(visit: &Visit, shelf: &'a Shelf) -> Vec<&'a Application> {
    let mut all: Vec<&Application> = shelf.standing.applications.iter().rev().collect();
    all.sort_by_key(|application| waits(visit, application, shelf));
    all
}

fn waits(visit: &Visit, application: &Application, shelf: &Shelf) -> Waits {
    if next::is_quiet(application) {
        return Waits::OnNobody;
    }
    let is_held = lacking::is_standing_still(visit, application, shelf)
        || short::of(visit, application, shelf).is_some();
    match application.stage {
        Stage::AskedBack | Stage::Registered => Waits::OnFamily,
        Stage::Refused if way::is_again(visit, application, shelf) => Waits::OnFamily,
        Stage::Sent | Stage::Accepted | Stage::Paid if is_held => Waits::OnFamily,
        Stage::Sent | Stage::Accepted | Stage::Paid => Waits::OnAgency,
        Stage::Refused | Stage::Done | Stage::Expired | Stage::Void | Stage::Withdrawn => {
            Waits::OnNobody
        }
    }
}
