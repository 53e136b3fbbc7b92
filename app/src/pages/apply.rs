//! `/apply/{service}`: a service's form, filled from the check, looked over, agreed to, signed and printed. Plain
//! forms that need no script; what was typed travels in the page and is kept nowhere.
//!
//! Absent: keeping an application. Where one is ready, [`ApplyOutcome::Ready`] hands it over.

mod closed;
mod consent;
mod entrance;
mod fault;
mod field;
mod form;
mod one;
mod paper;
mod review;
#[cfg(test)]
mod tests;

use leptos::prelude::*;
use policy::verdict::Service;

use crate::{
    Reply,
    forms::apply::{Act, Application, Checked, Sent, Unsent, check},
    parts::{Mistake, error_summary},
    shell::{Head, document},
    visit::Visit,
};
use entrance::Entrance;

/// The sender's own name for one application, sixteen bytes of chance; the page carries it.
pub type Key = [u8; 16];

/// What sending the form came to.
pub enum ApplyOutcome {
    /// There is no such form for this family now; the page says why.
    Closed(Reply),
    /// The form once more: something can't be taken, or one field is to be changed.
    Show(Reply),
    /// All of it, to be looked over, agreed to and signed.
    Review(Reply),
    /// On paper, with nothing kept.
    Print(Reply),
    /// As a PDF, to be fetched under a link of its own.
    Pdf(Box<Unsent>),
    /// Checked, agreed to and signed: ready to be kept.
    Ready(Box<Application>),
}

/// The form, filled from the check's query. `fresh` is the key of a form that has none yet.
pub fn show(visit: &Visit, service: Service, query: &str, fresh: Key) -> Reply {
    match Entrance::enter(visit, service, query) {
        Ok(entrance) => {
            let sent = Sent {
                key: Some(fresh),
                ..Sent::default()
            };
            form::page(&entrance, &sent, &[])
        }
        Err(closed) => *closed,
    }
}

/// What a sent form comes to. Everything is checked and decided again.
pub fn submit(
    visit: &Visit,
    service: Service,
    query: &str,
    body: &str,
    fresh: Key,
) -> ApplyOutcome {
    let entrance = match Entrance::enter(visit, service, query) {
        Ok(entrance) => entrance,
        Err(closed) => return ApplyOutcome::Closed(*closed),
    };
    let mut sent = Sent::parse(body);
    let key = *sent.key.get_or_insert(fresh);
    let checked = check(entrance.form, &sent.answers, &sent.spoilt, &entrance.facts);
    if let Act::Change(field) = &sent.act
        && let Some(page) = one::page(&entrance, &sent, &checked, field, 200)
    {
        return ApplyOutcome::Show(page);
    }
    if !checked.faults.is_empty() {
        return ApplyOutcome::Show(refused(&entrance, &sent, &checked));
    }
    match sent.act {
        Act::Review | Act::Change(_) => {
            ApplyOutcome::Review(review::page(&entrance, &sent, &checked, &[]))
        }
        Act::Print => ApplyOutcome::Print(paper::page(&entrance, &sent, &checked, false)),
        Act::Pdf => ApplyOutcome::Pdf(Box::new(paper::unsent(&entrance, &sent, checked))),
        Act::Send => match consent::application(&entrance, &sent, &checked, key) {
            Ok(application) => ApplyOutcome::Ready(Box::new(application)),
            Err(mistakes) => {
                ApplyOutcome::Review(review::page(&entrance, &sent, &checked, &mistakes))
            }
        },
    }
}

/// The paper of an application that nothing keeps yet: it says that sending is not open, and that nothing was kept.
pub fn unsent(visit: &Visit, service: Service, query: &str, body: &str) -> Reply {
    match Entrance::enter(visit, service, query) {
        Ok(entrance) => {
            let sent = Sent::parse(body);
            let checked = check(entrance.form, &sent.answers, &sent.spoilt, &entrance.facts);
            paper::page(&entrance, &sent, &checked, true)
        }
        Err(closed) => *closed,
    }
}

/// Where a single field was changed and is still wrong, that field again; else the whole form.
fn refused(entrance: &Entrance<'_>, sent: &Sent, checked: &Checked) -> Reply {
    let only = sent
        .only
        .as_deref()
        .filter(|only| checked.faults.iter().all(|fault| fault.field == *only));
    only.and_then(|only| one::page(entrance, sent, checked, only, 422))
        .unwrap_or_else(|| form::page(entrance, sent, &checked.faults))
}

/// A page of this service: what is wrong on top, then the heading and the rest.
fn page(
    entrance: &Entrance<'_>,
    status: u16,
    heading: String,
    mistakes: Vec<Mistake>,
    body: impl FnOnce() -> AnyView,
) -> Reply {
    let visit = entrance.visit;
    let title = match mistakes.is_empty() {
        true => heading.clone(),
        false => [crate::words::Forms::of(visit.lang).wrong, &heading].concat(),
    };
    let head = Head {
        title,
        description: entrance.words.description.to_owned(),
        area_name: entrance.area_name.clone(),
    };
    let summary = error_summary(visit.look(), mistakes).map(|summary| {
        let autofocus = leptos::attr::custom::custom_attribute("autofocus", true);
        summary.add_any_attr(autofocus).into_any()
    });
    let body = || {
        view! {
            <div class="apply" data-form=entrance.service.as_str()>
                {summary}
                <h1>{heading}</h1>
                {body()}
            </div>
        }
        .into_any()
    };
    Reply::plain(status, document(visit, head, body, false))
}
