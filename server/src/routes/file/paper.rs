//! A paper is asked for, and fetched. Asking makes a link; fetching needs nothing but the link, because it is often
//! another browser that fetches.
//!
//! Asking leads to the link itself and shows nothing of its own: whoever opens "this page" in another browser, as
//! WeChat's menu does, then opens the paper.

use std::sync::Arc;

use app::{
    pages::paper::{self, Link, Undrawn},
    visit::Visit,
};
use axum::{
    Form,
    body::Bytes,
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use http::{
    HeaderMap, HeaderValue, StatusCode,
    header::{
        CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, LOCATION,
        REFERRER_POLICY, RETRY_AFTER,
    },
};
use papers::{Code, Paper, PaperFault};
use registry::{
    ApplicationNumber, Instant,
    audit::Receipt,
    entry::Event,
    file::File,
    office::{Issued, OfficeFault, Ticket},
};
use serde::Deserialize;

use super::{hand, unkept};
use crate::{
    papers::{Kind, Matter, Unprinted},
    portal::Portal,
    session::{self, Family},
    visit::Visiting,
};

/// A browser's own viewer is a plugin to this policy; nothing else may load.
const PDF_POLICY: &str = "default-src 'none'; object-src 'self'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'";

/// Which paper, and how it is wanted.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    number: String,
    paper: String,
    copies: String,
    way: String,
}

/// As what it is fetched.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct FetchedAs {
    r#as: String,
}

/// Makes a link to a paper of an application that this phone may see. Another's number is answered like one that does
/// not exist.
pub async fn ask_paper(
    State(portal): State<Arc<Portal>>,
    Visiting(visit): Visiting,
    family: Family,
    Form(wanted): Form<Wanted>,
) -> Response {
    let (Some(number), Some(kind)) = (
        ApplicationNumber::parse(&wanted.number),
        Kind::parse(&wanted.paper),
    ) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let phone = &family.signed_in.phone;
    let issued = match portal.office.file_of(phone, &number).await {
        Ok(Some(file)) => issue(&portal, &family, &file, &number, kind, &wanted).await,
        Ok(None) => Ok(Issued::NoSuch),
        Err(fault) => Err(fault),
    };
    let fetched_as = match wanted.way.as_str() {
        "print" => "?as=html",
        "phone" => "?as=link",
        _ => "",
    };
    to_the_paper(&visit, issued, fetched_as)
}

/// 303 to a link that was made.
pub fn to_the_paper(
    visit: &Visit,
    issued: Result<Issued, OfficeFault>,
    fetched_as: &str,
) -> Response {
    match issued {
        Ok(Issued::Ticket { ticket, .. }) => {
            let to = ["/file/paper/", &ticket.text(), fetched_as].concat();
            (StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response()
        }
        Ok(Issued::Wait { seconds }) => {
            let page = unkept(paper::wait(visit, seconds));
            ([(RETRY_AFTER, seconds.to_string())], page).into_response()
        }
        Ok(Issued::NoSuch) => StatusCode::NOT_FOUND.into_response(),
        Err(fault) => session::away(&fault),
    }
}

/// Fetches a paper by its link.
pub async fn paper(
    State(portal): State<Arc<Portal>>,
    Visiting(visit): Visiting,
    Path(text): Path<String>,
    Query(fetched): Query<FetchedAs>,
    headers: HeaderMap,
) -> Response {
    let Some(ticket) = Ticket::parse(&text) else {
        return unkept(paper::unread(&visit));
    };
    let opened = match portal.office.ticketed(&ticket, portal.now()).await {
        Ok(opened) => opened,
        Err(fault) => return session::away(&fault),
    };
    let read = opened.and_then(|(body, ends_at)| {
        let matter: Matter = serde_json::from_slice(&body).ok()?;
        let origin = portal.printing.origin.as_deref();
        let paper = matter.paper(portal.areas, origin)?;
        Some((matter, paper, ends_at))
    });
    let Some((matter, paper, ends_at)) = read else {
        return private(unkept(paper::gone(&visit)));
    };
    let path = ["/file/paper/", &ticket.text()].concat();
    let wants_link = match &*fetched.r#as {
        "link" => true,
        "html" | "pdf" => false,
        _ => paper::is_wechat_phone(&visit),
    };
    private(match &*fetched.r#as {
        "html" => page(&portal, &visit, &paper, &path, matter.is_sent()).await,
        _ if wants_link => link(&portal, &visit, &headers, &path, ends_at),
        _ => pdf(&portal, &visit, matter.kind, paper, &path).await,
    })
}

