//! What a visitor sees where there is nothing else to see: a short page with a way out, or, for programs, one JSON
//! object. Every page is made once at the start, so that a crowd costs nothing.
//!
//! Absent here: what was asked. No problem repeats a word of the request.

use std::{
    any::Any,
    collections::HashMap,
    sync::{Arc, atomic::Ordering},
};

use app::{
    Lang,
    pages::{Trouble, error},
    visit::{Assets, Browser, Visit},
};
use axum::{
    body::{Body, Bytes},
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{
    HeaderValue, StatusCode,
    header::{CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, RETRY_AFTER},
};
use policy::{Areas, Day};

use crate::{
    headers::PAGE_POLICY, inventory::PROGRAMS_PATH, journal::RequestId, portal::Portal, visit,
};

/// In a page made beforehand, where the id of the request will stand.
const ID_STANDS_HERE: &str = "0000000000000000";

/// When a crowd may have gone.
const RETRY_AFTER_CROWD: HeaderValue = HeaderValue::from_static("5");

/// When a database may be back, or somebody has made room on its disk.
pub const RETRY_AFTER_AWAY: HeaderValue = HeaderValue::from_static("120");

/// Stands with a 503 that means the database, and no crowd.
#[derive(Debug, Clone, Copy)]
pub struct Away;

/// Stands with a refusal that says why in words of its own, to whoever looks after the process.
#[derive(Debug, Clone, Copy)]
pub struct OwnWords;

/// What can go wrong: status, its code for programs, the page for people. The first of a status is the usual one.
#[rustfmt::skip]
const PROBLEMS: [(StatusCode, &str, Trouble); 15] = [
    (StatusCode::BAD_REQUEST,            "bad_request",        Trouble::BadRequest),
    (StatusCode::FORBIDDEN,              "cross_site",         Trouble::BadRequest),
    (StatusCode::NOT_FOUND,              "not_found",          Trouble::NotFound),
    (StatusCode::METHOD_NOT_ALLOWED,     "method_not_allowed", Trouble::MethodNotAllowed),
    (StatusCode::NOT_ACCEPTABLE,         "not_acceptable",     Trouble::BadRequest),
    (StatusCode::REQUEST_TIMEOUT,        "too_slow",           Trouble::TooSlow),
    (StatusCode::PAYLOAD_TOO_LARGE,      "not_json",           Trouble::TooLarge),
    (StatusCode::URI_TOO_LONG,           "address_too_long",   Trouble::AddressTooLong),
    (StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_json",           Trouble::BadRequest),
    (StatusCode::MISDIRECTED_REQUEST,    "wrong_host",         Trouble::BadRequest),
    (StatusCode::UNPROCESSABLE_ENTITY,   "invalid",            Trouble::BadRequest),
    (StatusCode::TOO_MANY_REQUESTS,      "too_many_requests",  Trouble::TooMany),
    (StatusCode::INTERNAL_SERVER_ERROR,  "our_fault",          Trouble::Broken),
    (StatusCode::SERVICE_UNAVAILABLE,    "busy",               Trouble::Busy),
    (StatusCode::SERVICE_UNAVAILABLE,    "away",               Trouble::Away),
];

/// One of them.
type Problem = (StatusCode, &'static str, Trouble);

/// All problems, ready to send: by what they are, language and elder mode.
pub struct Problems(HashMap<(StatusCode, Trouble, Lang, bool), Bytes>);

impl Problems {
    /// Makes every page.
    pub fn new(areas: &'static Areas, assets: &Arc<Assets>, today: Day) -> Self {
        let mut pages = HashMap::new();
        for (lang, elder) in [Lang::Zh, Lang::En]
            .into_iter()
            .flat_map(|lang| [(lang, false), (lang, true)])
        {
            let visit = Visit {
                lang,
                elder,
                path_and_query: "/".to_owned(),
                today,
                browser: Browser::default(),
                assets: Arc::clone(assets),
                areas,
                remembered_area: None,
                calendar: app::calendar::Key::default(),
                session: None,
            };
            for (status, _, trouble) in PROBLEMS {
                let id = (trouble == Trouble::Broken).then_some(ID_STANDS_HERE);
                let page = error(&visit, trouble, id).html;
                pages.insert((status, trouble, lang, elder), page.into());
            }
        }
        Self(pages)
    }

    /// The answer to a problem: a page for people, one JSON object for programs.
    fn response(&self, (status, code, trouble): Problem, for_whom: Asker) -> Option<Response> {
        let (body, kind, policy) = match for_whom {
            Asker::Program => (json(status, code).into(), "application/json", None),
            Asker::Person { lang, elder, id } => {
                let mut page = self.0.get(&(status, trouble, lang, elder))?.clone();
                if let (StatusCode::INTERNAL_SERVER_ERROR, Some(id)) = (status, id) {
                    page = String::from_utf8_lossy(&page)
                        .replace(ID_STANDS_HERE, &id.to_string())
                        .into();
                }
                (page, "text/html; charset=utf-8", Some(PAGE_POLICY))
            }
        };
        let mut response = (status, Body::from(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        if let Some(policy) = policy {
            headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
        }
        if status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(RETRY_AFTER, RETRY_AFTER_CROWD);
        }
        Some(response)
    }
}

/// Who is told.
#[derive(Debug, Clone, Copy)]
enum Asker {
    Program,
    Person {
        lang: Lang,
        elder: bool,
        id: Option<RequestId>,
    },
}

/// Turns the bare refusals of libraries and layers into problems; what has a page or an object of its own stays.
pub async fn explain(State(portal): State<Arc<Portal>>, request: Request, next: Next) -> Response {
    let asker = if request.uri().path().starts_with(PROGRAMS_PATH) {
        Asker::Program
    } else {
        Asker::Person {
            lang: visit::lang(request.headers()),
            elder: visit::is_elder(request.headers()),
            id: request.extensions().get().copied(),
        }
    };
    let bare = next.run(request).await;
    if is_explained(&bare) {
        return bare;
    }
    let is_away = bare.extensions().get::<Away>().is_some();
    let explained = problem(bare.status(), is_away)
        .and_then(|problem| portal.problems.response(problem, asker));
    let Some(mut explained) = explained else {
        return bare;
    };
    // What a layer says besides, such as `Allow`, is true of the explanation as well.
    for (name, value) in bare.headers() {
        if name != CONTENT_TYPE && name != CONTENT_LENGTH {
            explained.headers_mut().insert(name, value.clone());
        }
    }
    explained
}

fn is_explained(response: &Response) -> bool {
    if !response.status().is_client_error() && !response.status().is_server_error() {
        return true;
    }
    if response.extensions().get::<OwnWords>().is_some() {
        return true;
    }
    let kind = response.headers().get(CONTENT_TYPE);
    kind.and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.starts_with("text/html") || kind.starts_with("application/json"))
}

/// What a caught panic becomes. The hook has noted where it was; what it said may be somebody's, and is dropped.
pub fn after_panic(
    portal: &Arc<Portal>,
) -> impl Fn(Box<dyn Any + Send>) -> Response + Clone + use<> {
    let portal = Arc::clone(portal);
    move |_said| {
        portal.figures.panics.fetch_add(1, Ordering::Relaxed);
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    }
}

fn problem(status: StatusCode, is_away: bool) -> Option<Problem> {
    let mut of_status = PROBLEMS.iter().filter(|problem| problem.0 == status);
    let is_it = |problem: &&Problem| !is_away || problem.2 == Trouble::Away;
    of_status.find(is_it).copied()
}

fn json(status: StatusCode, code: &str) -> String {
    let message = status.canonical_reason().unwrap_or(code);
    format!(r#"{{"id":null,"error":{{"code":"{code}","at":"","message":"{message}"}}}}"#)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_is_one_json_object() {
        for (status, code, _) in PROBLEMS {
            let value: serde_json::Value = serde_json::from_str(&json(status, code)).unwrap();
            assert_eq!(value["error"]["code"], code);
        }
    }
}
