//! `/apply/{service}`: a service's form.

pub(crate) mod kept;
mod send;
mod show;

use policy::verdict::Service;

pub use send::send;
pub use show::show;

use crate::chance;

/// The service of an address.
fn service(word: &str) -> Option<Service> {
    Service::parse(word).ok()
}

/// The sender's own name for one application: chance, so that nobody guesses another's.
fn fresh_key() -> app::pages::apply::Key {
    chance::drawn()
}
