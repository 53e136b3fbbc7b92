//! Keeps a choice in a cookie and leads back.

use std::sync::Arc;

use axum::{
    extract::{Query, State},
    response::{AppendHeaders, IntoResponse, Response},
};
use http::{
    StatusCode,
    header::{LOCATION, SET_COOKIE},
};
use serde::Deserialize;

use crate::{
    cookie::{Cookie, ELDER, LANG},
    portal::Portal,
};

/// What can be chosen.
#[derive(Debug, Deserialize)]
pub struct Choice {
    lang: Option<String>,
    elder: Option<String>,
    /// Where to lead back to.
    to: Option<String>,
}

/// Sets what was chosen and says 303 to where the visitor was; a word that is no choice changes nothing.
pub async fn set(State(portal): State<Arc<Portal>>, Query(choice): Query<Choice>) -> Response {
    let lang = choice
        .lang
        .as_deref()
        .filter(|lang| matches!(*lang, "zh" | "en"));
    let elder = choice
        .elder
        .as_deref()
        .filter(|elder| matches!(*elder, "on" | "off"));
    let cookies = [(LANG, lang), (ELDER, elder)];
    let cookies = cookies.into_iter().filter_map(|(name, value)| {
        let cookie = Cookie {
            name,
            value: value?,
            is_https: portal.is_https,
        };
        Some((SET_COOKIE, cookie.to_string()))
    });
    let to = choice
        .to
        .as_deref()
        .filter(|to| is_local(to))
        .unwrap_or("/");
    (
        StatusCode::SEE_OTHER,
        [(LOCATION, to)],
        AppendHeaders(cookies),
    )
        .into_response()
}

/// Whether an address stays in this portal in every browser: some read `\` as `/` and skip what can't be printed.
fn is_local(to: &str) -> bool {
    let is_plain = to
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    is_plain && to.starts_with('/') && !to.starts_with("//")
}

#[cfg(test)]
mod tests {
    use super::is_local;

    #[test]
    fn only_our_own_paths_are_led_to() {
        let rows = [
            ("/", true),
            ("/check?area=441702&births=2026-11-02f", true),
            ("/law/YJ22-2#top", true),
            ("", false),
            ("check", false),
            ("//evil.example", false),
            ("/\\evil.example", false),
            ("/\t/evil.example", false),
            ("/check\r\nSet-Cookie: a=b", false),
            ("https://evil.example", false),
            ("/查", false),
        ];
        for (to, is_ours) in rows {
            assert_eq!(is_local(to), is_ours, "{to:?}");
        }
    }
}
