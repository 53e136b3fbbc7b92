//! `/apply/{service}`: a service's form, filled from the check, looked over, agreed to, signed and printed. Plain
//! forms that need no script; what was typed travels in the page and is kept nowhere.
//!
//! Absent: keeping an application. Where one is ready, [`ApplyOutcome::Ready`] hands it over.

mod closed;
mod confirm;
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
    forms::apply::{Act, Answers, Application, Checked, Sent, Unsent, check},
    parts::{FieldError, Mistake, back_link, error_summary},
    shell::{Head, document},
    visit::Visit,
};
use entrance::Entrance;

pub use confirm::Confirm;

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
    /// Checked, agreed to and signed: ready to be kept, by a phone that is known.
    Ready(Box<Ready>),
}

/// An application that is ready, and what was told of the phone that is to stand for it.
pub struct Ready {
    /// The application.
    pub application: Application,
    /// The number of the application that it mends; empty for a new one.
    pub mend: String,
    /// What the sender wants done with it.
    pub act: Act,
    /// The phone, as typed.
    pub phone: String,
    /// The code, as typed.
    pub code: String,
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

/// The form of an application that was asked back, filled with what was sent. None where the check can't tell its facts,
/// because babies differ in what it asks once for all.
pub fn again(
    visit: &Visit,
    service: Service,
    facts: &policy::Facts,
    fields: &std::collections::BTreeMap<String, String>,
    number: &str,
    fresh: Key,
) -> Option<Reply> {
    let facts = policy::Facts {
        asked_on: visit.today,
        ..facts.clone()
    };
    let query = crate::forms::check::Typed::of(&facts)?.query();
    let mut answers = Answers::default();
    for (id, value) in fields {
        answers.set(id, value.clone());
    }
    Some(match Entrance::enter(visit, service, &query) {
        Ok(entrance) => {
            let sent = Sent {
                key: Some(fresh),
                mend: number.to_owned(),
                answers,
                ..Sent::default()
            };
            form::page(&entrance, &sent, &[])
        }
        Err(closed) => *closed,
    })
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
        Act::Print => ApplyOutcome::Print(paper::page(&entrance, &sent, &checked)),
        Act::Pdf => ApplyOutcome::Pdf(Box::new(paper::unsent(&entrance, &sent, checked))),
        Act::Send | Act::Code | Act::Enter => {
            match consent::application(&entrance, &sent, &checked, key) {
                Ok(application) => ApplyOutcome::Ready(Box::new(Ready {
                    application,
                    mend: sent.mend,
                    act: sent.act,
                    phone: sent.confirm_phone,
                    code: sent.confirm_code,
                })),
                Err(mistakes) => {
                    ApplyOutcome::Review(review::page(&entrance, &sent, &checked, &mistakes))
                }
            }
        }
    }
}

/// Asks for the phone that is to stand for an application, or for the code that was sent to it. Everything typed goes
/// along.
pub fn confirm(visit: &Visit, service: Service, query: &str, body: &str, state: &Confirm) -> Reply {
    match Entrance::enter(visit, service, query) {
        Ok(entrance) => {
            let sent = Sent::parse(body);
            let checked = check(entrance.form, &sent.answers, &sent.spoilt, &entrance.facts);
            confirm::page(&entrance, &sent, &checked, state)
        }
        Err(closed) => *closed,
    }
}

/// The form's last page again, with a sentence on top: it could not be sent.
pub fn unsendable(
    visit: &Visit,
    service: Service,
    query: &str,
    body: &str,
    hindrance: &Hindrance,
) -> Reply {
    let entrance = match Entrance::enter(visit, service, query) {
        Ok(entrance) => entrance,
        Err(closed) => return *closed,
    };
    let sent = Sent::parse(body);
    let checked = check(entrance.form, &sent.answers, &sent.spoilt, &entrance.facts);
    let words = &visit.look().words().pages.sign_in;
    let (code, sentence) = match hindrance {
        Hindrance::AlreadyThere(number) => (
            "already_there",
            crate::words::fill(words.already_there, &[("number", number)]),
        ),
        Hindrance::TooMany => ("too_many", words.too_many.to_owned()),
        Hindrance::KeyUsed => ("key_used", words.key_used.to_owned()),
        Hindrance::NotOpen => ("not_open", entrance.words.fault_not_open.to_owned()),
        Hindrance::Away => ("not_kept", words.not_kept.to_owned()),
    };
    let mistake = Mistake {
        control_id: String::new(),
        error: FieldError {
            code,
            sentence: sentence.into(),
        },
    };
    let page = review::page(&entrance, &sent, &checked, &[mistake]);
    match hindrance {
        Hindrance::Away => Reply {
            status: 503,
            ..page
        },
        _ => page,
    }
}

/// Why an application was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hindrance {
    /// The same was applied for before, under this number, and is still on its way.
    AlreadyThere(String),
    /// More than any family applies for.
    TooMany,
    /// This form was sent before, with something else in it.
    KeyUsed,
    /// The rules do not take it today.
    NotOpen,
    /// Nothing can be kept just now: the disk is full, or the database is away.
    Away,
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
                {back_link(visit.look(), entrance.words.back.into(), entrance.to_check())}
                <h1>{heading}</h1>
                {body()}
            </div>
        }
        .into_any()
    };
    Reply::plain(status, document(visit, head, body, false))
}
