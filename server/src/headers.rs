//! Headers that every answer carries, whatever made it. Each page's content policy allows what the page needs.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::{
    HeaderMap, HeaderName, HeaderValue,
    header::{
        CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
        X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
    },
};

use crate::portal::Portal;

/// For pages with an island: our script, our WebAssembly, our server functions.
pub const ISLAND_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// For a family's form and file: our script, and asking us whether the session goes on.
pub const SCRIPT_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
     connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// For pages that run nothing.
pub const PAGE_POLICY: &str = "default-src 'none'; script-src 'none'; style-src 'self'; img-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// For everything that is no page.
const NO_PAGE_POLICY: &str =
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// For what is made for this visitor: kept, but asked for again each time, so that the back button works.
pub const ASK_AGAIN: HeaderValue = HeaderValue::from_static("private, no-cache");

/// For what must not be kept.
pub const KEEP_NOTHING: HeaderValue = HeaderValue::from_static("no-store");

/// Not `no-referrer`: with it older browsers send our own forms with `Origin: null`, which looks like a foreign one. A page
/// without forms whose address is a secret says `no-referrer` itself.
const REFER_AT_HOME: HeaderValue = HeaderValue::from_static("same-origin");

/// Said with every answer.
const ALWAYS: [(HeaderName, &str); 6] = [
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
    (
        HeaderName::from_static("x-permitted-cross-domain-policies"),
        "none",
    ),
    // For browsers that know no `frame-ancestors`.
    (X_FRAME_OPTIONS, "DENY"),
];

/// Adds what the handler did not say itself.
pub async fn add(State(portal): State<Arc<Portal>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    say_unless_said(headers, REFERRER_POLICY, REFER_AT_HOME);
    say_unless_said(
        headers,
        CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(NO_PAGE_POLICY),
    );
    say_unless_said(headers, CACHE_CONTROL, KEEP_NOTHING);
    if portal.is_https {
        headers.insert(
            STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000; includeSubDomains"),
        );
    }
    if portal.is_demo {
        headers.insert(
            HeaderName::from_static("x-robots-tag"),
            HeaderValue::from_static("noindex"),
        );
    }
    response
}

fn say_unless_said(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) {
    headers.entry(name).or_insert(value);
}
