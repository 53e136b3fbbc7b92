//! In which order a file's applications stand: the next step first. Absent: what that step is.

use registry::{Stage, standing::Application};

use super::{Shelf, lacking, next, short, way};
use crate::visit::Visit;

/// On whom an application waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum WaitsOn {
    /// The family is to do something.
    Family,
    /// It goes its way, and nothing is to be done.
    Agency,
    /// It is over.
    Nobody,
}

/// Those that wait for the family first, then those on their way, then those that are over; the newest first of each.
pub fn applications<'a>(visit: &Visit, shelf: &'a Shelf) -> Vec<&'a Application> {
    let mut all: Vec<&Application> = shelf.standing.applications.iter().rev().collect();
    all.sort_by_key(|application| waits(visit, application, shelf));
    all
}

fn waits(visit: &Visit, application: &Application, shelf: &Shelf) -> WaitsOn {
    if next::is_quiet(application) {
        return WaitsOn::Nobody;
    }
    let is_held = lacking::is_standing_still(visit, application, shelf)
        || short::of(visit, application, shelf).is_some();
    match application.stage {
        Stage::AskedBack | Stage::Registered => WaitsOn::Family,
        Stage::Refused if way::is_again(visit, application, shelf) => WaitsOn::Family,
        Stage::Sent | Stage::Accepted | Stage::Paid | Stage::Done if is_held => WaitsOn::Family,
        Stage::Sent | Stage::Accepted | Stage::Paid => WaitsOn::Agency,
        Stage::Refused | Stage::Done | Stage::Expired | Stage::Void | Stage::Withdrawn => {
            WaitsOn::Nobody
        }
    }
}
