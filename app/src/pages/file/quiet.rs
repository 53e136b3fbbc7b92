//! After a loss: that it is known, that nobody will write of it, and what can still be done, for whenever the family feels able.

use leptos::prelude::*;
use policy::{Facts, Verdict, decide_service, verdict::Service};
use registry::{Standing, matter::before_loss, standing::Application};

use super::{Shelf, matter, way};
use crate::{
    forms::changed::untold,
    parts::{Tone, notice},
    visit::Visit,
    words::{dates, fill, service_name},
};

/// What a family may still ask for then, in the order in which it comes.
const LEFT: [Service; 3] = [
    Service::DeceasedNewbornEnrolment,
    Service::NewbornEnrolment,
    Service::Refund,
];

/// Has the file such a section?
pub fn has(standing: &Standing) -> bool {
    let mut all = standing.applications.iter();
    all.any(|application| is_bereaved(application) || is_partly(application))
}

fn is_bereaved(application: &Application) -> bool {
    application.told.facts().is_some_and(Facts::is_bereaved)
}

/// Has one of its babies died, and another lives?
fn is_partly(application: &Application) -> bool {
    application.told.facts().is_some_and(|facts| {
        let mut births = facts.births.iter();
        !facts.is_bereaved() && births.any(|birth| !birth.is_living())
    })
}

/// A section for each matter of which a baby is lost.
pub fn sections(visit: &Visit, shelf: &Shelf) -> Vec<AnyView> {
    let applications = &shelf.standing.applications;
    let is_first = |place: usize, application: &Application| {
        let mut before = applications.iter().take(place);
        before.all(|other| other.told != application.told)
    };
    applications
        .iter()
        .enumerate()
        .filter(|(place, application)| is_first(*place, application))
        .filter_map(|(_, application)| match () {
            () if is_bereaved(application) => Some(section(visit, shelf, application)),
            () if is_partly(application) => Some(partly(visit, shelf, application)),
            () => None,
        })
        .collect()
}

fn section(visit: &Visit, shelf: &Shelf, application: &Application) -> AnyView {
    let words = &visit.look().words().pages.changed;
    let facts = shelf.standing.facts_of(&application.told, visit.today);
    let left: Vec<AnyView> = LEFT
        .into_iter()
        .filter(|service| !way::is_on_its_way(shelf, application, *service))
        .filter_map(|service| left(visit, facts.as_ref()?, service))
        .collect();
    let left = (!left.is_empty()).then(|| view! { <p>{words.left}</p><ul>{left}</ul> });
    let noted = match facts.filter(|_| shelf.standing.has_other(&application.told)) {
        Some(facts) => fill(words.quiet_one, &[("matter", &matter::name(visit, &facts))]),
        None => words.quiet.to_owned(),
    };
    let body = view! { <p>{noted}</p>{more(visit, shelf, application)}{left} }.into_any();
    view! { <section class="file-quiet" data-quiet>{notice(visit.look(), Tone::Know, None, body)}</section> }.into_any()
}

/// Where another baby lives: that the loss is known, and what can still be done for the one that died.
fn partly(visit: &Visit, shelf: &Shelf, application: &Application) -> AnyView {
    let words = &visit.look().words().pages.changed;
    let facts = shelf.standing.facts_of(&application.told, visit.today);
    let service = Service::DeceasedNewbornEnrolment;
    let left = facts
        .filter(|_| !way::is_on_its_way(shelf, application, service))
        .and_then(|facts| left(visit, &facts, service));
    let left = left.map(|left| view! { <p>{words.left_some}</p><ul>{left}</ul> });
    let body = view! { <p>{words.quiet_some}</p>{left} }.into_any();
    view! { <section class="file-quiet" data-partly>{notice(visit.look(), Tone::Know, None, body)}</section> }.into_any()
}

/// What is still to be told, and the way to take back what was told by mistake.
fn more(visit: &Visit, shelf: &Shelf, application: &Application) -> Option<AnyView> {
    let words = &visit.look().words().pages.changed;
    let number = &application.sent.number;
    let to = ["/file/changed?number=", &number.to_string()].concat();
    let untold = application.told.facts().map_or(0, untold);
    if untold > 0 {
        let says = fill(words.untold, &[("count", &untold.to_string())]);
        let go_on = words.untold_go_on;
        return Some(
            view! { <p data-untold>{says}" "<a class="alone" href=to>{go_on}</a></p> }.into_any(),
        );
    }
    before_loss(&shelf.entries, number)?;
    let mistaken = words.mistaken;
    Some(
        view! { <p class="no-print"><a class="alone" href=to data-mistaken>{mistaken}</a></p> }
            .into_any(),
    )
}

/// The way to a service that is open to the family: to its form, or to the answer where something is still to be told or
/// asked at the desk.
fn left(visit: &Visit, facts: &Facts, service: Service) -> Option<AnyView> {
    let answer = decide_service(facts, visit.areas, service);
    // Where babies differ in what the check asks once for all, no query tells of them: the desk knows.
    let to = match answer.verdict {
        Verdict::Eligible => way::to_form(facts, service),
        Verdict::MissingFacts | Verdict::AskAgency => way::to_check(facts),
        _ => return None,
    };
    let words = &visit.look().words().pages.changed;
    let name = service_name(visit.lang, service);
    let until = answer.closes_on.map(|day| {
        let day = dates::day(visit.lang, day);
        fill(words.until, &[("day", &day)])
    });
    let name = match to {
        Some(to) => view! { <a class="alone" href=to>{name}</a> }.into_any(),
        None => name.into_any(),
    };
    let until = until.map(|until| view! { <span class="file-until">{until}</span> });
    Some(view! { <li data-left=service.as_str()>{name}" "{until}</li> }.into_any())
}
