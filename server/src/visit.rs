//! Who looks, as the pages want to know it: from cookies and the browser's own word, never from a session.

use std::{convert::Infallible, sync::Arc};

use app::{
    Lang,
    visit::{Browser, Visit},
};
use axum::extract::FromRequestParts;
use http::{HeaderMap, Uri, header::USER_AGENT, request::Parts};

use crate::{
    calendar,
    cookie::{self, AREA, ELDER, LANG},
    portal::Portal,
};

/// What a handler of a page asks for.
pub struct Visiting(pub Visit);

impl FromRequestParts<Arc<Portal>> for Visiting {
    type Rejection = Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        portal: &Arc<Portal>,
    ) -> Result<Self, Infallible> {
        Ok(Self(visit(portal, &parts.uri, &parts.headers)))
    }
}

/// One request for a page.
pub fn visit(portal: &Portal, uri: &Uri, headers: &HeaderMap) -> Visit {
    let agent = headers
        .get(USER_AGENT)
        .and_then(|agent| agent.to_str().ok());
    let path_and_query = uri.path_and_query().map_or("/", |address| address.as_str());
    Visit {
        lang: lang(headers),
        elder: is_elder(headers),
        path_and_query: path_and_query.to_owned(),
        today: portal.clock.today(),
        browser: Browser::parse(agent.unwrap_or_default()),
        assets: Arc::clone(&portal.assets),
        areas: portal.areas,
        remembered_area: cookie::read(headers, AREA).map(str::to_owned),
        calendar: calendar::key(headers, uri.query().unwrap_or_default(), &*portal.clock),
        session: None,
    }
}

/// The language chosen. The browser's own wish is not asked: a family's phone in English still has a Chinese file.
pub fn lang(headers: &HeaderMap) -> Lang {
    match cookie::read(headers, LANG) {
        Some("en") => Lang::En,
        _ => Lang::Zh,
    }
}

/// Whether elder mode was chosen.
pub fn is_elder(headers: &HeaderMap) -> bool {
    cookie::read(headers, ELDER) == Some("on")
}