async fn issue(
    portal: &Portal,
    family: &Family,
    file: &File,
    number: &ApplicationNumber,
    kind: Kind,
    wanted: &Wanted,
) -> Result<Issued, OfficeFault> {
    let standing = file.standing();
    let Some(application) = standing.application(number) else {
        return Ok(Issued::NoSuch);
    };
    if kind == Kind::Form && application.stage.came_to_nothing() {
        return Ok(Issued::NoSuch);
    }
    let proof = match kind {
        Kind::Form => None,
        Kind::Receipt => proof(portal, file, number).await,
    };
    let (today, is_twice) = (family.visit.today, wanted.copies == "2");
    let matter = Matter::sent(
        family.visit.areas,
        &standing,
        application,
        today,
        kind,
        is_twice,
        proof,
    );
    let body = serde_json::to_vec(&matter).expect("a matter is plain data");
    let hand = hand(family);
    let office = &portal.office;
    office
        .issue_own(file.family, number, kind.as_str(), &body, &hand)
        .await
}

/// The receipt's text for what was sent last. A moment after the sending there is no signed head over it yet; the paper
/// then stands without a proof, and the next one has it.
async fn proof(portal: &Portal, file: &File, number: &ApplicationNumber) -> Option<String> {
    let sent = file.entries.iter().rev().find(|entry| match &entry.event {
        Event::Sent(sent) | Event::Mended(sent) => sent.number == *number,
        _ => false,
    });
    let (store, keys) = (&*portal.office.store, &*portal.office.keys);
    match Receipt::issue(store, keys, number.clone(), sent?.leaf?).await {
        Ok(receipt) => Some(receipt.paper()),
        Err(fault) => {
            tracing::warn!(%fault, "a receipt was made without its proof");
            None
        }
    }
}

fn link(
    portal: &Portal,
    visit: &Visit,
    headers: &HeaderMap,
    path: &str,
    ends_at: Instant,
) -> Response {
    let whole = [&origin(portal, headers), path].concat();
    let code = Code {
        text: whole.clone(),
        caption: visit.look().words().pages.papers.code_caption.to_owned(),
    };
    let link = Link {
        whole: &whole,
        path,
        // An address too long for a code is still there to be copied.
        code_svg: &code.svg().unwrap_or_default(),
        ends_at,
    };
    unkept(paper::link(visit, &link))
}

/// Scheme and host for a link that leaves this browser: as configured, else as this browser came.
fn origin(portal: &Portal, headers: &HeaderMap) -> String {
    let scheme = if portal.is_https {
        "https://"
    } else {
        "http://"
    };
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    match &portal.printing.origin {
        Some(origin) => origin.clone(),
        None => [scheme, host.unwrap_or_default()].concat(),
    }
}

async fn pdf(portal: &Portal, visit: &Visit, kind: Kind, paper: Paper, path: &str) -> Response {
    match portal.press.print(paper).await {
        Ok(bytes) => file(kind, bytes),
        Err(why) => undrawn(visit, why, path),
    }
}

async fn page(
    portal: &Portal,
    visit: &Visit,
    paper: &Paper,
    path: &str,
    is_sent: bool,
) -> Response {
    match portal.press.page(paper).await {
        Ok(sheet) => unkept(paper::sheet(visit, sheet, is_sent)),
        Err(why) => undrawn(visit, why, path),
    }
}

fn undrawn(visit: &Visit, why: Unprinted, path: &str) -> Response {
    let undrawn = match why {
        Unprinted::Busy => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Unprinted::Fonts(missing) => Undrawn::Fonts(missing),
        Unprinted::Paper(PaperFault::NoGlyph(char)) => Undrawn::Character(char),
        Unprinted::Paper(fault) => {
            tracing::error!(%fault, "a paper was not drawn");
            Undrawn::Broken
        }
    };
    unkept(paper::undrawn(visit, &undrawn, path))
}

/// Its name says what it is and nothing of whose.
fn file(kind: Kind, bytes: Bytes) -> Response {
    let name = format!("inline; filename=\"yucan-{}.pdf\"", kind.as_str());
    let name = HeaderValue::try_from(name).expect("a word of ours");
    let fixed = HeaderValue::from_static;
    let mut response = unkept_bytes(bytes);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, fixed("application/pdf"));
    headers.insert(CONTENT_DISPOSITION, name);
    headers.insert(CONTENT_SECURITY_POLICY, fixed(PDF_POLICY));
    response
}

fn unkept_bytes(bytes: Bytes) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(http::header::CACHE_CONTROL, crate::headers::KEEP_NOTHING);
    response
}

/// The address is the key, so no page it leads to is told of it.
fn private(mut response: Response) -> Response {
    let nobody = HeaderValue::from_static("no-referrer");
    response.headers_mut().insert(REFERRER_POLICY, nobody);
    response
}
