//! A form's application as the office takes it: the same words, in the registry's types.

use app::forms::apply;
use policy::{Verdict, form, wire};
use registry::{
    entry::{Consent, Signature},
    hex,
    office::{Agreed, Application},
};

/// The same application, with the draft that it was made from; none where the facts do not read, which no form lets happen.
pub fn application(sent: &apply::Application, draft: &str) -> Option<Application> {
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
        draft: hex::decode(draft).filter(|id| !id.is_empty()),
    })
}

fn consent(given: form::Consent) -> Consent {
    match given {
        form::Consent::Form => Consent::Form,
        form::Consent::Child => Consent::Child,
        form::Consent::Health => Consent::Health,
    }
}
