//! Ways from the file to a service, with what the file knows of the matter along. Absent: whether one should go there.

use leptos::prelude::*;
use policy::{Facts, Verdict, decide_service, verdict::Service};
use registry::standing::Application;

use super::Shelf;
use crate::{
    forms::check::{Field, Typed},
    pages::apply::FROM_FILE,
    parts::quiet_link,
    visit::Visit,
    words::pages::File,
};

/// The check's questions of the birth, on its page.
const BIRTHS: &str = "#step-births";

/// The check with these facts; none where babies differ in what it asks once for all, because no query tells of them. No
/// name or number stands in one.
pub fn to_check(facts: &Facts) -> Option<String> {
    Some(["/check?", &query(facts)?].concat())
}

/// The check where it asks for the birth and the hukou, with these facts.
pub fn to_births(facts: &Facts) -> Option<String> {
    Some(["/check?door=born&", &query(facts)?, BIRTHS].concat())
}

/// The form of a service with these facts, which leads back here.
pub fn to_form(facts: &Facts, service: Service) -> Option<String> {
    Some(
        [
            "/apply/",
            service.as_str(),
            "?",
            &query(facts)?,
            "&",
            FROM_FILE,
        ]
        .concat(),
    )
}

fn query(facts: &Facts) -> Option<String> {
    Some(Typed::of(facts)?.query_with(Field::AskedOn, ""))
}

/// Is there an application for this service of the same matter that is not over?
pub fn is_on_its_way(shelf: &Shelf, application: &Application, service: Service) -> bool {
    let mut all = shelf.standing.applications.iter();
    all.any(|other| {
        other.sent.service == service && other.told == application.told && !other.stage.is_over()
    })
}

/// The way on from an application that ended without being done: the same form again where the rules take it, else the
/// answer that says what would help.
pub fn again(
    visit: &Visit,
    words: &'static File,
    application: &Application,
    shelf: &Shelf,
) -> Option<AnyView> {
    let service = application.sent.service;
    if is_taken_up(shelf, application) {
        return None;
    }
    let facts = shelf.standing.facts_of(&application.told, visit.today)?;
    let has_form = service != Service::HospitalPreRegistration;
    Some(if has_form && is_open(visit, &facts, service) {
        let to = to_form(&facts, service)?;
        view! {
            <p data-again>{quiet_link(visit.look(), None, words.again.into(), to)}</p>
            <p>{words.again_filled}</p>
        }
        .into_any()
    } else {
        let to = [&to_check(&facts)?, "#s-", service.as_str()].concat();
        view! { <p data-again>{quiet_link(visit.look(), None, words.see_answer.into(), to)}</p> }
            .into_any()
    })
}

/// Did another application take up what this one came to nothing with, or has nobody anything to do with it any more?
fn is_taken_up(shelf: &Shelf, application: &Application) -> bool {
    application.is_silent() || is_on_its_way(shelf, application, application.sent.service)
}

/// May what it was for be applied for again?
pub fn is_again(visit: &Visit, application: &Application, shelf: &Shelf) -> bool {
    let facts = shelf.standing.facts_of(&application.told, visit.today);
    let service = application.sent.service;
    facts.is_some_and(|facts| is_open(visit, &facts, service)) && !is_taken_up(shelf, application)
}

/// Do the rules take it, now or later?
fn is_open(visit: &Visit, facts: &Facts, service: Service) -> bool {
    let verdict = decide_service(facts, visit.areas, service).verdict;
    matches!(verdict, Verdict::Eligible | Verdict::NotYet)
}

/// From what was paid for before the birth to the baby's own name and number: to the form once a hukou is told of, before
/// that to the check's own question of it.
pub fn to_update(
    visit: &Visit,
    words: &'static File,
    application: &Application,
    shelf: &Shelf,
) -> Option<AnyView> {
    let update = Service::InformationUpdate;
    if !application.is_before_hukou() || is_on_its_way(shelf, application, update) {
        return None;
    }
    let facts = shelf.standing.facts_of(&application.told, visit.today)?;
    let to = match decide_service(&facts, visit.areas, update).verdict {
        Verdict::AlreadyDone => return None,
        Verdict::Eligible => to_form(&facts, update)?,
        _ => to_births(&facts)?,
    };
    Some(view! { <p data-to-update><a class="alone" href=to>{words.to_update}</a></p> }.into_any())
}
