//! Keeps a choice in a cookie and leads back.

use std::sync::Arc;

use app::{Lang, forms::check::pairs, visit::Visit};
use axum::{
    extract::{Query, State},
    response::{AppendHeaders, IntoResponse, Response},
};
use http::{
    HeaderName, StatusCode,
    header::{LOCATION, SET_COOKIE},
};
use serde::Deserialize;

use crate::{
    address::is_local,
    cookie::{Cookie, ELDER, LANG},
    portal::Portal,
};

/// The lines that set cookies.
type Cookies = AppendHeaders<Vec<(HeaderName, String)>>;

/// What can be chosen.
#[derive(Debug, Deserialize)]
pub struct Choice {
    lang: Option<String>,
    elder: Option<String>,
    /// Where to lead back to.
    to: Option<String>,
}

impl Choice {
    /// What a query with other things in it chooses.
    pub fn read(query: &str) -> Choice {
        let told = |name| {
            let mut pairs = pairs(query).filter(|(told, _)| told == name);
            pairs.next().map(|(_, value)| value.into_owned())
        };
        Choice {
            lang: told("lang"),
            elder: told("elder"),
            to: None,
        }
    }

    /// What a page looks like from now on, and the cookies that keep it so; a word that is no choice changes nothing.
    pub fn take(&self, portal: &Portal, visit: &mut Visit) -> Cookies {
        match self.lang() {
            Some("en") => visit.lang = Lang::En,
            Some(_) => visit.lang = Lang::Zh,
            None => {}
        }
        if let Some(elder) = self.elder() {
            visit.elder = elder == "on";
        }
        self.cookies(portal)
    }

    fn cookies(&self, portal: &Portal) -> Cookies {
        let chosen = [(LANG, self.lang()), (ELDER, self.elder())].into_iter();
        let set = chosen.filter_map(|(name, value)| {
            let cookie = Cookie {
                name,
                value: value?,
                is_https: portal.is_https,
            };
            Some((SET_COOKIE, cookie.to_string()))
        });
        AppendHeaders(set.collect())
    }

    fn lang(&self) -> Option<&str> {
        let told = self.lang.as_deref();
        told.filter(|lang| matches!(*lang, "zh" | "en"))
    }

    fn elder(&self) -> Option<&str> {
        let told = self.elder.as_deref();
        told.filter(|elder| matches!(*elder, "on" | "off"))
    }
}

/// Sets what was chosen and says 303 to where the visitor was.
pub async fn set(State(portal): State<Arc<Portal>>, Query(choice): Query<Choice>) -> Response {
    let cookies = choice.cookies(&portal);
    let to = choice
        .to
        .as_deref()
        .filter(|to| is_local(to))
        .unwrap_or("/");
    (StatusCode::SEE_OTHER, [(LOCATION, to)], cookies).into_response()
}
