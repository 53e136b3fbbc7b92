//! A form's application as the office takes it: the same words, in the registry's types.

use app::forms::apply;
use policy::{Verdict, form, wire};
use registry::{
    entry::{Consent, Signature},
    office::{Agreed, Application},
};

/// The same application; none where the facts do not read, which no form lets happen.
pub fn application(sent: &apply::Application) -> Option<Application> {
    let wire::Line::Facts(facts) = wire::read(sent.facts.as_bytes()) else {
        return None;
    };
    Some(Application {
        service: sent.service,
        facts: *facts,
        form: sent.form.clone(),
        fields: sent.fields.clone(),
        shown: Verdict::parse(&sent.shown).ok(),
        signature: match &sent.signature {
            apply::Signature::Typed(name) => Signature::Typed(name.clone()),
            apply::Signature::Drawn(path) => Signature::Drawn(path.clone()),
        },
        consents: sent
            .consents
            .iter()
            .map(|given| Agreed {
                consent: consent(given.consent),
                version: given.version.to_owned(),
                by: given.guardian.clone(),
            })
            .collect(),
        draft: None,
    })
}

fn consent(given: form::Consent) -> Consent {
    match given {
        form::Consent::Form => Consent::Form,
        form::Consent::Child => Consent::Child,
        form::Consent::Health => Consent::Health,
    }
}
