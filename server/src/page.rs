//! A page on its way out: its type, what it may run, how long it keeps.

use app::{Reply, area_names, visit::Visit};
use axum::response::{IntoResponse, Response};
use http::{
    HeaderValue, StatusCode,
    header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, SET_COOKIE},
};

use crate::{
    cookie::{AREA, Cookie},
    headers::{ASK_AGAIN, ISLAND_POLICY, PAGE_POLICY},
    portal::Portal,
};

/// A page to send.
pub struct Page {
    reply: Reply,
    may_run: bool,
    /// A place to remember, and whether its cookie may only travel encrypted.
    area: Option<(String, bool)>,
}

impl From<Reply> for Page {
    fn from(reply: Reply) -> Self {
        Self {
            reply,
            may_run: false,
            area: None,
        }
    }
}

impl Page {
    /// Lets its island run, where the browser's rules are ours; else the plain form answers.
    pub fn with_island(mut self, portal: &Portal) -> Self {
        self.may_run = self.reply.has_island && portal.may_islands_answer;
        self
    }

    /// Remembers the place this page was asked for, where it is a real one and not remembered yet.
    pub fn remembering(mut self, visit: &Visit, area: Option<&str>, portal: &Portal) -> Self {
        let is_new = area != visit.remembered_area.as_deref();
        let known = area.filter(|_| is_new).and_then(area_names::name);
        self.area = known.map(|known| (known.code, portal.is_https));
        self
    }
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        let status =
            StatusCode::from_u16(self.reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let policy = if self.may_run {
            ISLAND_POLICY
        } else {
            PAGE_POLICY
        };
        let mut response = (status, self.reply.html).into_response();
        let headers = response.headers_mut();
        headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("text/html; charset=utf-8"),
        );
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
        headers.insert(CACHE_CONTROL, ASK_AGAIN);
        if let Some((code, is_https)) = self.area {
            let cookie = Cookie {
                name: AREA,
                value: &code,
                is_https,
            }
            .to_string();
            headers.insert(
                SET_COOKIE,
                HeaderValue::try_from(cookie).expect("a code is six digits"),
            );
        }
        response
    }
}
