//! `/apply/{service}`: a service's form, filled from the check, looked over, agreed to, signed and printed. Plain
//! forms that need no script; what was typed travels in the page.
//!
//! Absent: keeping an application or a draft. Where one is ready, [`ApplyOutcome::Ready`] and [`ApplyOutcome::Keep`]
//! hand it over.

mod asked_back;
mod closed;
mod confirm;
mod consent;
mod device;
mod draft;
mod entrance;
mod fault;
mod field;
mod form;
mod from_file;
mod heading;
mod hindrance;
mod keeping;
mod leaving;
mod one;
mod paper;
mod review;
mod step;
#[cfg(test)]
mod tests;
mod told;

use leptos::prelude::*;
use policy::verdict::Service;
use registry::{
    Standing,
    office::{Draft, KeptDraft},
};

use crate::{
    Reply,
    forms::{
        apply::{Act, Application, Checked, Sent, Unsent, check},
        bookmark::Bookmark,
    },
    parts::{Mistake, Tone, back_link, error_summary, is_hindrance, notice},
    shell::{Around, Carried, Head, scripted_document},
    visit::Visit,
};
use entrance::{Entrance, GoesOn};
use form::Beside;

pub use asked_back::AskedBack;
pub use confirm::Confirm;
pub use draft::{Resumed, gone, opened};
pub use entrance::{FROM_FILE, Known};
pub use from_file::{again, told_query};
pub use hindrance::Hindrance;
pub use keeping::Keeping;
pub use leaving::Leaving;
pub use told::{Answered, answered, answered_of};

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
    /// On paper, with nothing kept: [`printed`] draws its page.
    Print(Box<Unsent>),
    /// As a PDF, to be fetched under a link of its own.
    Pdf(Box<Unsent>),
    /// Checked, agreed to and signed: ready to be kept, by a phone that is known.
    Ready(Box<Ready>),
    /// To be kept as a draft, by a phone that is known.
    Keep(Box<Keeping>),
    /// A fact is to be changed where it was told, in the check: what is typed is kept first, where it may be.
    Leave(Box<Leaving>),
}

/// An application that is ready, and what was told of the phone that is to stand for it.
pub struct Ready {
    /// The application.
    pub application: Application,
    /// The number of the application that it mends; empty for a new one.
    pub mend: String,
    /// The draft it was made from, in hexadecimal digits; empty where there was none.
    pub draft: String,
    /// What the sender wants done with it.
    pub act: Act,
    /// The phone, as typed.
    pub phone: String,
    /// The code, as typed.
    pub code: String,
}

/// The form, filled from the check's query. `fresh` is the key of a form that has none yet; `drafts` are those of the
/// family that looks, the one saved last first, in case it began this very form before; `own` is its own file, which has
/// what it need not type again.
pub fn show(
    visit: &Visit,
    service: Service,
    query: &str,
    fresh: Key,
    drafts: &[KeptDraft],
    own: Option<&Standing>,
) -> Reply {
    match Entrance::enter(visit, service, query, false) {
        Ok(mut entrance) => {
            entrance.goes_on.left = left(service, query);
            let filled = own.and_then(|own| from_file::filled(&entrance, own));
            let (answers, says) = filled.unzip();
            let sent = Sent {
                key: Some(fresh),
                answers: answers.unwrap_or_default(),
                ..Sent::default()
            };
            let there = own.and_then(|own| from_file::on_its_way(&entrance, own));
            let on_top = view! { {there}{draft::begun(&entrance, drafts)}{says} };
            let beside = Beside {
                on_top: Some(on_top.into_any()),
                is_fresh: true,
                ..Beside::default()
            };
            form::drawn(&entrance, &sent, &[], beside)
        }
        Err(closed) => *closed,
    }
}

/// Under what the device kept this form before a fact was changed in the check; empty where it was not left for that.
fn left(service: Service, query: &str) -> String {
    let bookmark = Bookmark::read(query).filter(|bookmark| bookmark.is_of(service));
    bookmark.map_or_else(String::new, |bookmark| bookmark.left().to_owned())
}

