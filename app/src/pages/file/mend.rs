//! How what was refused is mended: by what today's answer says, or by the remedies that the rules know for the clause where
//! the family's own facts say that nothing stands in the way. Absent: applying again; that stands beside it.

use leptos::prelude::*;
use policy::{
    Facts, Verdict, decide,
    facts::{Enrolment, Insurance},
    verdict::{Remedy, Service},
};
use registry::standing::Application;

use super::{Shelf, way};
use crate::{
    answer::{self, Shown},
    visit::Visit,
    words::pages::File,
};

/// What would help; none where nobody has anything to do with it any more.
pub fn view(
    visit: &Visit,
    words: &'static File,
    application: &Application,
    shelf: &Shelf,
    clause: &str,
) -> Option<AnyView> {
    let service = application.sent.service;
    let facts = shelf.standing.facts_of(&application.told, visit.today)?;
    let answer = decide(&facts, visit.areas);
    let own = answer.service(service);
    let is_open = matches!(own.verdict, Verdict::Eligible | Verdict::NotYet);
    let to_check = way::to_check(&facts).unwrap_or_else(|| "/check".to_owned());
    let shown = Shown {
        query: to_check
            .split_once('?')
            .map_or("", |(_, query)| query)
            .to_owned(),
        ..Shown::alone(visit)
    };
    let html = if own.remedies.is_empty() && is_open {
        known(visit, &facts, &shown, service, clause)
    } else {
        answer::waits_for(&answer, &shown, service)
    };
    Some(match html.is_empty() {
        true => view! { <p data-mend>{words.refused_mend}</p> }.into_any(),
        false => {
            // The other services stand on the check's page.
            let html = html.replace("href=\"#", &["href=\"", &to_check, "#"].concat());
            view! { <div data-mend inner_html=html></div> }.into_any()
        }
    })
}

/// By the clause. That the mother is insured is what a desk may know otherwise: how she comes to be is told as if she were
/// not.
fn known(visit: &Visit, facts: &Facts, shown: &Shown, service: Service, clause: &str) -> String {
    let edition = visit.areas.edition(facts.area, visit.today);
    let remedies = edition.remedies_under(service, clause);
    let mut supposed = facts.clone();
    if remedies.contains(&Remedy::EnrolMother) {
        supposed.mother.enrolment = Some(Enrolment {
            insurance: Insurance::None,
            year: None,
            area: None,
        });
    }
    answer::would_help(&decide(&supposed, visit.areas), shown, service, &remedies)
}
