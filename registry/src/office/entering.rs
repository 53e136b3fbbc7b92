//! What the desk enters babies under, held against the form: each baby once, under the provisional identity that the
//! rules give it, under what the form itself says, or under a number of its own. A slip here would be carried into the
//! platform's register, and each baby left out would have no cover.

use policy::{Areas, Facts, decide, facts::Birth, id_number::IdNumber, verdict::Service};

use super::{acts::Acted, errands::newborn};
use crate::{entry::Registered, matter::Told, standing::Application};

/// Which part of an identity is not as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// 参保姓名.
    Name,
    /// 证件号码.
    Number,
}

/// A baby as the form and the rules know it.
struct Known {
    name: String,
    number: String,
    /// Is the end of the number the agency's to draw?
    is_beginning: bool,
}

/// Refuses babies whose count is not the form's, and, unless it is said to be as it is written, a name or number that
/// neither the rules nor the form give and that is no identity number of the baby's own.
pub(super) fn hold(
    areas: &Areas,
    application: &Application,
    identities: &[Registered],
    is_as_written: bool,
) -> Result<(), Acted> {
    let sent = Told::read(&application.sent.facts);
    let mut counts = Vec::new();
    let mut babies = Vec::new();
    // what the family told since may be of fewer babies, or of more
    for facts in [sent.facts(), application.told.facts()]
        .into_iter()
        .flatten()
    {
        counts.push(count(facts, application.sent.service));
        babies.push(known(areas, application, facts));
    }
    // while they are expected, there are as many as the family told last
    let sent_for = counts.first().copied();
    let now = expected_now(application);
    if let Some(now) = now {
        counts = vec![now];
    }
    counts.retain(|count| *count > 0);
    let Some(form) = counts.first() else {
        return Ok(());
    };
    if !counts.contains(&identities.len()) {
        return Err(Acted::OtherCount { form: *form });
    }
    if is_as_written {
        return Ok(());
    }
    for (place, identity) in identities.iter().enumerate() {
        let differs = |part| Acted::Differs { place, part };
        let is_twice = identities[..place]
            .iter()
            .any(|earlier| earlier.number == identity.number);
        if is_twice {
            return Err(differs(Part::Number));
        }
        // in birth order where all are entered, in any where some are not any more
        let in_order = match now {
            Some(_) if now < sent_for => None,
            Some(_) => babies.last(),
            None => babies.first().filter(|_| identities.len() == *form),
        };
        let candidates: Vec<&Known> = match in_order {
            Some(babies) => babies.get(place).into_iter().flatten().collect(),
            None => babies.iter().flatten().flatten().collect(),
        };
        if let Some(part) = difference(&candidates, identity, application) {
            return Err(differs(part));
        }
    }
    Ok(())
}

/// The part that is none of the candidates', if there are any to hold it against.
fn difference(
    candidates: &[&Known],
    identity: &Registered,
    application: &Application,
) -> Option<Part> {
    if IdNumber::parse(&identity.number).is_ok() {
        // A number of the baby's own, whatever its name; a parent's, whose end was forgotten, is none. Where the form
        // has the baby's own, it is that one.
        let is_own = !is_an_adults(application, &identity.number);
        let others = candidates
            .iter()
            .filter(|known| IdNumber::parse(&known.number).is_ok());
        let mut others = others.peekable();
        if is_own && others.peek().is_none() {
            return None;
        }
        let is_the_forms = others.any(|known| known.number.eq_ignore_ascii_case(&identity.number));
        return (!is_own || !is_the_forms).then_some(Part::Number);
    }
    let mut by_number = candidates
        .iter()
        .filter(|known| match known.is_beginning {
            true => identity.number.starts_with(&known.number),
            // its case is a part of it: two babies may differ by nothing else
            false => identity.number == known.number,
        })
        .peekable();
    if candidates.is_empty() {
        None
    } else if by_number.peek().is_none() {
        Some(Part::Number)
    } else {
        let is_named = by_number.any(|known| known.name == identity.name);
        (!is_named).then_some(Part::Name)
    }
}

fn is_an_adults(application: &Application, number: &str) -> bool {
    let told = Told::read(&application.sent.facts);
    let parents = told
        .facts()
        .map(|facts| [&facts.mother, &facts.father])
        .into_iter()
        .flatten();
    let mut parents = parents.filter_map(|parent| parent.id_number.as_ref());
    let mut typed = application.sent.fields.iter();
    parents.any(|parent| parent.expose().eq_ignore_ascii_case(number))
        || typed.any(|(field, typed)| {
            field.ends_with("id_number")
                && !field.starts_with("baby_")
                && typed.eq_ignore_ascii_case(number)
        })
}

/// How many are expected now, where the family told of another number since.
fn expected_now(application: &Application) -> Option<usize> {
    let expected = |facts: &Facts| {
        let pregnancy = facts.pregnancy.as_ref().filter(|_| facts.births.is_empty());
        pregnancy.map(|pregnancy| usize::from(pregnancy.fetuses))
    };
    let is_of_babies = application.sent.service == Service::PreEnrolment;
    let sent = Told::read(&application.sent.facts);
    let before = sent.facts().and_then(expected)?;
    let now = application.told.facts().and_then(expected)?;
    (is_of_babies && now != before).then_some(now)
}

/// How many babies an application is for; none where it is for no baby.
fn count(facts: &Facts, service: Service) -> usize {
    let is_expected = service == Service::PreEnrolment && facts.births.is_empty();
    if is_expected {
        let pregnancy = facts.pregnancy.as_ref();
        return pregnancy.map_or(0, |pregnancy| pregnancy.fetuses.into());
    }
    born(facts, service).count()
}

fn born(facts: &Facts, service: Service) -> impl Iterator<Item = &Birth> {
    let is_deceased = service == Service::DeceasedNewbornEnrolment;
    let births = facts.births.iter();
    births.filter(move |birth| birth.is_living() != is_deceased)
}

/// The babies in birth order, each if it is known under what it is entered.
fn known(areas: &Areas, application: &Application, facts: &Facts) -> Vec<Option<Known>> {
    let service = application.sent.service;
    match service {
        Service::NewbornEnrolment => (1..)
            .zip(born(facts, service))
            .map(|(number, birth)| {
                let person = newborn(application, number, birth)?;
                Some(Known {
                    name: person.name.expose().to_owned(),
                    number: person.certificate_number.expose().to_owned(),
                    is_beginning: false,
                })
            })
            .collect(),
        Service::PreEnrolment
        | Service::HospitalPreRegistration
        | Service::DeceasedNewbornEnrolment => {
            let answer = decide(facts, areas);
            let provisional = answer.service(service).provisional.iter();
            provisional
                .map(|identity| {
                    Some(Known {
                        name: identity.name.to_string(),
                        number: identity.number.to_string(),
                        is_beginning: service == Service::DeceasedNewbornEnrolment,
                    })
                })
                .collect()
        }
        // the one changes what is entered, the other enters nobody
        Service::InformationUpdate | Service::Refund => Vec::new(),
    }
}
