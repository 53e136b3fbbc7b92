//! What a form makes of what a family told, as the office takes it; for the tests of every room that has an office.

use policy::{Facts, verdict::Service, wire};
use registry::{
    entry::{Consent, Signature},
    office::{Agreed, Application},
};

/// The day of the texts that are agreed to.
const VERSION: &str = "2026-11-01";

/// Facts as `policy`'s wire form tells them.
pub fn facts(told: &str) -> Facts {
    let wire::Line::Facts(facts) = wire::read(told.as_bytes()) else {
        panic!("no facts: {told}");
    };
    *facts
}

/// A consent of whoever is named.
pub fn agreed_to(consent: Consent, by: &str) -> Agreed {
    Agreed {
        consent,
        version: VERSION.to_owned(),
        by: by.to_owned(),
    }
}

/// An application for what the facts are about, with the fields that matter; its first is the name that signs.
pub fn application(facts: Facts, fields: &[(&str, &str)]) -> Application {
    let (_, name) = fields[0];
    let service = match facts.births.as_slice() {
        [] => Service::PreEnrolment,
        _ => Service::NewbornEnrolment,
    };
    Application {
        service,
        facts,
        form: "2022-01-01".to_owned(),
        fields: fields
            .iter()
            .map(|(field, value)| ((*field).to_owned(), (*value).to_owned()))
            .collect(),
        shown: None,
        signature: Signature::Typed(name.to_owned()),
        consents: Consent::OF_FORMS
            .map(|consent| agreed_to(consent, name))
            .to_vec(),
        draft: None,
    }
}
