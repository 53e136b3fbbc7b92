//! Consents, promises, signature: what must be there before anything is sent. Absent: drawing them.

use policy::{Facts, decide_service, facts::Applicant, form::Consent, wire};
use registry::entry::SIGNATURE_BOX;

use super::{
    Key,
    entrance::{Entrance, is_eligible_today},
};
use crate::{
    forms::apply::{Application, Checked, Given, Sent, Signature},
    parts::{FieldError, Mistake},
    words::{fill, pages::Apply},
};

/// The day of the consents' wording; a changed sentence is a new day.
const WORDED_ON: &str = "2026-11-29";

/// The application, or what it lacks.
pub fn application(
    entrance: &Entrance<'_>,
    sent: &Sent,
    checked: &Checked,
    key: Key,
) -> Result<Application, Vec<Mistake>> {
    let (words, visit) = (entrance.words, entrance.visit);
    let lacks = |control: String, code: &'static str, sentence: String| Mistake {
        control_id: control,
        error: FieldError {
            code,
            sentence: sentence.into(),
        },
    };
    let mut mistakes = Vec::new();
    // The day may have changed, and the form may tell other facts than the check.
    let may_send = entrance.may_send
        && is_eligible_today(visit, entrance.service, &checked.facts)
        && (sent.shown.is_empty() || sent.shown == entrance.verdict.as_str());
    if !may_send {
        mistakes.push(lacks(
            String::new(),
            "not_open",
            words.fault_not_open.to_owned(),
        ));
    }
    for place in 0..entrance.form.promises.len() {
        if !sent.promises.contains(&place) {
            let control = ["q-", &promise_name(place)].concat();
            mistakes.push(lacks(
                control,
                "missing_field",
                fill(words.fault_promise, &[("number", &(place + 1).to_string())]),
            ));
        }
    }
    for consent in entrance.form.consents(&checked.facts) {
        if !sent.consents.contains(&consent) {
            let control = ["q-", &consent_name(consent)].concat();
            mistakes.push(lacks(
                control,
                "missing_field",
                fill(words.fault_consent, &[("what", what(words, consent))]),
            ));
        }
    }
    let signature = signature(entrance, sent, checked).map_err(|(code, sentence)| {
        mistakes.push(lacks("q-signature".to_owned(), code, sentence));
    });
    match (signature, mistakes.is_empty()) {
        (Ok(signature), true) => Ok(put_together(entrance, sent, checked, key, signature)),
        _ => Err(mistakes),
    }
}

fn put_together(
    entrance: &Entrance<'_>,
    sent: &Sent,
    checked: &Checked,
    key: Key,
    signature: Signature,
) -> Application {
    let (form, visit) = (entrance.form, entrance.visit);
    let facts = Facts {
        asked_on: visit.today,
        ..checked.facts.clone()
    };
    let verdict = decide_service(&facts, visit.areas, entrance.service).verdict;
    let edition = visit.areas.edition(facts.area, facts.asked_on);
    let given = |consent: Consent| Given {
        consent,
        version: WORDED_ON,
        guardian: match consent {
            Consent::Child => guardian(entrance, checked),
            // hers, whoever speaks for her
            Consent::Health => {
                on_behalf_of(entrance, checked).unwrap_or_else(|| signer(entrance, checked))
            }
            Consent::Form => signer(entrance, checked),
        },
    };
    Application {
        service: entrance.service,
        area: entrance.area().as_str().to_owned(),
        edition: edition
            .in_force_from
            .map_or_else(|| "always".to_owned(), |day| day.to_string()),
        form: form.version_name(),
        fields: checked.answers.clone().into_fields(),
        facts: wire::facts_json(&facts),
        shown: sent.shown.clone(),
        verdict: verdict.as_str().to_owned(),
        signature,
        consents: form.consents(&facts).map(given).collect(),
        key,
    }
}

/// What is agreed to, in a few words.
fn what(words: &'static Apply, consent: Consent) -> &'static str {
    match consent {
        Consent::Form => words.what_form,
        Consent::Health => words.what_health,
        Consent::Child => words.what_child,
    }
}

/// A signature typed must be the signer's name; one that is drawn can't be read, only
/// be within its box.
fn signature(
    entrance: &Entrance<'_>,
    sent: &Sent,
    checked: &Checked,
) -> Result<Signature, (&'static str, String)> {
    let words = entrance.words;
    let name = signer(entrance, checked);
    if sent.is_drawn_spoilt {
        return Err(("invalid_value", words.fault_drawn.to_owned()));
    }
    match sent.signed() {
        None => Err(("missing_field", words.fault_signature.to_owned())),
        Some(Signature::Typed(typed)) if typed != name => {
            let sentence = fill(words.fault_signer, &[("name", &name)]);
            Err(("invalid_value", sentence))
        }
        Some(signature) => Ok(signature),
    }
}

/// The box that a signature is drawn in, as its picture names it. The script reads it there.
pub fn signature_box() -> String {
    let [width, height] = SIGNATURE_BOX;
    format!("0 0 {width} {height}")
}

/// The name of who signs.
pub fn signer(entrance: &Entrance<'_>, checked: &Checked) -> String {
    first_answered(&entrance.form.signed_by, checked)
}

/// The name of the child's guardian.
pub fn guardian(entrance: &Entrance<'_>, checked: &Checked) -> String {
    first_answered(&entrance.form.guardian, checked)
}

/// For whom another agrees to the use of health data: they are the mother's own, whether an agent, the father or a
/// guardian applies. None where whoever signs agrees for itself.
pub fn on_behalf_of(entrance: &Entrance<'_>, checked: &Checked) -> Option<String> {
    let mut told = entrance.form.fields.iter().filter(|field| field.is_health);
    let about = told.find_map(|field| field.about)?;
    let name = checked
        .answers
        .get(&[about.as_str(), "_name"].concat())
        .to_owned();
    (!name.is_empty() && name != signer(entrance, checked)).then_some(name)
}

/// Was whoever signs sent by her, rather than being of the family?
pub fn is_sent(checked: &Checked) -> bool {
    checked.facts.applicant == Applicant::Agent
}

fn first_answered(ids: &[Box<str>], checked: &Checked) -> String {
    let names = ids.iter().map(|id| checked.answers.get(id));
    let mut told = names.filter(|name| !name.is_empty());
    told.next().unwrap_or_default().to_owned()
}

/// The name of a consent's control.
pub fn consent_name(consent: Consent) -> String {
    ["consent_", consent.as_str()].concat()
}

/// The name of a promise's control, by its place from 0.
pub fn promise_name(place: usize) -> String {
    format!("promise_{place}")
}
