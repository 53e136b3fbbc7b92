//! A family's own file, for a phone that is signed in.

mod changed;
mod consent;
mod delete;
mod draft;
mod paper;
mod part;
mod readable;
mod record;
mod show;
mod withdraw;

pub use changed::{ask_changed, tell_changed};
pub use consent::consent;
pub use delete::{ask, delete};
pub use draft::draft;
pub use paper::{ask_paper, paper, to_the_paper};
pub use record::{prove, record, take_along, take_page};
pub use show::show;
pub use withdraw::withdraw;

use app::pages::file::{Named, Shelf};
use axum::response::{IntoResponse, Response};
use http::{
    StatusCode,
    header::{CACHE_CONTROL, LOCATION},
};
use registry::{
    entry::{Actor, SenderKey},
    file::File,
    office::{Hand, OfficeFault},
};

use crate::{chance, headers::KEEP_NOTHING, page::Page, portal::Portal, session::Family};

/// The file opened for this very number.
async fn own_file(portal: &Portal, family: &Family) -> Result<Option<File>, OfficeFault> {
    portal.office.own_file(&family.signed_in.phone).await
}

/// The family's hand, for one act from its page.
fn hand(family: &Family) -> Hand {
    Hand {
        by: Actor::Family,
        at: family.now,
        key: SenderKey(chance::drawn()),
    }
}

/// What may be seen of applications in others' files that name this number. That it was looked at stands there.
async fn named(portal: &Portal, family: &Family) -> Result<Vec<Named>, OfficeFault> {
    let phone = &family.signed_in.phone;
    let mut named = Vec::new();
    for file in portal.office.files_naming(phone, family.now).await? {
        let mut messages = portal.office.messages(&file, family.now).await?;
        messages.retain(|message| message.to.expose() == phone.expose());
        let standing = file.standing();
        let applications = standing.naming(phone);
        let today = family.visit.today;
        let one = |there| Named::of(&standing, there, messages.clone(), today);
        named.extend(applications.map(one));
    }
    Ok(named)
}

/// A file with what lies beside it, for the page.
async fn shelf(portal: &Portal, family: &Family, file: File) -> Result<Shelf, OfficeFault> {
    Ok(Shelf {
        standing: file.standing(),
        drafts: portal.office.drafts(&file, family.now).await?,
        messages: portal.office.messages(&file, family.now).await?,
        entries: file.entries,
    })
}

/// A page about a family is never kept by a browser: the back button asks again.
fn unkept(reply: app::Reply) -> Response {
    let mut response = Page::from(reply).into_response();
    response.headers_mut().insert(CACHE_CONTROL, KEEP_NOTHING);
    response
}

/// Done: back to the file, which says what was done.
fn back(mark: &str) -> Response {
    let to = ["/file?just=", mark].concat();
    (StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response()
}