/// What a sent form comes to. Everything is checked and decided again.
pub fn submit(
    visit: &Visit,
    service: Service,
    query: &str,
    body: &str,
    fresh: Key,
    known: Known,
) -> ApplyOutcome {
    let mut sent = Sent::parse(body);
    let entrance = match enter(visit, service, query, &sent) {
        Ok(entrance) => Entrance { known, ..entrance },
        Err(closed) => return ApplyOutcome::Closed(*closed),
    };
    if sent.saves() {
        return ApplyOutcome::Keep(Box::new(Keeping::of(&entrance, sent)));
    }
    if sent.act == Act::Fill {
        return ApplyOutcome::Show(form::page(&entrance, &sent, &[]));
    }
    if leaving::is_left(&entrance, &sent) {
        return ApplyOutcome::Leave(Box::new(Leaving::of(&entrance, sent)));
    }
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
        Act::Review | Act::Change(_) | Act::Fill | Act::Save => {
            ApplyOutcome::Review(review::page(&entrance, &sent, &checked, &[]))
        }
        Act::Print => ApplyOutcome::Print(Box::new(paper::unsent(&entrance, &sent, checked))),
        Act::Pdf => ApplyOutcome::Pdf(Box::new(paper::unsent(&entrance, &sent, checked))),
        Act::Send | Act::Code | Act::Enter => {
            match consent::application(&entrance, &sent, &checked, key) {
                Ok(application) => ApplyOutcome::Ready(Box::new(Ready {
                    application,
                    mend: sent.mend,
                    draft: sent.draft,
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

/// Whoever keeps a draft, goes on with one or has typed something is let in whatever the answer has become: nothing can
/// be sent then, and no word is lost to a limit that passed meanwhile.
fn enter<'a>(
    visit: &'a Visit,
    service: Service,
    query: &str,
    sent: &Sent,
) -> Result<Entrance<'a>, Box<Reply>> {
    let has_words = !sent.draft.is_empty() || sent.saves() || !sent.answers.is_empty();
    let entrance = Entrance::enter(visit, service, query, has_words)?;
    let is_from_file = entrance.goes_on.is_from_file;
    Ok(Entrance {
        goes_on: GoesOn {
            is_from_file,
            ..GoesOn::of(sent)
        },
        ..entrance
    })
}

/// Under what name a device keeps what was typed into a draft's form; empty where there is no such form.
pub fn kept_as(visit: &Visit, draft: &Draft) -> String {
    let service = draft.service();
    let entrance = service.and_then(|service| draft::enter(visit, service, draft, None).ok());
    entrance.map_or_else(String::new, |entrance| entrance.kept_as())
}

/// Every word of a draft as it was typed, under the labels of its form; a field that there is no more, under its name.
pub fn typed(visit: &Visit, draft: &Draft) -> Vec<(String, String)> {
    let service = draft.service();
    let entrance = service.and_then(|service| draft::enter(visit, service, draft, None).ok());
    told::typed(visit, entrance.as_ref(), draft)
}

/// Draws a page for what was sent once more.
fn again_with(
    visit: &Visit,
    service: Service,
    query: &str,
    body: &str,
    draw: impl FnOnce(&Entrance<'_>, &Sent) -> Reply,
) -> Reply {
    let sent = Sent::parse(body);
    match enter(visit, service, query, &sent) {
        Ok(entrance) => draw(&entrance, &sent),
        Err(closed) => *closed,
    }
}

/// The page with the sheet of a form that was only to be printed, as markup of ours; or with the character that can't be.
pub fn printed(
    visit: &Visit,
    service: Service,
    query: &str,
    body: &str,
    sheet: Result<String, char>,
) -> Reply {
    again_with(visit, service, query, body, |entrance, sent| {
        let checked = check(entrance.form, &sent.answers, &sent.spoilt, &entrance.facts);
        paper::page(entrance, sent, &checked, sheet)
    })
}

/// Asks for the phone that is to stand for an application or a draft, for the code that was sent to it, or for the
/// consent that a draft needs. Everything typed goes along.
pub fn confirm(visit: &Visit, service: Service, query: &str, body: &str, state: &Confirm) -> Reply {
    again_with(visit, service, query, body, |entrance, sent| {
        confirm::page(entrance, sent, state)
    })
}

/// The draft was saved meanwhile from elsewhere: both are shown.
pub fn elsewhere(
    visit: &Visit,
    service: Service,
    query: &str,
    body: &str,
    there: &KeptDraft,
) -> Reply {
    again_with(visit, service, query, body, |entrance, sent| {
        draft::elsewhere(entrance, sent, there)
    })
}

/// The form as it was typed, with the sentence that there are too many drafts.
pub fn too_many_drafts(visit: &Visit, service: Service, query: &str, body: &str) -> Reply {
    again_with(visit, service, query, body, draft::too_many)
}

/// The form as it was typed, with the sentence that nothing can be kept just now.
pub fn undrafted(visit: &Visit, service: Service, query: &str, body: &str) -> Reply {
    again_with(visit, service, query, body, draft::away)
}

/// The form's last page again, with a sentence on top: it could not be sent.
pub fn unsendable(
    visit: &Visit,
    service: Service,
    query: &str,
    body: &str,
    hindrance: &Hindrance,
) -> Reply {
    again_with(visit, service, query, body, |entrance, sent| {
        hindrance::page(entrance, sent, hindrance)
    })
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
    carries: Carried,
    body: impl FnOnce() -> AnyView,
) -> Reply {
    let around = Around::Whole;
    page_around(entrance, around, status, heading, mistakes, carries, body)
}

/// The same with what stands around it.
fn page_around(
    entrance: &Entrance<'_>,
    around: Around,
    status: u16,
    heading: String,
    mistakes: Vec<Mistake>,
    carries: Carried,
    body: impl FnOnce() -> AnyView,
) -> Reply {
    let visit = entrance.visit;
    let title = match is_hindrance(&mistakes) {
        true => heading.clone(),
        false => [crate::words::Forms::of(visit.lang).wrong, &heading].concat(),
    };
    let head = Head {
        title,
        description: entrance.words.description.to_owned(),
        area_name: entrance.area_name.clone(),
        around,
        carries: Some(carries),
    };
    let summary = error_summary(visit.look(), mistakes).map(|summary| {
        let autofocus = leptos::attr::custom::custom_attribute("autofocus", true);
        summary.add_any_attr(autofocus).into_any()
    });
    let body = || {
        view! {
            <div
                class="apply"
                data-form=entrance.service.as_str()
                data-keep=entrance.kept_as()
                data-keep-from=entrance.kept_before()
            >
                {summary}
                {waiting(entrance)}
                {back(entrance)}
                {heading::headed(visit.lang, heading)}
                {body()}
            </div>
        }
        .into_any()
    };
    let scripts = visit.assets.scripts;
    let html = scripted_document(visit, head, body, &[scripts.kept, scripts.sign]);
    Reply::scripted(status, html)
}

/// The way back: to the answer, or to the file that the form was opened from.
fn back(entrance: &Entrance<'_>) -> AnyView {
    let look = entrance.visit.look();
    let (label, to) = match entrance.goes_on.is_of_file() {
        false => (entrance.words.back, entrance.to_check()),
        true => (look.words().pages.file.back, "/file".to_owned()),
    };
    back_link(look, label.into(), to)
}

/// Shown by the script alone, while there is no network to send over.
fn waiting(entrance: &Entrance<'_>) -> AnyView {
    let look = entrance.visit.look();
    let words = &look.words().pages.drafts;
    let body = view! {
        <p>{words.waiting}</p>
        <button class="button button-quiet" type="button" data-waiting-stop>{words.waiting_stop}</button>
    };
    let told = notice(look, Tone::Soon, None, body.into_any());
    view! { <div class="waiting" role="status" data-waiting hidden>{told}</div> }.into_any()
}
