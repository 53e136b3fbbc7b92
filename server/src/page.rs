//! A page on its way out: its type, what it may run, how long it keeps.

use app::{Reply, area_names, visit::Visit};
use axum::response::{IntoResponse, Response};
use http::{
    HeaderValue, StatusCode,
    header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, SET_COOKIE},
};

use crate::{
    calendar,
    cookie::{AREA, CALENDAR, Cookie},
    headers::{ASK_AGAIN, ISLAND_POLICY, PAGE_POLICY},
    portal::Portal,
};

/// A page to send.
pub struct Page {
    reply: Reply,
    may_run: bool,
    /// Cookies to set.
    cookies: Vec<String>,
}

impl From<Reply> for Page {
    fn from(reply: Reply) -> Self {
        Self {
            reply,
            may_run: false,
            cookies: Vec::new(),
        }
    }
}

impl Page {
    /// Lets its island run, where the browser's rules are ours; else the plain form answers.
    pub fn with_island(mut self, portal: &Portal) -> Self {
        self.may_run = self.reply.has_island && portal.assets.islands.is_some();
        self
    }

    /// Remembers the place this page was asked for, where it is a real one and not remembered yet.
    pub fn remembering(mut self, visit: &Visit, area: Option<&str>, portal: &Portal) -> Self {
        let is_new = area != visit.remembered_area.as_deref();
        let known = area.filter(|_| is_new).and_then(area_names::name);
        if let Some(known) = known {
            self.keep(AREA, &known.code, portal);
        }
        self
    }

    /// Remembers which calendar its dates went to, and for which query.
    pub fn counting(mut self, visit: &Visit, query: &str, portal: &Portal) -> Self {
        let value = calendar::cookie_value(visit.calendar, query);
        self.keep(CALENDAR, &value, portal);
        self
    }

    fn keep(&mut self, name: &'static str, value: &str, portal: &Portal) {
        let is_https = portal.is_https;
        let cookie = Cookie {
            name,
            value,
            is_https,
        };
        self.cookies.push(cookie.to_string());
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
        for cookie in self.cookies {
            let value = HeaderValue::try_from(cookie).expect("cookies are made of our own words");
            headers.append(SET_COOKIE, value);
        }
        response
    }
}
